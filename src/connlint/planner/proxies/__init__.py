"""Poolers that no file of the project describes, and the network before them: documented limits as facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.planner.proxies.network import network_facts
from connlint.planner.proxies.proxy import pooling_facts, proxy_facts

if TYPE_CHECKING:
    from connlint.models.django import Alias
    from connlint.models.stack import Link, Stack
    from connlint.models.traced import Traced

__all__ = ["between", "network_kinds", "proxy_kinds"]


def between(stack: Stack, link: Link, alias: Alias, facts: dict[str, Traced]) -> dict[str, Traced]:
    """What stands between an alias and PostgreSQL; ``facts`` are those of the link so far (host, port, ...).

    An alias that is linked to a pooler of the project has no other proxy.
    """
    found = proxy_facts(stack.topology, link, alias, facts)
    return {**found, **pooling_facts(link, found), **network_facts(stack, link, alias, facts)}


def proxy_kinds() -> tuple[str, ...]:
    """The kinds of proxies that a configuration can declare."""
    from connlint.planner.proxies.data import proxies

    return tuple(proxies())


def network_kinds() -> tuple[str, ...]:
    """The kinds of networks that a configuration can declare."""
    from connlint.planner.proxies.data import networks

    return tuple(networks())
