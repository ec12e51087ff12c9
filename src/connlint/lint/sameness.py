"""Whether a value of postgresql.conf is the one that pg_settings shows, whatever the units and spellings."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from connlint.live.quantities import BYTES, SECONDS, figure, unit_of
from connlint.parsers.postgresql.values import MILLISECONDS
from connlint.parsers.postgresql.values import SECONDS as IN_SECONDS

if TYPE_CHECKING:
    from connlint.live.session import Row

_QUANTITY = re.compile(r"\s*([+-]?(?:0[xX][0-9a-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+))\s*([A-Za-z]*)\s*")
_TRUE = ("on", "true", "yes", "1", "t", "y")
_FALSE = ("off", "false", "no", "0", "f", "n")
_OTHER_WORDS = {"archive": "replica", "hot_standby": "replica", "debug": "debug2"}
"""Older words that the server still takes, and shows as the newer ones."""


def same_setting(value: object, row: Row) -> bool | None:
    """Compare a value of a file with a row of pg_settings; None when connlint cannot say."""
    kind, setting = row["vartype"], row["setting"] or ""
    if kind == "bool":
        meant = _boolean(value)
        return None if meant is None else meant is (setting == "on")
    if kind in ("integer", "real"):
        return _same_number(value, row)
    if kind == "enum":
        return _word(value) == _word(setting)
    return _items(str(value)) == _items(setting)


def _boolean(value: object) -> bool | None:
    text = str(value).lower()
    return True if text in _TRUE else False if text in _FALSE else None


def _word(value: object) -> str:
    text = str(value).lower()
    meant = _boolean(text)
    return _OTHER_WORDS.get(text, text) if meant is None else "on" if meant else "off"


def _items(text: str) -> list[str]:
    """A list without regard to letter case and the blanks around its commas."""
    return [item.strip().lower() for item in text.split(",")]


def _same_number(value: object, row: Row) -> bool | None:
    """Numbers in the unit of the row. The server may put its own in the place of a negative one."""
    there, here = figure(row["setting"] or ""), _in_units(value, row)
    if here is None or there is None or (here < 0 <= there):
        return None
    rounded = row["vartype"] == "integer" and row["unit"]
    return abs(here - there) < 1 if rounded else math.isclose(here, there)


def _in_units(value: object, row: Row) -> float | None:
    factor, word = unit_of(row["unit"] or "")
    if isinstance(value, (int, float)):
        in_seconds = word in SECONDS and str(row["name"]).lower() in MILLISECONDS | IN_SECONDS
        return value / (factor * SECONDS[word]) if in_seconds and value > 0 else float(value)
    match = _QUANTITY.fullmatch(str(value))
    if match is None:
        return None
    number = float(int(match[1], 16)) if "x" in match[1].lower() else float(match[1])
    if not match[2]:
        return number
    for units in (SECONDS, BYTES):
        if word in units and match[2] in units:
            return number * units[match[2]] / (factor * units[word])
    return None
