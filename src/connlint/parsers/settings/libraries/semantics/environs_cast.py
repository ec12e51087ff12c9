"""environs: what each method makes of the text of a variable.

Source of the facts: environs 15.2 and the fields of marshmallow 4 that it uses; proved by tests against
the installed libraries.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.semantics.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

INVALID = "EnvValidationError"
_TRUE = ["t", "T", "true", "True", "TRUE", "on", "On", "ON", "y", "Y", "yes", "Yes", "YES", "1"]
_FALSE = ["f", "F", "false", "False", "FALSE", "off", "Off", "OFF", "n", "N", "no", "No", "NO", "0"]
LEVELS = {"CRITICAL": 50, "FATAL": 50, "ERROR": 40, "WARNING": 30, "WARN": 30, "INFO": 20, "DEBUG": 10, "NOTSET": 0}
"""What ``env.log_level`` knows by name, besides numbers."""


def invalid(what: str) -> Refused:
    """The refusal that environs turns every invalid text into."""
    return Refused(INVALID, f"the text is not a valid {what}")


def boolean(text: Any) -> bool:
    """``env.bool``: the words of marshmallow's Boolean, in these spellings only."""
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    raise invalid("boolean")


def integer(text: Any) -> int:
    """``env.int``."""
    try:
        return int(text)
    except (TypeError, ValueError):
        raise invalid("integer") from None


def number(text: Any) -> float:
    """``env.float``: no nan, no infinity."""
    try:
        value = float(text)
    except (TypeError, ValueError):
        raise invalid("number") from None
    if not math.isfinite(value):
        raise invalid("number")
    return value


def log_level(text: str) -> int:
    """``env.log_level``: a number or the name of a level in any case."""
    try:
        return int(text)
    except ValueError:
        level = LEVELS.get(text.upper())
        if level is None:
            raise invalid("log level") from None
        return level


def json(text: str) -> Any:
    """``env.json``; ``null`` is refused."""
    from json import loads

    try:
        value = loads(text)
    except ValueError:
        value = None
    if value is None:
        raise invalid("JSON text")
    return value


def split(text: str, subcast: Callable[[str], Any] | None = None, delimiter: str = ",") -> list[Any]:
    """``env.list``: the parts between delimiters as they are, nothing for the empty text."""
    parts = text.split(delimiter) if text else []
    return [subcast(part) for part in parts] if subcast else list(parts)


def mapping(
    text: str,
    keys: Callable[[str], Any] | None = None,
    values: Callable[[str], Any] | None = None,
    delimiter: str = ",",
    key_value_delimiter: str = "=",
) -> dict[Any, Any]:
    """``env.dict``: ``a=1,b=2``."""
    pairs = [item.split(key_value_delimiter, 1) for item in text.split(delimiter)] if text else []
    if any(len(pair) == 1 for pair in pairs):
        raise Refused("ValueError", "the text is not a list of pairs")
    return {(keys or str)(key.strip()): (values or str)(value.strip()) for key, value in pairs}


SUBCASTS: dict[Any, Callable[[str], Any]] = {str: str, int: integer, float: number, bool: boolean}
"""The types whose subcast is a field of marshmallow rather than a plain call."""
