"""Whether an application can live with transaction mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.planner.alias_facts import option

if TYPE_CHECKING:
    from connlint.models.stack import Link
    from connlint.planner.advice.case import Case


def needs_session(case: Case, link: Link) -> str:
    """Why the entry of a link needs session mode, "" when it does not: one alias is enough for all that share it."""
    sharing = (other for other in case.links if (other.pooler, other.entry) == (link.pooler, link.entry))
    return next((why for other in sharing if (why := _own_need(case, other))), "")


def session_entries(case: Case, pooler: int) -> dict[str, str]:
    """The entries of a pooler that need session mode, with the reason."""
    needs = {link.entry: needs_session(case, link) for link in case.at(pooler) if link.entry}
    return {entry: why for entry, why in needs.items() if why}


def _own_need(case: Case, link: Link) -> str:
    tenant = link.facts.get("is_tenant_engine")
    if tenant is not None and tenant.value:
        return "the tenant backend sets search_path for the whole session"
    role = option(case.alias(link), "assume_role")
    if role is not None and role.decided and role.value:
        return "OPTIONS['assume_role'] sets a role for the whole session"
    return ""


def is_proxied(link: Link) -> bool:
    """Whether the address of an alias is that of a provider's pooler."""
    kind = link.facts.get("proxy_kind")
    return kind is not None and bool(kind.value)
