"""One alias, one link."""

from connlint.models.proxy import DeclaredNetwork, DeclaredProxy
from connlint.models.stack import Stack
from connlint.models.topology import Topology
from connlint.models.traced import known
from connlint.planner import derive
from tests.planner.build import alias, module


def facts(options=None, servers=(), poolers=(), topology=None, **settings):
    stack = Stack(
        modules=(module(alias(options=options, **settings)),),
        poolers=tuple(poolers),
        servers=tuple(servers),
        topology=topology or Topology(),
    )
    return derive(stack).links[0].facts


def declared(which="*", limit=None, network=None, **values):
    return Topology(
        proxy={which: DeclaredProxy(**values)} if values else {},
        network=DeclaredNetwork(**network) if network else None,
        network_idle_limit=None if limit is None else known(limit, "declared"),
    )
