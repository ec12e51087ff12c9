"""Whether an application can live with transaction mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.planner.alias_facts import option

if TYPE_CHECKING:
    from connlint.models.stack import Link
    from connlint.planner.advice.case import Case


def needs_session(case: Case, link: Link) -> str:
    """Why a link needs session mode, "" when it does not."""
    tenant = link.facts.get("is_tenant_engine")
    if tenant is not None and tenant.value:
        return "the tenant backend sets search_path for the whole session"
    role = option(case.alias(link), "assume_role")
    if role is not None and role.decided and role.value:
        return "OPTIONS['assume_role'] sets a role for the whole session"
    return ""
