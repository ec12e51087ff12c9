"""The fleet against PostgreSQL: usable slots, pooled and direct connections, headroom."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from connlint.models.release import older_than
from connlint.models.stack import Sum
from connlint.models.traced import Traced, known, unknown
from connlint.planner.fleet import deployments
from connlint.planner.hosts import direct_connections, is_direct, server_of
from connlint.planner.pooler_facts import Worlds, pooler_pools
from connlint.planner.servers import reserved, server_setting
from connlint.planner.sums import combine, shown, term, total_of
from connlint.planner.values import number, text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connlint.models.place import Place
    from connlint.models.stack import Stack

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
    direct = _known_direct(stack, direct_connections(stack, worlds, alternatives, surge=False))
    deploy = _known_direct(stack, direct_connections(stack, worlds, alternatives, surge=True))
    doubt = _several(_pooled_hosts(stack) | _direct_hosts(worlds))
    return {
        "usable_slots": usable_slots(stack),
        "pool_connections": pooled,
        "direct_connections": direct,
        "direct_connections_deploy": deploy,
        "server_connections": _together(pooled, direct, doubt),
        "server_connections_deploy": _together(pooled, deploy, doubt),
    }


def _known_direct(stack: Stack, direct: Sum) -> Sum:
    """Direct connections; nobody knows their number where a PgBouncer that could not be read may serve them."""
    for problem in stack.problems:
        name = problem.subject.rpartition("/")[2]
        if problem.kind == "unreadable-input" and "pgbouncer" in name and number(direct.total) != 0:
            reason = f"{problem.subject} could not be read, so which connections go past PgBouncer is not known"
            return direct.model_copy(update={"total": unknown(reason, problem.place, name)})
    return direct


def _together(pooled: Sum, direct: Sum, doubt: Traced | None) -> Sum:
    """What reaches PostgreSQL; nothing is added where one side is surely empty."""
    parts = [part for part in (pooled, direct) if number(part.total) != 0 or part.terms]
    if parts == [direct]:
        return direct
    total = total_of(parts, "connections to PostgreSQL")
    return total.model_copy(update={"total": doubt}) if doubt is not None else total


def _pooled_hosts(stack: Stack) -> dict[str, Place | None]:
    """The servers that the entries of the poolers lead to."""
    hosts: dict[str, Place | None] = {}
    for config in stack.poolers:
        for line in config.databases.values():
            _note_host(hosts, line.settings, line.place)
    return hosts


def _direct_hosts(worlds: Worlds) -> dict[str, Place | None]:
    """The servers that aliases reach past every pooler."""
    hosts: dict[str, Place | None] = {}
    for link in (link for links in worlds.values() for link in links if is_direct(link)):
        _note_host(hosts, link.facts, link.facts["pooled"].origin)
    return hosts


def _several(hosts: dict[str, Place | None]) -> Traced | None:
    """An unknown when connections lead to several servers: then one budget does not cover them."""
    if len(hosts) <= 1:
        return None
    reason = f"connections lead to {len(hosts)} hosts ({', '.join(sorted(hosts))}); which one is described is not known"
    return unknown(reason, next(iter(hosts.values())))


def _note_host(hosts: dict[str, Place | None], values: Mapping[str, Traced], place: Place | None) -> None:
    if text(values.get("host")):
        hosts.setdefault(server_of(values.get("host"), values.get("port")), place)


def fleet_facts(stack: Stack, worlds: Worlds, sums: dict[str, Sum]) -> dict[str, Traced]:
    """The totals as facts, the headroom line, the largest pool, and what the topology declares."""
    facts = {name: total.total for name, total in sums.items()}
    slots = facts["usable_slots"]
    facts["headroom_limit"] = combine([slots], "80 % of the usable slots", lambda figures: int(figures[0] * HEADROOM))
    facts.update(_largest_pool(stack, worlds))
    facts["topology_known"] = known(bool(stack.topology.groups) or stack.topology.clients is not None, "topology")
    facts["max_connections"] = server_setting(stack, "max_connections")
    declared = {"cores": stack.topology.cores, "network_idle_limit": stack.topology.network_idle_limit}
    declared["nofile"] = stack.topology.nofile
    for name, value in declared.items():
        facts[name] = value or unknown(f"{name} is not declared", missing=name)
    return facts


def _largest_pool(stack: Stack, worlds: Worlds) -> dict[str, Traced]:
    """The most connections of one pool, its name, and the key that bounds it, at the place of that key."""
    bounds = [
        (*pool.bound, pool.name, config)
        for chosen in deployments(stack, worlds) or [[]]
        for index, config in enumerate(stack.poolers)
        for pool in pooler_pools(stack, worlds, chosen, index)
    ]
    bounds = [bound for bound in bounds if number(bound[0]) not in (None, math.inf)]
    if not bounds:
        nothing = unknown("no pool with a known size")
        return dict.fromkeys(("largest_pool", "largest_pool_name", "largest_pool_key"), nothing)
    limit, key, name, config = max(bounds, key=lambda bound: number(bound[0]) or 0)
    return {
        "largest_pool": limit,
        "largest_pool_name": known(name, "pools"),
        "largest_pool_key": known(key, "pools", limit.origin or config.home),
    }
