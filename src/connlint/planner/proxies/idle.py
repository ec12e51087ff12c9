"""The limit that ends an idle client connection first: the proxy's, or the network's when no keepalive comes before."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from connlint.models.traced import known
from connlint.planner.values import number, undecided

if TYPE_CHECKING:
    from connlint.models.traced import Traced


def idle_limit(found: dict[str, Traced]) -> dict[str, Traced]:
    """``idle_limit_seconds``, and whose it is: ``idle_limit_kind`` ("proxy", "network"), ``idle_limit_name``,
    ``idle_limit_resets`` (the next query fails at once, so a health check notices). {} without a limit."""
    proxy, network = found["proxy_client_idle_seconds"], _network(found)
    if not network.decided:
        return {"idle_limit_seconds": network}
    if min(_seconds(proxy), _seconds(network)) == math.inf:
        return {}
    if _seconds(proxy) <= _seconds(network):
        return {
            "idle_limit_seconds": proxy,
            "idle_limit_kind": known("proxy", proxy.how, proxy.origin),
            "idle_limit_name": found["proxy_name"],
            "idle_limit_resets": known(True, "the proxy closes the connection", proxy.origin),
        }
    resets = found.get("network_resets")
    return {
        "idle_limit_seconds": network,
        "idle_limit_kind": known("network", network.how, network.origin),
        "idle_limit_name": found["network_name"],
        "idle_limit_resets": known(bool(resets and resets.value), resets.how if resets else "not documented"),
    }


def _network(found: dict[str, Traced]) -> Traced:
    """The network's limit; for ever where a keepalive is sent before it, unknown where that is not known."""
    limit, keepalive = found["network_idle_seconds"], found.get("keepalive_seconds")
    if keepalive is None or not limit.decided or _seconds(limit) == math.inf:
        return limit
    if not keepalive.decided:
        return undecided(keepalive)
    return known(math.inf, "keepalives come before it") if _seconds(keepalive) < _seconds(limit) else limit


def _seconds(value: Traced) -> float:
    found = number(value)
    return math.inf if found is None else found
