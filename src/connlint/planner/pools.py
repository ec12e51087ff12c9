"""The pools a PgBouncer process can open: one for each (entry, server-side user), and those of auth_query."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from connlint.models.plain import Plain
from connlint.models.release import parse_release
from connlint.models.traced import Traced, known, unknown
from connlint.planner.effective import effective, pool_user, reserve
from connlint.planner.sums import first_unknown
from connlint.planner.values import number, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.stack import Link

_NO_LOOKUP = frozenset({"any", "pam", "ldap"})


class Pool(Plain):
    """One pool. ``user`` is "" when nobody knows which users log in: then it stands for one user at least.

    ``size_key`` is the key that the size comes from: pool_size, or default_pool_size where no line has one.
    """

    entry: str
    user: str
    size: Traced
    reserve: Traced
    max_db: Traced | None
    max_user: Traced | None
    auth: bool = False
    size_key: str = "pool_size"

    @property
    def key(self) -> tuple[str, str]:
        """Entry and user; an unknown user of one entry is not that of another."""
        return self.entry, self.user or f"?{self.entry}"

    @property
    def name(self) -> str:
        """How messages call it."""
        return f"{self.entry}/{self.user or 'its users'}" + (" (auth_query)" if self.auth else "")

    @property
    def unlimited(self) -> bool:
        """Whether nothing bounds it (pool size 0 since 1.24)."""
        return number(self.limit) == math.inf

    @property
    def limit(self) -> Traced:
        """P + R."""
        missing = first_unknown([self.size, self.reserve])
        if missing is not None:
            return missing
        return known((number(self.size) or 0) + (number(self.reserve) or 0), "pool_size + reserve", self.size.origin)

    @property
    def bound(self) -> tuple[Traced, str]:
        """What the pool reaches at most: P + R, or a cap that is lower, and the key of that."""
        bounds = [(self.limit, self.size_key)]
        bounds += [(self.max_db, "max_db_connections")] if self.max_db is not None else []
        bounds += [(self.max_user, "max_user_connections")] if self.max_user is not None else []
        return min(bounds, key=lambda bound: math.inf if (figure := number(bound[0])) is None else figure)


def make_pool(pooler: PgBouncerConfig, entry: str, user: str, *, name: str = "", auth: bool = False) -> Pool:
    """The pool of one entry and one server-side user; ``name`` is the database made from ``*``."""
    login = known(user, "user of the pool") if user else None
    line = pooler.databases.get(entry)
    forced = line is not None and "user" in line.settings and not auth
    values = effective(pooler, entry, None if forced else login)
    return Pool(
        entry=name or entry,
        user=user,
        size=_size(pooler, values["pool_size"]),
        reserve=reserve(pooler, values),
        max_db=_cap(values.get("max_db_connections")),
        max_user=_cap(values.get("max_user_connections")),
        auth=auth,
        size_key="default_pool_size"
        if values["pool_size"] is pooler.settings.get("default_pool_size")
        else "pool_size",
    )


def _size(pooler: PgBouncerConfig, size: Traced) -> Traced:
    """A pool size of 0 (or below) is no limit since 1.24, and one connection before."""
    figure = number(size)
    if figure is None or figure > 0:
        return size
    limit = math.inf if parse_release(pooler.version) >= (1, 24) else 1
    return Traced(status=size.status, value=limit, how=f"pool size {figure}", origin=size.origin)


def _cap(limit: Traced | None) -> Traced | None:
    figure = number(limit)
    return None if figure is not None and figure <= 0 else limit


def link_pool_key(pooler: PgBouncerConfig, link: Link, name: Traced | None) -> tuple[str, str]:
    """The (entry, user) of a link; a database made from ``*`` counts under its own name."""
    user = text(pool_user(pooler, link.entry, link.user)) or ""
    return (text(name) or "*" if link.entry == "*" else link.entry), user


def pools_of(pooler: PgBouncerConfig, linked: Iterable[tuple[str, str]]) -> list[Pool]:
    """The pools of a process: those that links use, one for each other entry, and those of auth_query.

    ``*`` counts without a link only when it is the only entry.
    """
    pools: dict[tuple[str, str], Pool] = {}
    served = set()
    for entry, user in linked:
        line = entry if entry in pooler.databases else "*"
        pool = make_pool(pooler, line, user, name=entry)
        pools[pool.key] = pool
        served.add(line)
    for entry in pooler.databases:
        if entry not in served and (entry != "*" or len(pooler.databases) == 1):
            pool = make_pool(pooler, entry, text(pool_user(pooler, entry, None)) or "")
            pools[pool.key] = pool
    for pool in _auth_pools(pooler, list(pools.values())):
        pools.setdefault(pool.key, pool)
    return list(pools.values())


def _auth_pools(pooler: PgBouncerConfig, pools: list[Pool]) -> list[Pool]:
    if text(pooler.settings.get("auth_type")) in _NO_LOOKUP:
        return []
    found = []
    for pool in pools:
        line = pool.entry if pool.entry in pooler.databases else "*"
        values = effective(pooler, line, None)
        user = text(values.get("auth_user"))
        if user:
            target = text(values.get("auth_dbname")) or pool.entry
            known_line = target if target in pooler.databases else "*"
            if known_line in pooler.databases:
                found.append(make_pool(pooler, known_line, user, name=target, auth=True))
    return found


def unlimited_reason(pools: list[Pool]) -> Traced | None:
    """An unknown that names the first pool without a limit."""
    found = next((pool for pool in pools if pool.unlimited), None)
    if found is None:
        return None
    return unknown(f"pool {found.name} has no limit (pool size 0 since PgBouncer 1.24)", found.size.origin, "pool_size")
