"""Advice for pgbouncer.ini."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from connlint.models.plan import Advice
from connlint.models.release import parse_release
from connlint.planner.advice.pool_modes import advise_modes
from connlint.planner.advice.sizes import client_limit, is_starved
from connlint.planner.effective import effective, reserve
from connlint.planner.values import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.planner.advice.case import Case
    from connlint.planner.advice.sizes import Sizes
    from connlint.planner.advice.times import Times

DEFAULT_POOL = 20
SERVER_IDLE = 600
SERVER_CONNECT = 15
LONGEST_TRANSACTION = 300
SERVER_LIFETIME = 3600
GUIDE_AGE = 300


def advise_pooler(case: Case, index: int, times: Times, sizes: Sizes) -> Iterator[Advice]:
    """Everything about one pooler."""
    config = case.stack.poolers[index]
    yield from advise_modes(case, index, config)
    yield from _clients(case, index, config)
    yield from _pools(index, config, sizes)
    if sizes.pool is None and is_starved(case, index):
        yield from _uncapped(index, config)
    yield from _waits(index, config, times)
    yield from _servers(index, config)
    yield from _client_idle(index, config)


def _set(index: int, config: PgBouncerConfig, key: str, value: Any, reason: str) -> Advice:
    return Advice(
        where="pgbouncer", index=index, setting=key, value=value, current=config.settings.get(key), reason=reason
    )


def _clients(case: Case, index: int, config: PgBouncerConfig) -> Iterator[Advice]:
    facts = case.stack.pooler_facts[index]
    steady, deploy = number(facts["clients"]), number(facts["clients_deploy"])
    current = config.settings["max_client_conn"]
    if steady is None:
        return
    most = max(steady, deploy or 0)
    processes = number(facts["process_count"]) or 1
    wanted = client_limit(most, processes)
    now = number(current)
    if now is not None and now * processes >= most:
        yield _set(index, config, "max_client_conn", now, f"room for the {int(most)} clients there can be")
    else:
        yield _set(index, config, "max_client_conn", wanted, f"{int(most)} clients and a quarter more, in steps of 50")


def _pools(index: int, config: PgBouncerConfig, sizes: Sizes) -> Iterator[Advice]:
    current = config.settings["default_pool_size"]
    if sizes.pool is None:
        if number(current) == 0:
            yield _set(index, config, "default_pool_size", DEFAULT_POOL, "0 is no limit since PgBouncer 1.24")
        elif number(current) is not None:
            reason = "the pools together fit what there is for them"
            yield _set(index, config, "default_pool_size", current.value, reason)
        yield from _minimum(index, config)
        yield from _inert_reserve(index, config)
        return
    yield _set(index, config, "default_pool_size", sizes.pool, sizes.why)
    yield _set(index, config, "reserve_pool_size", 0, "a reserve counts like the pool itself")
    yield _set(index, config, "min_pool_size", 0, "not above the pool, and no slots kept by idle pools")
    yield _set(index, config, "max_db_connections", 0, "the pools are sized to fit; a cap would starve some of them")
    keys = ("pool_size", "reserve_pool_size", "min_pool_size", "max_db_connections")
    for name, line in config.databases.items():
        for key in keys:
            if key in line.settings:
                yield _drop("database", index, name, key, config)
    for name, line in config.users.items():
        for key in ("pool_size", "reserve_pool_size"):
            if key in line.settings:
                yield _drop("user", index, name, key, config)


def _uncapped(index: int, config: PgBouncerConfig) -> Iterator[Advice]:
    yield _set(index, config, "max_db_connections", 0, "the pools fit without a cap, and it keeps them from their size")
    for name, line in config.databases.items():
        if "max_db_connections" in line.settings:
            yield _drop("database", index, name, "max_db_connections", config)


def _drop(where: Literal["database", "user"], index: int, name: str, key: str, config: PgBouncerConfig) -> Advice:
    current = (config.databases if where == "database" else config.users)[name].settings[key]
    reason = "statement_timeout ends a query cleanly" if key == "query_timeout" else "one size for all pools fits"
    return Advice(where=where, index=index, name=name, setting=key, current=current, remove=True, reason=reason)


def _minimum(index: int, config: PgBouncerConfig) -> Iterator[Advice]:
    sizes = [number(line.settings.get("pool_size")) for line in config.databases.values()]
    lowest = min((size for size in (*sizes, number(config.settings["default_pool_size"])) if size), default=0)
    if (number(config.settings.get("min_pool_size")) or 0) > lowest:
        yield _set(index, config, "min_pool_size", lowest, "not above the smallest pool")
    for name in config.databases:
        values = effective(config, name, None)
        low, high = number(values.get("min_pool_size")), number(values["pool_size"])
        written = config.databases[name].settings.get("min_pool_size")
        if written is not None and low is not None and high and low > high:
            yield _drop("database", index, name, "min_pool_size", config)


def _inert_reserve(index: int, config: PgBouncerConfig) -> Iterator[Advice]:
    values = {"reserve_pool_size": config.settings["reserve_pool_size"]}
    if number(reserve(config, values)) == 0 and (number(values["reserve_pool_size"]) or 0) > 0:
        yield _set(index, config, "reserve_pool_size", 0, "reserve_pool_timeout is 0, so the reserve never opens")


def _waits(index: int, config: PgBouncerConfig, times: Times) -> Iterator[Advice]:
    worker = (
        f", and query_wait_timeout + statement_timeout below the worker timeout of {times.worker} s"
        if times.worker
        else ""
    )
    yield _set(index, config, "query_wait_timeout", times.wait, f"a client gives up while somebody still waits{worker}")
    retry = config.settings.get("server_login_retry")
    shortest = number(retry) if (number(retry) or 0) <= times.wait and number(retry) else times.retry
    yield _set(index, config, "server_login_retry", shortest, "a failed login is tried again before clients give up")
    for name, line in config.users.items():
        if 0 < (number(line.settings.get("query_timeout")) or 0) <= times.statement:
            yield _drop("user", index, name, "query_timeout", config)
    limit = number(config.settings.get("query_timeout")) or 0
    if limit > times.statement:
        reason = f"above statement_timeout {times.statement} s, which ends a query first"
        yield _set(index, config, "query_timeout", limit, reason)
    elif limit > 0:
        reason = "statement_timeout ends a query cleanly; query_timeout lets it run on"
        yield _set(index, config, "query_timeout", 0, reason)


def _servers(index: int, config: PgBouncerConfig) -> Iterator[Advice]:
    idle = number(config.settings["server_idle_timeout"])
    kept = idle is not None and idle >= GUIDE_AGE
    yield _set(index, config, "server_idle_timeout", idle if kept else SERVER_IDLE, "not below CONN_MAX_AGE")
    if number(config.settings["server_lifetime"]) == 0:
        yield _set(index, config, "server_lifetime", SERVER_LIFETIME, "0 means one use for each server connection")
    connect = number(config.settings.get("server_connect_timeout"))
    if connect is not None and connect < 1:
        yield _set(index, config, "server_connect_timeout", SERVER_CONNECT, "below 1 every TCP connection fails")


def _client_idle(index: int, config: PgBouncerConfig) -> Iterator[Advice]:
    """Off, or above CONN_MAX_AGE; an override of one user kicks everybody else while the global value is 0."""
    current = config.settings["client_idle_timeout"]
    overridden = parse_release(config.version) >= (1, 24) and any(
        number(line.settings.get("client_idle_timeout")) for line in config.users.values()
    )
    figure = number(current)
    for name, line in config.users.items():
        written = line.settings.get("client_idle_timeout")
        if overridden and written is not None:
            yield Advice(
                where="user",
                index=index,
                name=name,
                setting="client_idle_timeout",
                current=written,
                remove=True,
                reason="an override of one user gives everybody else a timeout of zero",
            )
    if figure is not None:
        kept = figure if figure == 0 or figure >= GUIDE_AGE else 0
        yield _set(index, config, "client_idle_timeout", kept, "off, or not below CONN_MAX_AGE")
    transaction = number(config.settings.get("idle_transaction_timeout")) or 0
    if transaction:
        yield _set(
            index, config, "idle_transaction_timeout", max(transaction, LONGEST_TRANSACTION), "above every request"
        )
