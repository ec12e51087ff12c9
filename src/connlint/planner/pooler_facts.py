"""Facts and sums of each pooler: who comes in, what goes out, what it listens to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.stack import Sum, Term
from connlint.models.traced import Traced, default, known, unknown
from connlint.planner.addresses import is_loopback, is_socket, listen_addresses
from connlint.planner.capacity import pools_sum, worst_case
from connlint.planner.clients import NO_TOPOLOGY, count_clients, groups_of
from connlint.planner.fleet import WorldKey, deployments, linked_pools, unsure
from connlint.planner.pools import pools_of
from connlint.planner.sums import add, product, shown, term, total_of
from connlint.planner.values import number, text

if TYPE_CHECKING:
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.stack import Link, Stack
    from connlint.planner.pools import Pool

SPARE_DESCRIPTORS = 10
"""Listeners, log and event descriptors beside the sockets (pgbouncer's own start-up estimate)."""
Worlds = dict[WorldKey, list["Link"]]


def largest(sums: list[Sum], otherwise: Sum) -> Sum:
    """The sum with the largest total; an unknown one wins, for nobody can say it is smaller."""
    unknowns = [one for one in sums if number(one.total) is None]
    if unknowns:
        return unknowns[0]
    return max(sums, key=lambda one: number(one.total) or 0, default=otherwise)


def pooler_clients(stack: Stack, worlds: Worlds, chosen: list[WorldKey], pooler: int, *, surge: bool = False) -> Sum:
    """The clients that one deployment opens at a pooler."""
    if stack.topology.clients is not None and not surge:
        return count_clients(stack.topology, (), ())
    sums = []
    for key in chosen:
        links = [link for link in worlds[key] if link.pooler == pooler]
        doubt = unsure(stack, key, pooler) if stack.topology.groups else None
        sums.append(
            Sum(total=doubt)
            if doubt is not None
            else count_clients(stack.topology, groups_of(stack, key[0]), links, surge=surge)
        )
    return total_of(sums, "clients") if sums else Sum(total=NO_TOPOLOGY)


def pooler_pools(stack: Stack, worlds: Worlds, chosen: list[WorldKey], pooler: int) -> list[Pool]:
    """The pools that one deployment can open at a pooler."""
    linked = [link for key in chosen for link in worlds[key]]
    return pools_of(stack.poolers[pooler], linked_pools(stack, linked, pooler))


def pooler_sums(stack: Stack, worlds: Worlds, pooler: int) -> dict[str, Sum]:
    """The sums of one pooler: its clients against max_client_conn, its server connections, its descriptors."""
    config = stack.poolers[pooler]
    count = process_count(config)
    alternatives = deployments(stack, worlds) or [[]]
    clients = [pooler_clients(stack, worlds, chosen, pooler) for chosen in alternatives]
    deploy = [pooler_clients(stack, worlds, chosen, pooler, surge=True) for chosen in alternatives]
    servers = [worst_case(pooler_pools(stack, worlds, chosen, pooler)) for chosen in alternatives]
    each = _whole(config, largest(servers, Sum(total=known(0))))
    return {
        "clients": largest(clients, Sum(total=NO_TOPOLOGY)),
        "clients_deploy": largest(deploy, Sum(total=NO_TOPOLOGY)),
        "server_connections": each,
        "server_connections_all": _times(each, count),
        "client_capacity": _capacity(config, count),
        "descriptors": _descriptors(config, each),
    }


def _whole(config: PgBouncerConfig, each: Sum) -> Sum:
    """The worst case, unknown where there are entries that connlint cannot see."""
    if config.databases_whole:
        return each
    reason = f"not every entry of [databases] in {config.file} is known"
    return each.model_copy(update={"total": unknown(reason, config.place, "databases")})


def process_count(config: PgBouncerConfig) -> Traced:
    """How many processes or replicas run this configuration."""
    return config.process_count or default(1, "one process")


def _times(each: Sum, count: Traced) -> Sum:
    if number(count) == 1:
        return each
    total = product([each.total, count], "worst case of all processes")
    formula = f"{shown(each.total)} x {shown(count)} processes = {shown(total)} server connections"
    return Sum(total=total, terms=(*each.terms, term("PgBouncer processes", count)), formula=formula)


def _capacity(config: PgBouncerConfig, count: Traced) -> Sum:
    limit = config.settings.get("max_client_conn") or unknown("max_client_conn is not known")
    total = product([limit, count], "max_client_conn of all processes")
    terms: tuple[Term, ...] = (term("max_client_conn", limit),)
    if number(count) != 1:
        terms = (*terms, term("PgBouncer processes", count))
    return Sum(total=total, terms=terms, formula=" x ".join([shown(limit), *([shown(count)] * (number(count) != 1))]))


def _descriptors(config: PgBouncerConfig, each: Sum) -> Sum:
    limit = config.settings.get("max_client_conn") or unknown("max_client_conn is not known")
    spare = known(SPARE_DESCRIPTORS, "listeners, log and events")
    total = add([limit, each.total, spare], "file descriptors")
    terms = (
        term("max_client_conn", limit),
        term("server connections, worst case", each.total),
        term("listeners, log and events", spare),
    )
    formula = f"{shown(limit)} + {shown(each.total)} + {SPARE_DESCRIPTORS} = {shown(total)} file descriptors"
    return Sum(total=total, terms=terms, formula=formula)


def pooler_facts(stack: Stack, worlds: Worlds, pooler: int, sums: dict[str, Sum]) -> dict[str, Traced]:
    """The facts of one pooler, totals included."""
    config = stack.poolers[pooler]
    alternatives = deployments(stack, worlds) or [[]]
    widest = max((pooler_pools(stack, worlds, chosen, pooler) for chosen in alternatives), key=len)
    facts = {name: total.total for name, total in sums.items()}
    facts["process_count"] = process_count(config)
    facts["clients_known"] = known(facts["clients"].decided, "topology")
    facts["pools_sum"] = pools_sum(widest)
    unlimited = [pool for pool in widest if pool.unlimited]
    facts["unlimited_pools"] = known(
        [pool.name for pool in unlimited], "pools", unlimited[0].size.origin if unlimited else None
    )
    return {**facts, **_listening(config), **_entries(config), **_starved(widest)}


def _listening(config: PgBouncerConfig) -> dict[str, Traced]:
    source = config.settings.get("listen_addr") or default(None, "default of PgBouncer")
    addresses = listen_addresses(config)
    sockets = config.settings.get("unix_socket_dir") or default("/tmp", "default of PgBouncer")  # noqa: S108
    unix = known(text(sockets) != "", sockets.how, sockets.origin) if sockets.decided else sockets
    if addresses is None:
        return {"listens_tcp": source, "listens_beyond_loopback": source, "listens_unix": unix}
    beyond = any(not is_loopback(address) for address in addresses)
    return {
        "listens_tcp": known(bool(addresses), source.how, source.origin),
        "listens_beyond_loopback": known(beyond, source.how, source.origin),
        "listens_unix": unix,
    }


def _entries(config: PgBouncerConfig) -> dict[str, Traced]:
    remote, backends = [], dict[tuple[str, str, str], list[str]]()
    for name, line in config.databases.items():
        host = text(line.settings.get("host", default("", "Unix socket")))
        if host and not all(is_socket(one) or is_loopback(one) for one in host.split(",")):
            remote.append(name)
        place = _backend(config, name)
        if place is not None:
            backends.setdefault(place, []).append(name)
    shared = [
        f"{', '.join(names)} -> {place[0] or 'socket'}/{place[2]}" for place, names in backends.items() if names[1:]
    ]
    first = next((config.databases[names[-1]].place for names in backends.values() if names[1:]), None)
    lookups = [name for name, line in config.databases.items() if text(line.settings.get("auth_user"))]
    return {
        "entry_count": _entry_count(config),
        "entries_with_auth_user": known(lookups, "[databases]"),
        "network_backends": known(
            remote, "hosts of [databases]", config.databases[remote[0]].place if remote else None
        ),
        "same_backend_entries": known(shared, "[databases]", first),
    }


def _entry_count(config: PgBouncerConfig) -> Traced:
    """How many databases are served; unknown where none is seen and a template or an include may hold some."""
    if config.databases or config.databases_whole:
        return known(len(config.databases), "[databases]")
    return unknown(f"not every entry of [databases] in {config.file} is known", config.place, "databases")


def _backend(config: PgBouncerConfig, name: str) -> tuple[str, str, str] | None:
    settings = config.databases[name].settings
    host = text(settings.get("host", default("", "Unix socket")))
    port = text(settings.get("port", default(5432, "default of PgBouncer")))
    database = text(settings.get("dbname", default(name, "name of the entry")))
    return None if name == "*" or host is None or port is None or database is None else (host, port, database)


def _starved(pools: list[Pool]) -> dict[str, Traced]:
    """Entries whose max_db_connections is below their pools together, and below one of them."""
    some, one = [], []
    for entry in dict.fromkeys(pool.entry for pool in pools):
        members = [pool for pool in pools if pool.entry == entry and not pool.auth]
        cap = number(members[0].max_db) if members else None
        limits = [number(pool.limit) for pool in members]
        if cap is None or None in limits:
            continue
        figures = [limit for limit in limits if limit is not None]
        if cap < max(figures):
            one.append(entry)
        elif cap < sum(figures):
            some.append(entry)
    return {
        "starved_entries": known(some, "max_db_connections"),
        "starved_below_one": known(one, "max_db_connections"),
    }
