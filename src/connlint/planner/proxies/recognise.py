"""Which proxy or network a host, a variable or a declaration names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.proxy import EVERY_ALIAS
from connlint.planner.proxies.gate import VARIABLES, may_be_known

if TYPE_CHECKING:
    from connlint.models.proxy import DeclaredProxy
    from connlint.models.topology import Topology
    from connlint.models.traced import Traced
    from connlint.planner.proxies.data import Entry


def declaration(topology: Topology, alias: str) -> DeclaredProxy | None:
    """What the configuration declares for an alias, by its own name or for all."""
    return topology.proxy.get(alias) or topology.proxy.get(EVERY_ALIAS)


def proxy_of(host: Traced, declared: DeclaredProxy | None) -> Entry | None:
    """The proxy at the host of an alias; a declared kind wins, "none" for no proxy. None when nothing says so."""
    if declared is not None and declared.kind:
        from connlint.planner.proxies.data import proxies

        return proxies().get(declared.kind)
    found = _by_host(host.value) if host.decided else _by_variable(host.missing)
    if found is None and declared is not None and declared.mode is not None:
        from connlint.planner.proxies.data import Entry

        return Entry(kind="declared", name="the declared proxy")
    return found


def _by_host(host: object) -> Entry | None:
    lowered = str(host or "").lower()
    if not may_be_known(lowered):
        return None
    from connlint.planner.proxies.data import proxies

    return next((entry for entry in proxies().values() if entry.matches(lowered)), None)


def _by_variable(name: str) -> Entry | None:
    if name not in VARIABLES:
        return None
    from connlint.planner.proxies.data import proxies

    return next(entry for entry in proxies().values() if name in entry.variables)


def network_of(host: Traced, topology: Topology) -> Entry | None:
    """The network on the way to the host of an alias, as declared by its kind or seen from the host."""
    declared = topology.network.kind if topology.network is not None else ""
    lowered = str(host.value or "").lower() if host.decided else ""
    if not declared and not may_be_known(lowered):
        return None
    from connlint.planner.proxies.data import networks

    if declared:
        return networks().get(declared)
    return next((entry for entry in networks().values() if entry.matches(lowered)), None)


def names_a_service(host: Traced) -> bool:
    """Whether the host is a known service of its own, so that no other pooler can be meant by it."""
    return host.decided and _by_host(host.value) is not None
