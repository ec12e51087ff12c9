"""Connections past every pooler, server by server: one max_connections bounds those of its own server only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.stack import Sum
from connlint.models.traced import Branch, Traced, known, unknown
from connlint.planner.addresses import is_loopback
from connlint.planner.clients import count_clients, groups_of
from connlint.planner.fleet import WorldKey, unsure
from connlint.planner.sums import first_unknown, shown, total_of
from connlint.planner.values import highest, text

if TYPE_CHECKING:
    from collections.abc import Collection

    from connlint.models.stack import Link, Stack, Term
    from connlint.planner.pooler_facts import Worlds

Reached = dict[WorldKey, list["Link"]]


def direct_connections(stack: Stack, worlds: Worlds, alternatives: list[list[WorldKey]], *, surge: bool) -> Sum:
    """The clients of aliases that go past every pooler; none when all are pooled, whatever the topology says.

    Where they lead to several servers and nobody says which one is described, the total is an ``either``.
    """
    sums = [_of_deployment(stack, worlds, chosen, surge=surge) for chosen in alternatives]
    unsure_ones = (one for one in sums if one.total.status == "unknown")
    largest = max(sums, key=lambda one: highest(one.total) or 0, default=Sum(total=known(0, "no alias")))
    return next(unsure_ones, largest)


def is_direct(link: Link) -> bool:
    """Whether its clients are connections of PostgreSQL: neither a PgBouncer nor a proxy shares them out."""
    mode = link.facts.get("proxy_mode")
    return link.pooler is None and (mode is None or mode.value not in ("transaction", "statement"))


def server_of(host: Traced | None, port: Traced | None = None) -> str:
    """How messages call a server; an unknown HOST is what would decide it, or where it stands."""
    shown_host = text(host)
    if host is None or not shown_host:
        return "localhost" if shown_host is not None or host is None else _unknown_server(host)
    name = "localhost" if is_loopback(shown_host) else shown_host
    shown_port = text(port) or "5432"
    return name if shown_port == "5432" else f"{name}:{shown_port}"


def _unknown_server(host: Traced) -> str:
    place = f"HOST at {host.origin.short}" if host.origin is not None else ""
    return host.missing or place or host.reason or "a HOST that depends on a condition"


def _of_deployment(stack: Stack, worlds: Worlds, chosen: list[WorldKey], *, surge: bool) -> Sum:
    reached: dict[str, Reached] = {}
    for key in chosen:
        for link in filter(is_direct, worlds[key]):
            server = server_of(link.facts.get("host"), link.facts.get("port"))
            reached.setdefault(server, {}).setdefault(key, []).append(link)
    doubts = [Sum(total=doubt) for key in chosen if (doubt := unsure(stack, key, None)) is not None]
    sums = {server: _clients(stack, links, surge=surge) for server, links in reached.items()}
    if doubts:
        return total_of([*doubts, *sums.values()], "clients")
    if not sums:
        return Sum(total=known(0, "no alias goes past a pooler"))
    others = _pooled_servers(stack) - sums.keys()
    if len(sums) == 1 and not others:
        return next(iter(sums.values()))
    if stack.topology.clients is not None and len(sums) > 1:
        return Sum(total=unknown("the declared clients are not split by server", stack.topology.clients.origin))
    return _apart(sums, others)


def _clients(stack: Stack, reached: Reached, *, surge: bool) -> Sum:
    if stack.topology.clients is not None and stack.poolers:
        return Sum(total=unknown("the declared clients do not say how many go past the pooler"))
    counted = [
        count_clients(stack.topology, groups_of(stack, key[0]), links, surge=surge) for key, links in reached.items()
    ]
    return total_of(counted, "clients")


def _pooled_servers(stack: Stack) -> set[str]:
    lines = [line.settings for config in stack.poolers for line in config.databases.values()]
    return {server_of(line.get("host"), line.get("port")) for line in lines if text(line.get("host"))}


def _apart(sums: dict[str, Sum], others: Collection[str]) -> Sum:
    """One sum for each server: the same for all, or one of them when one knows whose max_connections it is."""
    terms = tuple(_told(server, member) for server, one in sums.items() for member in one.terms)
    formula = "; ".join(f"to {server}: {one.formula or shown(one.total)}" for server, one in sums.items())
    totals = {server: one.total for server, one in sums.items()}
    missing = first_unknown(totals.values())
    if missing is None and (others or len({shown(total) for total in totals.values()}) > 1):
        missing = _either(totals, others)
    return Sum(total=missing or next(iter(totals.values())), terms=terms, formula=formula)


def _told(server: str, member: Term) -> Term:
    return member.model_copy(update={"term": f"to {server}, {member.term}"})


def _either(totals: dict[str, Traced], others: Collection[str]) -> Traced:
    named = ", ".join(sorted({*totals, *others}))
    reason = f"connections lead to several servers ({named}); which one is described is not known"
    found = [_branch(server, total) for server, total in totals.items()]
    if others:
        found.append(_branch(" or ".join(sorted(others)), known(0, "only poolers lead there")))
    origin = next((total.origin for total in totals.values()), None)
    return Traced(status="either", branches=tuple(found), reason=reason, origin=origin)


def _branch(server: str, total: Traced) -> Branch:
    return Branch(condition=f"max_connections is that of {server}", traced=total)
