"""CL514: members of OPTIONS that neither Django, nor the driver, nor libpq takes, and values that libpq refuses.

The names are libpq's own (PQconndefaults of libpq 17 and 18, and the older ones it still takes), those of
``psycopg.connect`` and ``psycopg2.connect``, and those that Django's backend takes out itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known
from connlint.rules.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.django import Alias
    from connlint.rules.subjects import Subject

_LIBPQ = frozenset(
    [
        "service",
        "servicefile",
        "user",
        "password",
        "passfile",
        "channel_binding",
        "connect_timeout",
        "dbname",
        "host",
        "hostaddr",
        "port",
        "client_encoding",
        "options",
        "application_name",
        "fallback_application_name",
        "keepalives",
        "keepalives_idle",
        "keepalives_interval",
        "keepalives_count",
        "tcp_user_timeout",
        "sslmode",
        "sslnegotiation",
        "sslcompression",
        "sslcert",
        "sslkey",
        "sslcertmode",
        "sslpassword",
        "sslrootcert",
        "sslcrl",
        "sslcrldir",
        "sslsni",
        "requirepeer",
        "require_auth",
        "min_protocol_version",
        "max_protocol_version",
        "ssl_min_protocol_version",
        "ssl_max_protocol_version",
        "gssencmode",
        "krbsrvname",
        "gsslib",
        "gssdelegation",
        "replication",
        "target_session_attrs",
        "load_balance_hosts",
        "scram_client_key",
        "scram_server_key",
        "oauth_issuer",
        "oauth_client_id",
        "oauth_client_secret",
        "oauth_scope",
        "sslkeylogfile",
        "requiressl",
        "authtype",
        "tty",
    ]
)
_DJANGO = frozenset({"assume_role", "isolation_level", "pool", "server_side_binding"})
_BOTH_DRIVERS = frozenset({"cursor_factory"})
_PSYCOPG = frozenset({"autocommit", "prepare_threshold", "context", "row_factory"})
_PSYCOPG2 = frozenset({"connection_factory", "dsn", "async", "async_", "database"})

_SSLMODES = ("disable", "allow", "prefer", "require", "verify-ca", "verify-full")
_WORDS: dict[str, tuple[str, ...]] = {
    "sslmode": _SSLMODES,
    "gssencmode": ("disable", "prefer", "require"),
    "channel_binding": ("disable", "prefer", "require"),
    "sslcertmode": ("disable", "allow", "require"),
    "sslnegotiation": ("postgres", "direct"),
    "load_balance_hosts": ("disable", "random"),
    "target_session_attrs": ("any", "read-write", "read-only", "primary", "standby", "prefer-standby"),
}
_INTEGERS = ("keepalives", "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout")
"""Read by libpq itself, as a whole number in text; a bool arrives there as the word True."""

_BESIDE = "move it out of OPTIONS, beside ENGINE, in capital letters,"
_ROLE = "take it out of OPTIONS and set it on the role (ALTER ROLE ... SET)"
_ELSEWHERE = {
    **dict.fromkeys(
        ("conn_max_age", "conn_health_checks", "disable_server_side_cursors", "atomic_requests"),
        ("it is a setting of Django", _BESIDE),
    ),
    "statement_timeout": ("it is a parameter of PostgreSQL, not of the connection", _ROLE),
    "search_path": ("it is a parameter of PostgreSQL, not of the connection", _ROLE),
    "charset": ("it belongs to MySQL", "take it out of OPTIONS"),
    "init_command": ("it belongs to MySQL", _ROLE),
    "max_conns": ("it belongs to django-db-geventpool", 'write "pool": {"max_size": ...}'),
    "prepared_statements": ("psycopg's name is prepare_threshold, and Django passes None", "take it out of OPTIONS"),
    "statement_cache_size": ("it belongs to asyncpg", "take it out of OPTIONS"),
    "timeout": ("libpq's name is connect_timeout", "write connect_timeout"),
    "ssl": ("libpq's name is sslmode", "write sslmode"),
}
"""Names that belong to somebody else: why they are refused, and what to do."""


def look(subject: Subject) -> Iterator[dict[str, Traced]]:
    """Yield each member of OPTIONS that keeps Django from connecting, with the reason."""
    alias: Alias = subject.data[2]  # type: ignore[index]
    driver = subject.value("facts.driver")
    for name, traced in alias.options.items():
        words = _refusal(name, traced, driver)
        if words is not None:
            yield {"option": known(name, origin=traced.origin), "reason": known(words[0]), "repair": known(words[1])}


def _refusal(name: str, traced: Traced, driver: object) -> tuple[str, str] | None:
    """Why a member is refused and what to do; None for one that is taken, or that depends on an unknown driver."""
    if name in _LIBPQ:
        return _refused_value(name, traced)
    if name in _DJANGO or name in _BOTH_DRIVERS:
        return None
    for own, others in ((_PSYCOPG, "psycopg2"), (_PSYCOPG2, "psycopg")):
        if name in own:
            return (f"{others} does not have it", "take it out of OPTIONS") if driver == others else None
    if name.lower() in _ELSEWHERE:
        return _ELSEWHERE[name.lower()]
    close = nearest(name.lower(), _LIBPQ | _DJANGO)
    if close is not None:
        return f"did you mean {close}?", f"write {close}"
    return "neither Django nor libpq has it", "take it out of OPTIONS"


def _refused_value(name: str, traced: Traced) -> tuple[str, str] | None:
    """Why libpq refuses a value, None when it does not or the value is not known."""
    if not traced.decided or traced.value is None:
        return None
    value, shown = traced.value, "" if traced.secret else f"{traced.value!r} "
    if name in _WORDS and str(value) not in _WORDS[name]:
        close = nearest(str(value).lower(), _WORDS[name])
        words = ", ".join(_WORDS[name])
        return f"{shown}is not one of {words}", f"write {close!r}" if close else f"write one of {words}"
    if name in _INTEGERS and not _whole(value):
        numbers = "1 for on or 0 for off" if isinstance(value, bool) else "a whole number"
        return f"{shown}is no whole number", f"write {numbers}"
    return None


def _whole(value: object) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, str) and value.strip().lstrip("+-").isdigit())
