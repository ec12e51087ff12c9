"""CL507: settings that stand where Django never looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known
from connlint.rules.nearest import nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.django import Alias
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

_TUNING = ("CONN_MAX_AGE", "CONN_HEALTH_CHECKS", "DISABLE_SERVER_SIDE_CURSORS", "ATOMIC_REQUESTS")

_WRONG_KEYS = {
    "TIMEOUT": 'Django ignores it; libpq\'s limit is OPTIONS["connect_timeout"]',
    "CONNECT_TIMEOUT": 'Django ignores it; put "connect_timeout" into OPTIONS',
    "STATEMENT_TIMEOUT": "Django ignores it; set it on the role: ALTER ROLE ... SET statement_timeout",
    "SCHEMA": 'Django ignores it; PostgreSQL\'s name is search_path, inside OPTIONS["options"]',
    "SSLMODE": 'Django ignores it; put "sslmode" into OPTIONS',
    "POOL": 'Django ignores it; put "pool" into OPTIONS',
    "MAX_CONNS": "Django ignores it",
    "CHARSET": "Django ignores it",
    "DISABLE_SERVER_SIDE_CURSOR": "did you mean DISABLE_SERVER_SIDE_CURSORS?",
}


def look(subject: Subject) -> Iterator[dict[str, Traced]]:
    """Yield each key of the alias that Django never reads, and each setting at the top of the module."""
    alias: Alias = subject.data[2]  # type: ignore[index]
    for name, traced in alias.settings.items():
        if name not in READ:
            hint = _hint(name)
            if hint is not None:
                yield {"setting": known(name, origin=traced.origin or alias.place), "hint": known(hint)}
    for name in _TUNING:
        yield from _at_module_level(subject, name)


def _hint(name: str) -> str | None:
    """What to say about a key; None for one that some other program may read."""
    if name.upper() in READ:
        return f"keys are upper case: {name.upper()}"
    wrong = _WRONG_KEYS.get(name.upper())
    if wrong is not None:
        return wrong
    close = nearest(name.upper(), READ)
    return f"did you mean {close}?" if close and abs(len(close) - len(name)) <= _MOST_LETTERS else None


_MOST_LETTERS = 2
"""A key that differs more in length is somebody else's, not a slip."""


def _at_module_level(subject: Subject, name: str) -> Iterator[dict[str, Traced]]:
    """A setting at the top of the module; one that the alias has as well was a variable on the way there."""
    top = subject.traced(f"module.{name.lower()}")
    inside = subject.traced(f"db.{name.lower()}")
    if top.status == "known" and inside.status == "default":
        hint = f'put "{name}" into DATABASES, beside ENGINE'
        yield {"setting": known(f"{name} at the top of the module", origin=top.origin), "hint": known(hint)}
