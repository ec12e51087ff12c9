"""The fleet against PostgreSQL: usable slots, pooled and direct connections, headroom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.release import older_than
from connlint.models.stack import Sum
from connlint.models.traced import Traced, known, unknown
from connlint.planner.addresses import is_loopback
from connlint.planner.clients import count_clients, groups_of
from connlint.planner.fleet import WorldKey, deployments, unsure
from connlint.planner.pooler_facts import Worlds, largest, pooler_pools
from connlint.planner.servers import reserved, server_setting
from connlint.planner.sums import combine, shown, term, total_of
from connlint.planner.values import number, text

if TYPE_CHECKING:
    from connlint.models.place import Place
    from connlint.models.stack import Link, Stack

HEADROOM = 0.8
"""The share of the usable slots above which the guide alerts."""


def usable_slots(stack: Stack) -> Sum:
    """max_connections less what PostgreSQL reserves and what is declared for people, backups and replication."""
    parts = [("max_connections", server_setting(stack, "max_connections"))]
    parts.append(("superuser_reserved_connections", reserved(stack, "superuser_reserved_connections")))
    if older_than(stack.versions.found.get("postgresql"), "16") is not True:
        parts.append(("reserved_connections", reserved(stack, "reserved_connections")))
    if stack.topology.allowance is not None:
        parts.append(("declared allowance", stack.topology.allowance))
    shown_parts = [(name, value) for name, value in parts if number(value) != 0]
    total = combine([value for _, value in parts], "usable slots", lambda figures: figures[0] - sum(figures[1:]))
    formula = f"{' - '.join(shown(value) for _, value in shown_parts)} = {shown(total)} usable slots"
    return Sum(total=total, terms=tuple(term(name, value) for name, value in shown_parts), formula=formula)


def fleet_sums(stack: Stack, worlds: Worlds, poolers: list[dict[str, Sum]]) -> dict[str, Sum]:
    """The sums of the fleet."""
    pooled = total_of([sums["server_connections_all"] for sums in poolers], "server connections")
    apart = _several(_pooled_hosts(stack))
    if apart is not None:
        pooled = pooled.model_copy(update={"total": apart})
    alternatives = deployments(stack, worlds)
    direct = _direct(stack, worlds, alternatives, surge=False)
    deploy = _direct(stack, worlds, alternatives, surge=True)
    doubt = _several(_pooled_hosts(stack) | _direct_hosts(worlds))
    return {
        "usable_slots": usable_slots(stack),
        "pool_connections": pooled,
        "direct_connections": direct,
        "direct_connections_deploy": deploy,
        "server_connections": _together(pooled, direct, doubt),
        "server_connections_deploy": _together(pooled, deploy, doubt),
    }


def _together(pooled: Sum, direct: Sum, doubt: Traced | None) -> Sum:
    """What reaches PostgreSQL; nothing is added where one side is surely empty."""
    parts = [part for part in (pooled, direct) if number(part.total) != 0 or part.terms]
    total = total_of(parts, "connections to PostgreSQL")
    return total.model_copy(update={"total": doubt}) if doubt is not None else total


def _direct(stack: Stack, worlds: Worlds, alternatives: list[list[WorldKey]], *, surge: bool) -> Sum:
    """The clients of aliases that go past every pooler; none when all are pooled, whatever the topology says."""
    sums = []
    for chosen in alternatives:
        parts = []
        for key in chosen:
            links = [link for link in worlds[key] if _is_direct(link)]
            doubt = unsure(stack, key, None)
            if doubt is not None:
                parts.append(Sum(total=doubt))
            elif links and stack.topology.clients is not None and stack.poolers:
                parts.append(Sum(total=unknown("the declared clients do not say how many go past the pooler")))
            elif links:
                parts.append(count_clients(stack.topology, groups_of(stack, key[0]), links, surge=surge))
        sums.append(total_of(parts, "clients") if parts else Sum(total=known(0, "no alias goes past a pooler")))
    return largest(sums, Sum(total=known(0, "no alias")))


def _is_direct(link: Link) -> bool:
    """Whether its clients are connections of PostgreSQL: neither a PgBouncer nor a proxy shares them out."""
    mode = link.facts.get("proxy_mode")
    return link.pooler is None and (mode is None or mode.value not in ("transaction", "statement"))


def _pooled_hosts(stack: Stack) -> dict[str, Place | None]:
    """The servers that the entries of the poolers lead to."""
    hosts: dict[str, Place | None] = {}
    for config in stack.poolers:
        for line in config.databases.values():
            _note_host(hosts, line.settings.get("host"), line.place)
    return hosts


def _direct_hosts(worlds: Worlds) -> dict[str, Place | None]:
    """The servers that aliases reach past every pooler."""
    hosts: dict[str, Place | None] = {}
    for link in (link for links in worlds.values() for link in links if _is_direct(link)):
        _note_host(hosts, link.facts.get("host"), link.facts["pooled"].origin)
    return hosts


def _several(hosts: dict[str, Place | None]) -> Traced | None:
    """An unknown when connections lead to several servers: then one budget does not cover them."""
    if len(hosts) <= 1:
        return None
    reason = f"connections lead to {len(hosts)} hosts ({', '.join(sorted(hosts))}); which one is described is not known"
    return unknown(reason, next(iter(hosts.values())))


def _note_host(hosts: dict[str, Place | None], host: Traced | None, place: Place | None) -> None:
    shown_host = text(host)
    if shown_host:
        hosts.setdefault("localhost" if is_loopback(shown_host) else shown_host, place)


def fleet_facts(stack: Stack, worlds: Worlds, sums: dict[str, Sum]) -> dict[str, Traced]:
    """The totals as facts, the headroom line, the largest pool, and what the topology declares."""
    facts = {name: total.total for name, total in sums.items()}
    slots = facts["usable_slots"]
    facts["headroom_limit"] = combine([slots], "80 % of the usable slots", lambda figures: int(figures[0] * HEADROOM))
    facts["largest_pool"] = _largest_pool(stack, worlds)
    facts["topology_known"] = known(bool(stack.topology.groups) or stack.topology.clients is not None, "topology")
    facts["max_connections"] = server_setting(stack, "max_connections")
    declared = {"cores": stack.topology.cores, "network_idle_limit": stack.topology.network_idle_limit}
    declared["nofile"] = stack.topology.nofile
    for name, value in declared.items():
        facts[name] = value or unknown(f"{name} is not declared", missing=name)
    return facts


def _largest_pool(stack: Stack, worlds: Worlds) -> Traced:
    pools = [
        pool
        for chosen in deployments(stack, worlds) or [[]]
        for index in range(len(stack.poolers))
        for pool in pooler_pools(stack, worlds, chosen, index)
    ]
    limits = [pool.limit for pool in pools if number(pool.limit) is not None and not pool.unlimited]
    return max(limits, key=lambda limit: number(limit) or 0, default=unknown("no pool with a known size"))
