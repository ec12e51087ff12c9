"""Stacks made by hand: no parser, no planner."""

from connlint.models.django import Alias, SettingsModule, World
from connlint.models.pgbouncer import PgBouncerConfig, PoolerEntry
from connlint.models.place import Place
from connlint.models.stack import Link, Stack
from connlint.models.traced import Traced, default, known


def at(line, file="settings.py"):
    return Place(file=file, line=line, column=5, end_line=line, end_column=9)


def alias(name="default", **settings):
    values = {
        key: value if isinstance(value, Traced) else known(value, origin=at(10 + number))
        for number, (key, value) in enumerate(settings.items())
    }
    return Alias(name=name, place=at(9), settings=values)


def facts(one):
    age = one.settings.get("CONN_MAX_AGE", default(0, "default of Django"))
    seconds = age if not age.decided else known(float("inf") if age.value is None else age.value, origin=age.origin)
    return {
        "is_postgresql": known(True),
        "native_pool": known(False),
        "max_age_seconds": seconds,
        "health_checks": one.settings.get("CONN_HEALTH_CHECKS", default(False, "default of Django")),
        "persistent": seconds if not seconds.decided else known(seconds.value > 0),
        "server_side_cursors": known(False),
        "is_tcp": known(False),
    }


def pooler(**settings):
    values = {
        key: value if isinstance(value, Traced) else known(value, origin=at(20 + number, "pgbouncer.ini"))
        for number, (key, value) in enumerate(settings.items())
    }
    return PgBouncerConfig(
        file="pgbouncer.ini",
        version="1.25.2",
        settings={"pool_mode": known("transaction"), **values},
        databases={"app": PoolerEntry(name="app", place=at(2, "pgbouncer.ini"))},
    )


def stack(worlds, config):
    """A stack of one module; ``worlds`` maps the literals of each world to its alias."""
    made = tuple(World(literals=literals, databases={one.name: one}) for literals, one in worlds)
    links = tuple(
        Link(module=0, world=number, alias=one.name, pooler=0, entry="app", facts=facts(one))
        for number, (_, one) in enumerate(worlds)
    )
    module = SettingsModule(file="settings.py", worlds=made)
    return Stack(modules=(module,), poolers=(config,), links=links, pooler_facts=({},), pooler_sums=({},))
