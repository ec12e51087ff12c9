"""What is in force for one (entry, user) of a PgBouncer: users over databases over global, version by version.

Which value means "inherit" differs: sizes below 0, limits at or below 0, timeouts at 0
(src/server.c and src/janitor.c of PgBouncer 1.12 to 1.26).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from connlint.models.plain import Plain
from connlint.models.release import parse_release
from connlint.models.traced import Traced, default, unknown
from connlint.planner.values import number, text

if TYPE_CHECKING:
    from connlint.models.pgbouncer import PgBouncerConfig

Inherit = Literal["word", "size", "limit", "timeout", "absent"]


class Override(Plain):
    """One overridable setting: its global key, the key and release of each override, what means "inherit".

    ``login`` tells that [users] is looked up by the login user, not by the user of the pool.
    """

    key: str
    inherit: Inherit
    globally: str = ""
    database: tuple[str, str] | None = None
    user: tuple[str, str] | None = None
    login: bool = False


OVERRIDES = (
    Override("pool_mode", "word", database=("pool_mode", "1.6"), user=("pool_mode", "1.6")),
    Override("pool_size", "size", "default_pool_size", ("pool_size", "1.0"), ("pool_size", "1.23")),
    Override("min_pool_size", "size", database=("min_pool_size", "1.16")),
    Override(
        "reserve_pool_size",
        "size",
        database=("reserve_pool_size", "1.3"),  # the parser gives the older spelling this name
        user=("reserve_pool_size", "1.24"),
    ),
    Override("max_db_connections", "limit", database=("max_db_connections", "1.6")),
    Override("max_db_client_connections", "limit", database=("max_db_client_connections", "1.24")),
    Override("max_user_connections", "limit", user=("max_user_connections", "1.6")),
    Override("max_user_client_connections", "limit", user=("max_user_client_connections", "1.24"), login=True),
    Override("server_lifetime", "timeout", database=("server_lifetime", "1.23")),
    Override("query_timeout", "timeout", user=("query_timeout", "1.24")),
    Override("idle_transaction_timeout", "timeout", user=("idle_transaction_timeout", "1.24")),
    Override("transaction_timeout", "timeout", user=("transaction_timeout", "1.25")),
    Override("client_idle_timeout", "timeout", user=("client_idle_timeout", "1.24"), login=True),
    Override(
        "query_wait_timeout",
        "absent",
        database=("query_wait_timeout", "1.26"),
        user=("query_wait_timeout", "1.26"),
        login=True,
    ),
    Override("auth_user", "word", database=("auth_user", "1.6")),
    Override("auth_query", "word", database=("auth_query", "1.22")),
    Override("auth_dbname", "word", database=("auth_dbname", "1.19")),
)


def pool_user(pooler: PgBouncerConfig, entry: str, login: Traced | None) -> Traced | None:
    """The user of the pool: the forced user of the entry, otherwise the login user."""
    line = pooler.databases.get(entry)
    forced = line.settings.get("user") if line else None
    return forced or login


def effective(pooler: PgBouncerConfig, entry: str, login: Traced | None) -> dict[str, Traced]:
    """Every overridable setting as it is in force; a key that this version does not know is missing."""
    found = {}
    for override in OVERRIDES:
        value = _effective(override, pooler, entry, login)
        if value is not None:
            found[override.key] = value
    return found


def _effective(override: Override, pooler: PgBouncerConfig, entry: str, login: Traced | None) -> Traced | None:
    version = parse_release(pooler.version)
    base = pooler.settings.get(override.globally or override.key)
    user = login if override.login else pool_user(pooler, entry, login)
    if override.user and version >= parse_release(override.user[1]):
        overriding = _from_users(override.user[0], override.inherit, pooler, user)
        if overriding is not None:
            return overriding
    line = pooler.databases.get(entry)
    if line is not None and override.database and version >= parse_release(override.database[1]):
        written = line.settings.get(override.database[0])
        if written is not None and not _inherits(override.inherit, written):
            return written
    return base


def _from_users(key: str, inherit: Inherit, pooler: PgBouncerConfig, user: Traced | None) -> Traced | None:
    """The override of [users]; an unknown when it depends on a user that is not known; None when there is none."""
    concerned = {name: line for name, line in pooler.users.items() if key in line.settings}
    name = text(user)
    if name is None and concerned:
        reason = "the user is not known, and [users] sets it for some"
        return unknown(reason, user.origin if user else None, user.missing if user else "")
    line = concerned.get(name or "")
    if line is None or _inherits(inherit, line.settings[key]):
        return None
    return line.settings[key]


def _inherits(kind: Inherit, value: Traced) -> bool:
    """Whether a written value means "as one level above"."""
    figure = number(value)
    if figure is None or kind in ("word", "absent"):
        return False
    if kind == "size":
        return figure < 0
    return figure <= 0 if kind == "limit" else figure == 0


def reserve(pooler: PgBouncerConfig, values: dict[str, Traced]) -> Traced:
    """The reserve connections that can really open: none while reserve_pool_timeout is 0."""
    written = values.get("reserve_pool_size") or default(0, "not known to this version")
    timeout = pooler.settings.get("reserve_pool_timeout")
    if timeout is not None and number(timeout) == 0:
        return Traced(status=timeout.status, value=0, how="reserve_pool_timeout is 0", origin=timeout.origin)
    figure = number(written)
    return written if figure is None or figure >= 0 else default(0, "negative reserve_pool_size")
