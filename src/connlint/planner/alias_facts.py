"""What one alias says about itself, in the shape that conditions compare: numbers, truths, defaults of Django."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from connlint.models.release import older_than
from connlint.models.traced import Traced, default, known, unknown
from connlint.planner.addresses import is_socket
from connlint.planner.values import derived, number, text, truth, undecided

if TYPE_CHECKING:
    from connlint.models.django import Alias
    from connlint.models.topology import Versions

_DJANGO = "default of Django"
PSYCOPG_POOL_MIN = 4
"""min_size of psycopg_pool.ConnectionPool; max_size defaults to min_size."""
PSYCOPG_POOL_IDLE = 600
"""max_idle of psycopg_pool.ConnectionPool, in seconds: what is above min_size and not used for so long is closed."""


def alias_facts(alias: Alias, versions: Versions) -> dict[str, Traced]:
    """The facts of one PostgreSQL alias that need nothing but the alias and the versions."""
    settings = alias.settings
    pool = _native_pool(alias)
    age = max_age_seconds(settings.get("CONN_MAX_AGE"))
    cursors = truth(settings.get("DISABLE_SERVER_SIDE_CURSORS"), False, _DJANGO)
    facts = {
        "max_age_seconds": age,
        "native_pool": pool,
        "persistent": _persistent(age, pool),
        "health_checks": _health_checks(alias, versions),
        "server_side_cursors": derived(cursors, not cursors.value) if cursors.decided else cursors,
        "atomic_requests": truth(settings.get("ATOMIC_REQUESTS"), False, _DJANGO),
        "autocommit": truth(settings.get("AUTOCOMMIT"), True, _DJANGO),
        **_address(alias),
        "connect_timeout_seconds": _connect_timeout(alias),
    }
    if pool.value:
        facts["native_pool_min_size"], facts["native_pool_max_size"] = _pool_sizes(alias)
        facts["native_pool_max_idle"] = _pool_idle(alias, facts["native_pool_min_size"])
    return facts


def max_age_seconds(age: Traced | None) -> Traced:
    """CONN_MAX_AGE in seconds: None is for ever, a negative one closes at once as 0 does."""
    if age is None:
        return default(0, _DJANGO)
    if not age.decided:
        return undecided(age)
    if age.value is None:
        return derived(age, math.inf)
    if not isinstance(age.value, (int, float)):
        return undecided(age, f"CONN_MAX_AGE is {type(age.value).__name__}, not a number")
    return derived(age, max(int(age.value) if isinstance(age.value, bool) else age.value, 0))


def option(alias: Alias, name: str) -> Traced | None:
    """A member of OPTIONS; an unknown when OPTIONS as a whole is not known, None when it is not set."""
    if alias.options_whole is not None:
        return None if alias.options_whole.decided else undecided(alias.options_whole)
    return alias.options.get(name)


def _persistent(age: Traced, pool: Traced) -> Traced:
    if pool.value:
        return derived(pool, False, "the native pool keeps the connections")
    figure = number(age)
    return age if figure is None else derived(age, figure > 0)


def _health_checks(alias: Alias, versions: Versions) -> Traced:
    written = truth(alias.settings.get("CONN_HEALTH_CHECKS"), False, _DJANGO)
    if written.value and older_than(versions.found.get("django"), "4.1"):
        return derived(written, False, "Django before 4.1 does not know CONN_HEALTH_CHECKS")
    return written


def _native_pool(alias: Alias) -> Traced:
    pool = option(alias, "pool")
    if pool is not None and pool.decided and pool.parts:
        return derived(pool, True)
    return truth(pool, False, "not set")


def _pool_sizes(alias: Alias) -> tuple[Traced, Traced]:
    parts = alias.options["pool"].parts or {}
    smallest = parts.get("min_size") or default(PSYCOPG_POOL_MIN, "default of psycopg_pool")
    largest = parts.get("max_size")
    if largest is None or (largest.decided and largest.value is None):
        return smallest, derived(smallest, smallest.value, "min_size") if smallest.decided else smallest
    return smallest, largest


def _pool_idle(alias: Alias, smallest: Traced) -> Traced:
    """For how many seconds the pool keeps a connection that nobody uses; min_size of them for ever.

    max_lifetime does not end them: the pool looks at it when a connection comes back.
    """
    kept = number(smallest)
    if kept is None:
        return undecided(smallest)
    if kept > 0:
        return derived(smallest, math.inf, "min_size connections stay in the pool")
    return (alias.options["pool"].parts or {}).get("max_idle") or default(PSYCOPG_POOL_IDLE, "default of psycopg_pool")


def _address(alias: Alias) -> dict[str, Traced]:
    service = option(alias, "service")
    host = alias.settings.get("HOST") or default("", _DJANGO)
    shown = text(host)
    if service is not None and not service.decided:
        return {"host": undecided(service), "is_tcp": undecided(service), "transport": undecided(service)}
    if service is not None and not shown:
        hidden = unknown("OPTIONS['service'] names the host in a file of libpq", service.origin, "HOST")
        return {"host": hidden, "is_tcp": hidden, "transport": hidden}
    if shown is None:
        return {"host": undecided(host), "is_tcp": undecided(host), "transport": undecided(host)}
    tcp = not is_socket(shown)
    return {
        "host": derived(host, shown),
        "is_tcp": derived(host, tcp),
        "transport": derived(host, "tcp" if tcp else "unix"),
    }


def _connect_timeout(alias: Alias) -> Traced:
    written = option(alias, "connect_timeout")
    if written is None:
        return default(0, "default of libpq")
    if not written.decided:
        return undecided(written)
    try:
        return derived(written, float(str(written.value)) if "." in str(written.value) else int(str(written.value)))
    except ValueError:
        return undecided(written, f"connect_timeout {written.value!r} is not a number")


def same_place(first: Alias, second: Alias) -> bool:
    """Whether two aliases surely lead to the same HOST, PORT and NAME."""
    for key, fallback in (("HOST", ""), ("PORT", "5432"), ("NAME", None)):
        one, other = (_comparable(alias.settings.get(key), fallback) for alias in (first, second))
        if one is None or one != other:
            return False
    return True


def _comparable(value: Traced | None, fallback: str | None) -> str | None:
    shown = text(value or known(None, ""))
    return shown or fallback if shown is not None else None
