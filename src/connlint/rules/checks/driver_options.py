"""CL514: members of OPTIONS that neither Django, nor the driver, nor libpq takes, and values that libpq refuses.

The names are libpq's own (PQconndefaults of libpq 17 and 18, and the older ones it still takes), those of
``psycopg.connect`` and ``psycopg2.connect``, and those that Django's backend takes out itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known
from connlint.rules.language.missing import Missing
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

_ELSEWHERE = {
    "conn_max_age": "CONN_MAX_AGE stands beside ENGINE",
    "conn_health_checks": "CONN_HEALTH_CHECKS stands beside ENGINE",
    "disable_server_side_cursors": "DISABLE_SERVER_SIDE_CURSORS stands beside ENGINE",
    "atomic_requests": "ATOMIC_REQUESTS stands beside ENGINE",
    "autocommit": "AUTOCOMMIT stands beside ENGINE",
    "statement_timeout": "set it on the role: ALTER ROLE ... SET statement_timeout",
    "charset": "it belongs to MySQL; PostgreSQL's name is client_encoding, and Django sets it",
    "init_command": "it belongs to MySQL; set it on the role: ALTER ROLE ... SET",
    "max_conns": 'it belongs to django-db-geventpool; Django\'s own pool is "pool": {"max_size": ...}',
    "prepared_statements": "psycopg's name is prepare_threshold, and Django passes None already",
    "statement_cache_size": "it belongs to asyncpg",
    "search_path": 'PostgreSQL takes it inside "options": "-c search_path=..."',
    "timeout": "libpq's name is connect_timeout",
    "ssl": "libpq's name is sslmode",
}


def look(subject: Subject) -> Iterator[dict[str, Traced] | Missing]:
    """Yield each member of OPTIONS that keeps Django from connecting, with the reason."""
    alias: Alias = subject.data[2]  # type: ignore[index]
    driver = subject.value("facts.driver")
    for name, traced in alias.options.items():
        reason = _reason(name, traced, driver)
        if isinstance(reason, str):
            shown = Traced(status="known", value=_shown(traced), origin=traced.origin)
            yield {"option": known(name, origin=traced.origin), "reason": known(reason), "shown": shown}
        elif isinstance(reason, Missing):
            yield reason


def _shown(traced: Traced) -> str:
    return "" if traced.secret or not traced.decided else repr(traced.value)


def _reason(name: str, traced: Traced, driver: object) -> str | Missing | None:
    if name in _LIBPQ:
        return _refused_value(name, traced)
    if name in _DJANGO or name in _BOTH_DRIVERS:
        return None
    for own, others in ((_PSYCOPG, "psycopg2"), (_PSYCOPG2, "psycopg")):
        if name in own:
            if isinstance(driver, Missing):
                return None
            return f"{others} does not have this option" if driver == others else None
    return _hint(name)


def _hint(name: str) -> str:
    elsewhere = _ELSEWHERE.get(name.lower())
    if elsewhere is None:
        close = nearest(name.lower(), _LIBPQ | _DJANGO)
        elsewhere = f"did you mean {close}?" if close else "neither Django nor libpq has this option"
    return elsewhere


def _refused_value(name: str, traced: Traced) -> str | None:
    """Why libpq refuses a value, None when it does not or the value is not known."""
    if not traced.decided or traced.value is None:
        return None
    value = traced.value
    if name in _WORDS and str(value) not in _WORDS[name]:
        close = nearest(str(value).lower(), _WORDS[name])
        return (f"did you mean {close}? " if close else "") + f"libpq takes {', '.join(_WORDS[name])}"
    if name in _INTEGERS and not _whole(value):
        return "libpq takes a whole number here" + (": 1 for on, 0 for off" if isinstance(value, bool) else "")
    return None


def _whole(value: object) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, int) or (isinstance(value, str) and value.strip().lstrip("+-").isdigit())
