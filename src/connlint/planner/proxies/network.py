"""The idle limit of the network before a host, and whether a keepalive comes before it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from connlint.models.traced import Traced, default, known
from connlint.planner.alias_facts import option
from connlint.planner.proxies.recognise import network_of
from connlint.planner.servers import server_setting
from connlint.planner.values import derived, number, undecided

if TYPE_CHECKING:
    from connlint.models.django import Alias
    from connlint.models.stack import Link, Stack
    from connlint.planner.proxies.data import Entry

_DECLARED = "declared in [tool.connlint.network]"
SYSTEM_KEEPALIVE = 7200
"""Seconds after which Linux sends the first keepalive (net.ipv4.tcp_keepalive_time), where nobody sets another."""


def network_facts(stack: Stack, link: Link, alias: Alias, facts: dict[str, Traced]) -> dict[str, Traced]:
    """``network_kind``, ``network_name``, ``network_idle_seconds``, ``network_resets`` and ``keepalive_seconds``
    (of whichever side sends the first one; inf: none); {} where no limit is known, or no network."""
    if facts["is_tcp"].value is False:
        return {}
    entry = network_of(facts["host"], stack.topology)
    if entry is None and stack.topology.network is None and stack.topology.network_idle_limit is None:
        return {}
    found = {
        "network_kind": known(entry.kind if entry else "", "network data"),
        "network_name": known(entry.name if entry else "the network", "network data"),
        "network_idle_seconds": _idle(stack, entry, facts),
        "keepalive_seconds": _first(_of_client(alias), _of_server(stack, link)),
    }
    if entry is not None and "resets" in entry.facts:
        resets = entry.facts["resets"]
        found["network_resets"] = known(resets.value, f"documented at {resets.address}", facts["host"].origin)
    return found


def _idle(stack: Stack, entry: Entry | None, facts: dict[str, Traced]) -> Traced:
    topology, origin = stack.topology, facts["host"].origin
    if topology.network_idle_limit is not None:
        return topology.network_idle_limit
    if topology.network is not None and topology.network.idle_limit is not None:
        return known(topology.network.idle_limit or math.inf, _DECLARED)
    if entry is None:
        return default(math.inf, "no limit is declared")
    fact = entry.facts["idle_seconds"]
    how = f"documented at {fact.address}"
    return Traced(status="known" if fact.fixed else "default", value=fact.value, how=how, origin=origin)


def _of_client(alias: Alias) -> Traced:
    """What libpq sets: on unless keepalives is 0, after keepalives_idle seconds; 0 leaves it to the system."""
    switch, idle = option(alias, "keepalives"), option(alias, "keepalives_idle")
    for value in (switch, idle):
        if value is not None and not value.decided:
            return undecided(value)
    if switch is not None and _whole(switch) == 0:
        return derived(switch, math.inf, "keepalives are off")
    seconds = _whole(idle) if idle is not None else None
    if idle is None or not seconds:
        return default(SYSTEM_KEEPALIVE, "default of Linux")
    return derived(idle, seconds)


def _whole(value: Traced) -> int | None:
    try:
        return int(str(value.value))
    except ValueError:
        return None


def _of_server(stack: Stack, link: Link) -> Traced:
    """What the other end of the same connection sends: PgBouncer's tcp_keepidle, or PostgreSQL's."""
    if link.pooler is not None:
        settings = stack.poolers[link.pooler].settings
        switch, idle = settings.get("tcp_keepalive"), settings.get("tcp_keepidle")
        if switch is not None and switch.decided and not switch.value:
            return derived(switch, math.inf, "tcp_keepalive is off")
        if idle is not None and not idle.decided:
            return undecided(idle)
    else:
        idle = server_setting(stack, "tcp_keepalives_idle") if stack.servers else None
    if idle is None or not number(idle):
        return default(SYSTEM_KEEPALIVE, "default of Linux")
    return idle


def _first(client: Traced, server: Traced) -> Traced:
    if not client.decided or (not server.decided and client.status == "known"):
        return client
    if not server.decided:
        return server
    return client if (number(client) or 0) <= (number(server) or math.inf) else server
