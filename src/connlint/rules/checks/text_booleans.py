"""CL515: text where Django tests for truth: every text but the empty one is true."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known
from connlint.rules.language.functions import FALSE_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.rules.subjects import Subject

_TESTED = (
    "CONN_HEALTH_CHECKS",
    "DISABLE_SERVER_SIDE_CURSORS",
    "ATOMIC_REQUESTS",
    "AUTOCOMMIT",
    "options.server_side_binding",
    "options.pool",
)


def look(subject: Subject) -> Iterator[dict[str, Traced]]:
    """Yield each setting that holds a text for false."""
    for name in _TESTED:
        traced = subject.traced(f"db.{name if name.startswith('options.') else name.lower()}")
        if traced.decided and _means_false(traced.value):
            words = name if not name.startswith("options.") else f'OPTIONS["{name[8:]}"]'
            yield {"setting": known(words), "value": traced, "shown": known(repr(traced.value))}


def _means_false(value: object) -> bool:
    return isinstance(value, str) and value != "" and value.strip().lower() in FALSE_WORDS
