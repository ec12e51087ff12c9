"""A Stack with advice applied: what the files would say afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.models.postgresql import PostgreSQLConfig
from connlint.models.traced import Traced, default, known
from connlint.planner.advice.case import production_world

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.plan import Advice
    from connlint.models.stack import Stack
    from connlint.models.topology import Topology

HOW = "proposed"


def apply(stack: Stack, advice: Iterable[Advice]) -> Stack:
    """The Stack (not derived) after every change; of each module only the deployed world is kept."""
    changes = [one for one in advice if one.changes]
    modules = []
    for index, module in enumerate(stack.modules):
        world = module.worlds[production_world(module)]
        databases = {
            name: _alias(alias, [one for one in changes if (one.index, one.name) == (index, name)])
            for name, alias in (world.databases or {}).items()
        }
        changed = world.model_copy(
            update={"databases": databases if world.databases is not None else None, "literals": ()}
        )
        modules.append(module.model_copy(update={"worlds": (changed,)}))
    poolers = tuple(
        _pooler(config, [one for one in changes if one.index == index]) for index, config in enumerate(stack.poolers)
    )
    return stack.model_copy(
        update={
            "modules": tuple(modules),
            "poolers": poolers,
            "servers": _servers(stack, changes),
            "topology": _topology(stack.topology, changes),
        }
    )


def _alias(alias: Any, changes: list[Advice]) -> Any:
    settings = changed(alias.settings, [one for one in changes if one.where == "alias"])
    options = changed(alias.options, [one for one in changes if one.where == "options"])
    return alias.model_copy(update={"settings": settings, "options": options})


def _pooler(config: PgBouncerConfig, changes: list[Advice]) -> PgBouncerConfig:
    mine = [one for one in changes if one.where == "pgbouncer"]
    cleared = {one.setting: default(None, "default of PgBouncer") for one in mine if one.remove}
    lines: dict[str, Any] = {"settings": {**changed(config.settings, mine), **cleared}}
    for where, key in (("database", "databases"), ("user", "users")):
        lines[key] = {
            name: line.model_copy(
                update={
                    "settings": changed(
                        line.settings, [one for one in changes if (one.where, one.name) == (where, name)]
                    )
                }
            )
            for name, line in getattr(config, key).items()
        }
    return config.model_copy(update=lines)


def _servers(stack: Stack, changes: list[Advice]) -> tuple[Any, ...]:
    mine = [one for one in changes if one.where == "postgresql"]
    servers = stack.servers or ((PostgreSQLConfig(file="postgresql.conf", form="declared"),) if mine else ())
    return tuple(
        server.model_copy(update={"settings": changed(server.settings, mine)}) if mine else server for server in servers
    )


def _topology(topology: Topology, changes: list[Advice]) -> Topology:
    groups = []
    for index, group in enumerate(topology.groups):
        mine = [one for one in changes if one.where == "group" and one.index == index]
        groups.append(group.model_copy(update={one.setting: _value(one) for one in mine}))
    return topology.model_copy(update={"groups": tuple(groups)})


def changed(settings: dict[str, Traced], changes: Iterable[Advice]) -> dict[str, Traced]:
    """Settings after changes; what is removed is back at its default."""
    found = dict(settings)
    for one in changes:
        if one.remove:
            found.pop(one.setting, None)
        else:
            found[one.setting] = _value(one)
    return found


def _value(advice: Advice) -> Traced:
    origin = advice.current.origin if advice.current is not None else None
    return known(advice.value, HOW, origin)
