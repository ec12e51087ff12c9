"""Values of pg_settings as the model of files has them: times in seconds, sizes with their unit, numbers as numbers."""

from __future__ import annotations

import math
import re

SECONDS = {"us": 0.000001, "ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}
BYTES = {"B": 1, "kB": 1 << 10, "MB": 1 << 20, "GB": 1 << 30, "TB": 1 << 40}
_UNIT = re.compile(r"(\d*)([A-Za-z]+)")
_WHOLE = re.compile(r"[+-]?\d+")


def unit_of(unit: str) -> tuple[int, str]:
    """A unit of pg_settings as factor and word: "8kB" is (8, "kB")."""
    match = _UNIT.fullmatch(unit)
    return (int(match[1] or 1), match[2]) if match else (1, unit)


def figure(text: str) -> float | None:
    """A finite number; None for any other text."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def value_of(setting: str, unit: str, vartype: str) -> object:
    """A setting with the unit that it counts in."""
    if vartype not in ("integer", "real"):
        return setting
    if not unit:
        return int(setting) if _WHOLE.fullmatch(setting) else setting
    factor, word = unit_of(unit)
    counted = figure(setting)
    if counted is None:
        return setting
    number = counted * factor
    if number < 0:
        return int(number)
    if word in SECONDS:
        seconds = round(number * SECONDS[word], 6)
        return int(seconds) if seconds == int(seconds) else seconds
    return _size(number * BYTES[word]) if word in BYTES else f"{setting}{unit}"


def _size(size: float) -> str:
    """A size in the largest unit that it is a whole number of, as SHOW prints it."""
    if not size:
        return "0"
    word = max((word for word in BYTES if size % BYTES[word] == 0), key=BYTES.__getitem__)
    return f"{int(size // BYTES[word])}{word}"
