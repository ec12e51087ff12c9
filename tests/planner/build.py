"""Small stacks for the planner's tests."""

from connlint.models.django import Alias, SettingsModule, World
from connlint.models.pgbouncer import PgBouncerConfig, PoolerEntry
from connlint.models.place import Place
from connlint.models.postgresql import PostgreSQLConfig
from connlint.models.stack import Stack
from connlint.models.topology import ProcessGroup, Topology, Versions
from connlint.models.traced import Traced, known
from connlint.planner import derive

DEFAULTS = {
    "listen_addr": "127.0.0.1",
    "listen_port": 6432,
    "unix_socket_dir": "/tmp",
    "pool_mode": "transaction",
    "default_pool_size": 20,
    "min_pool_size": 0,
    "reserve_pool_size": 0,
    "reserve_pool_timeout": 5,
    "max_client_conn": 100,
    "max_db_connections": 0,
    "max_user_connections": 0,
    "max_db_client_connections": 0,
    "max_user_client_connections": 0,
    "client_idle_timeout": 0,
    "query_timeout": 0,
    "query_wait_timeout": 120,
    "idle_transaction_timeout": 0,
    "transaction_timeout": 0,
    "server_lifetime": 3600,
    "server_idle_timeout": 600,
    "auth_type": "md5",
}


def place(line=1):
    return Place(file="file", line=line, column=1, end_line=line, end_column=2)


def trace(value):
    return value if isinstance(value, Traced) else known(value, origin=place())


def traced(values):
    return {name: trace(value) for name, value in values.items()}


def alias(name="default", options=None, **settings):
    base = {"ENGINE": "django.db.backends.postgresql", "HOST": "127.0.0.1", "PORT": "6432", "NAME": "app"}
    return Alias(
        name=name,
        place=place(),
        settings=traced({**base, "USER": "app", **settings}),
        options=traced(options or {}),
    )


def module(*aliases, name="settings", worlds=None):
    found = worlds or (World(databases={one.name: one for one in aliases}),)
    return SettingsModule(file=f"{name}.py", module=name, worlds=found)


def entries(values):
    return {name: PoolerEntry(name=name, place=place(), settings=traced(settings)) for name, settings in values.items()}


def pooler(databases=None, users=None, version="1.25.2", **settings):
    return PgBouncerConfig(
        file="pgbouncer.ini",
        version=version,
        settings=traced({**DEFAULTS, **settings}),
        databases=entries({"app": {"host": "db"}} if databases is None else databases),
        users=entries(users or {}),
        process_count=None,
    )


def group(name="web", **values):
    base = {"worker_class": "sync", "processes": 4, "threads": 1, "replicas": 1, "surge": 0, "timeout": 30}
    plain = {key: values.pop(key) for key in ("server", "role", "asgi", "settings_module") if key in values}
    return ProcessGroup(name=name, **{"server": "gunicorn", **plain}, **traced({**base, **values}))


def server(**settings):
    return PostgreSQLConfig(file="postgresql.conf", settings=traced(settings))


def stack(modules=None, poolers=None, groups=(), servers=(), versions=None, **topology):
    return derive(
        Stack(
            modules=(module(alias()),) if modules is None else tuple(modules),
            poolers=(pooler(),) if poolers is None else tuple(poolers),
            servers=tuple(servers),
            topology=Topology(groups=tuple(groups), **traced(topology)),
            versions=Versions(found=traced(versions or {})),
        )
    )


def link(*aliases, pooler=None, which="default", **rest):
    poolers = [] if pooler is None else [pooler]
    found = stack([module(*aliases)], poolers, **rest)
    return next(one for one in found.links if one.alias == which)
