"""Poolers that no file of the project describes, and the network before them: documented limits as facts."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from connlint.models.traced import default, known, unknown
from connlint.planner.proxies.gate import VARIABLES, may_be_known

if TYPE_CHECKING:
    from connlint.models.django import Alias
    from connlint.models.stack import Link, Stack
    from connlint.models.topology import Topology
    from connlint.models.traced import Traced

__all__ = ["between", "network_kinds", "proxy_kinds"]

_NONE = "no proxy is known between the alias and PostgreSQL"


def between(stack: Stack, link: Link, alias: Alias, facts: dict[str, Traced]) -> dict[str, Traced]:
    """What stands between an alias and PostgreSQL; ``facts`` are those of the link so far (host, port, ...).

    An alias that is linked to a pooler of the project has no other proxy.
    """
    found, facts = _without(), {**facts, "host": _host(alias, facts["host"])}
    if _worth_reading(stack.topology, facts["host"]):
        from connlint.planner.proxies.idle import idle_limit
        from connlint.planner.proxies.network import network_facts
        from connlint.planner.proxies.proxy import proxy_facts

        found.update(network_facts(stack, link, alias, facts))
        if link.pooler is None:
            found.update(proxy_facts(stack.topology, alias, facts))
        found.update(idle_limit(found))
    return {**found, **_pooling(link, found)}


def proxy_kinds() -> tuple[str, ...]:
    """The kinds of proxies that a configuration can declare."""
    from connlint.planner.proxies.data import proxies

    return tuple(proxies())


def network_kinds() -> tuple[str, ...]:
    """The kinds of networks that a configuration can declare."""
    from connlint.planner.proxies.data import networks

    return tuple(networks())


def _host(alias: Alias, host: Traced) -> Traced:
    """The host; where it is open because OPTIONS may name a service, HOST still says which variable it waits for."""
    written = alias.settings.get("HOST")
    return written if not host.decided and written is not None and not written.decided else host


def _worth_reading(topology: Topology, host: Traced) -> bool:
    """Whether anything can come of the data: most projects have no such host and declare nothing."""
    if topology.proxy or topology.network is not None or topology.network_idle_limit is not None:
        return True
    return may_be_known(str(host.value or "").lower()) if host.decided else host.missing in VARIABLES


def _without() -> dict[str, Traced]:
    nothing, never, no = default("", _NONE), default(math.inf, _NONE), default(False, _NONE)
    return {
        "proxy_kind": nothing,
        "proxy_mode": nothing,
        "proxy_client_idle_seconds": never,
        "proxy_session_life_seconds": never,
        "proxy_pins": no,
        "proxy_shares_servers": no,
        "network_kind": default("", "no limit is declared"),
        "network_idle_seconds": default(math.inf, "no limit is declared"),
        "idle_limit_seconds": default(math.inf, "no limit is known"),
    }


def _pooling(link: Link, found: dict[str, Traced]) -> dict[str, Traced]:
    """``pool_mode``, ``pooler_name`` and ``shares_servers`` whoever pools: the project's PgBouncer, or a proxy."""
    if link.pooler is not None:
        mode = link.effective.get("pool_mode") or unknown("pool_mode is not known")
        shares = mode if not mode.decided else known(mode.value != "session", mode.how, mode.origin)
        return {"pool_mode": mode, "pooler_name": known("PgBouncer", "link"), "shares_servers": shares}
    name = found.get("proxy_name") or default("", _NONE)
    return {"pool_mode": found["proxy_mode"], "pooler_name": name, "shares_servers": found["proxy_shares_servers"]}
