"""What the author of a refused value can have meant: the nearest name, the repaired text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.parsers.pgbouncer.document import shown
from connlint.parsers.pgbouncer.values import read_value, unquoted

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.parsers.pgbouncer.schema import Key, Schema

_CLOSE = 0.8
_WITH_UNIT = re.compile(r"(\d+(?:\.\d+)?)\s*([A-Za-zµ]+)")
_UNITS = {
    "us": 0.000001,
    "ms": 0.001,
    "s": 1,
    "sec": 1,
    "secs": 1,
    "second": 1,
    "seconds": 1,
    "min": 60,
    "mins": 60,
    "minute": 60,
    "minutes": 60,
    "h": 3600,
    "hr": 3600,
    "hour": 3600,
    "hours": 3600,
    "d": 86400,
    "day": 86400,
    "days": 86400,
}
_BOOLEANS = {"yes": "1", "on": "1", "true": "1", "no": "0", "off": "0", "false": "0"}
_WHOLE_SECONDS = ("stats_period", "query_wait_notify", "tcp_keepidle", "tcp_keepintvl")
_MILLISECONDS = ("tcp_user_timeout",)


def nearest(name: str, known: Iterable[str]) -> tuple[str, bool]:
    """The known name most like a name ("" when none is), and whether no other could be meant."""
    names = list(known)
    plain = name.strip().lower().replace("-", "_").replace(" ", "_")
    if plain in names:
        return plain, True
    from difflib import get_close_matches

    close = get_close_matches(plain, names, n=2, cutoff=_CLOSE)
    if not close:
        return "", False
    return close[0], len(close) == 1


def repaired(key: Key, text: bytes, reason: str, schema: Schema) -> str | None:
    """The text that says what a refused value must have meant; None when that is not certain."""
    inner = shown(text)
    candidate = None
    if reason == "unit-suffix":
        candidate = _without_unit(key, inner)
    elif reason == "boolean-word" and key.type == "bool":
        candidate = _BOOLEANS[inner.lower()]
    elif reason == "quoted":
        candidate = (unquoted(inner) or "").strip()
    elif reason == "fraction":
        candidate = inner.rstrip("0").removesuffix(".")
    elif reason == "not-a-word":
        candidate = _word(key, inner)
    if candidate is None or read_value(key, candidate.encode(), schema).refused:
        return None
    return candidate


def inline_comment(text: bytes) -> tuple[int, int] | None:
    """Where a comment after a value stands: (end of the value, start of the comment), in bytes."""
    start = min((found for mark in (b";", b"#") if (found := text.find(mark)) >= 0), default=0)
    end = len(text[:start].rstrip(b" \t"))
    return (end, start) if end else None


def _without_unit(key: Key, text: str) -> str | None:
    match = _WITH_UNIT.fullmatch(text)
    factor = _UNITS.get(match[2].lower()) if match else None
    if match is None or factor is None:
        return None
    if key.type == "seconds" or key.name in _WHOLE_SECONDS:
        return f"{float(match[1]) * factor:.6f}".rstrip("0").rstrip(".")
    if key.name in _MILLISECONDS:
        return f"{float(match[1]) * factor * 1000:.6f}".rstrip("0").rstrip(".")
    return None


def _word(key: Key, text: str) -> str | None:
    bare = unquoted(text)
    if bare is not None and bare.strip().lower() in key.words:
        return bare.strip()
    found, certain = nearest(text, key.words)
    return found if found and certain else None
