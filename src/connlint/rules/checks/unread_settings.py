"""CL507: settings that stand where Django never looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known
from connlint.rules.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.django import Alias
    from connlint.models.place import Place
    from connlint.rules.subjects import Subject

READ = frozenset(
    [
        "ENGINE",
        "NAME",
        "USER",
        "PASSWORD",
        "HOST",
        "PORT",
        "OPTIONS",
        "TEST",
        "TIME_ZONE",
        "ATOMIC_REQUESTS",
        "AUTOCOMMIT",
        "CONN_MAX_AGE",
        "CONN_HEALTH_CHECKS",
        "DISABLE_SERVER_SIDE_CURSORS",
    ]
)
"""The keys of an alias that Django reads for PostgreSQL."""

_HELPERS_OWN = tuple(
    f"default of {name} in " for name in ("conn_max_age", "conn_health_checks", "disable_server_side_cursors")
)
"""How a value came that a URL helper writes by itself, as Django's default would be."""

_TUNING = ("CONN_MAX_AGE", "CONN_HEALTH_CHECKS", "DISABLE_SERVER_SIDE_CURSORS", "ATOMIC_REQUESTS")

_ROLE = "set statement_timeout on the role (ALTER ROLE ... SET) instead of the key"
_WRONG_KEYS = {
    "TIMEOUT": ("libpq's limit is connect_timeout", 'put "connect_timeout" into OPTIONS instead of the key'),
    "CONNECT_TIMEOUT": ("it belongs into OPTIONS", 'put "connect_timeout" into OPTIONS instead of the key'),
    "STATEMENT_TIMEOUT": ("Django has no such setting", _ROLE),
    "SCHEMA": (
        "PostgreSQL's name is search_path",
        "set search_path on the role (ALTER ROLE ... SET) instead of the key",
    ),
    "SSLMODE": ("it belongs into OPTIONS", 'put "sslmode" into OPTIONS instead of the key'),
    "POOL": ("it belongs into OPTIONS", 'put "pool" into OPTIONS instead of the key'),
    "MAX_CONNS": ("Django has no such setting", "take the key out"),
    "CHARSET": ("it belongs to MySQL", "take the key out"),
}
"""Keys that are written in the belief that Django reads them: why it does not, and what to do."""


def look(subject: Subject) -> Iterator[dict[str, Traced]]:
    """Yield each key of the alias that Django never reads, and each setting at the top of the module."""
    alias: Alias = subject.data[2]  # type: ignore[index]
    for name, traced in alias.settings.items():
        if name not in READ:
            words = _hint(name)
            if words is not None:
                yield _found(name, traced.origin or alias.place, *words)
    for name in _TUNING:
        yield from _at_module_level(subject, name)


def _found(setting: str, place: Place | None, hint: str, repair: str) -> dict[str, Traced]:
    return {"setting": known(setting, origin=place), "hint": known(hint), "repair": known(repair)}


def _hint(name: str) -> tuple[str, str] | None:
    """What to say about a key, and what to do; None for one that some other program may read."""
    if name.upper() in READ:
        return "keys are upper case", f"write {name.upper()}"
    wrong = _WRONG_KEYS.get(name.upper())
    if wrong is not None:
        return wrong
    close = nearest(name.upper(), READ)
    if close is None or abs(len(close) - len(name)) > _MOST_LETTERS:
        return None
    return f"did you mean {close}?", f"write {close}"


_MOST_LETTERS = 2
"""A key that differs more in length is somebody else's, not a slip."""


def _at_module_level(subject: Subject, name: str) -> Iterator[dict[str, Traced]]:
    """A setting at the top of the module; one that the alias has as well was a variable on the way there."""
    top = subject.traced(f"module.{name.lower()}")
    inside = subject.traced(f"db.{name.lower()}")
    unwritten = inside.status == "default" or inside.how.startswith(_HELPERS_OWN)
    if top.status == "known" and unwritten:
        where = f"{name} at the top of the module"
        yield _found(where, top.origin, "it belongs into DATABASES", f'put "{name}" beside ENGINE instead of the line')
