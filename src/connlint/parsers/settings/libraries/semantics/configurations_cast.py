"""django-configurations: what each class of ``values`` makes of the text of its variable.

Source of the facts: ``configurations.values`` of 2.5; proved by tests against the installed library.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.semantics.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

TRUE = ("yes", "y", "true", "1")
FALSE = ("no", "n", "false", "0", "")


def environment_name(attribute: str, name: str | None = None, prefix: str | None = "DJANGO") -> str:
    """The variable that a value is read from: DJANGO_ and the name of the attribute, unless told otherwise."""
    own = name or attribute.upper()
    prefix = prefix[:-1] if prefix and prefix.endswith("_") else prefix
    return f"{prefix}_{own}" if prefix else own


def boolean(text: str) -> bool:
    """``BooleanValue``."""
    word = text.strip().lower()
    if word not in TRUE and word not in FALSE:
        raise Refused("ValueError", "the text is not a boolean (yes, y, true, 1, no, n, false, 0 or empty)")
    return word in TRUE


def integer(text: str) -> int:
    """``IntegerValue``."""
    try:
        return int(text)
    except (TypeError, ValueError):
        raise Refused("ValueError", "the text is not a whole number") from None


def positive_integer(text: str) -> int:
    """``PositiveIntegerValue``: zero is allowed."""
    value = integer(text)
    if value < 0:
        raise Refused("ValueError", "the number is negative")
    return value


def number(text: str) -> float:
    """``FloatValue``."""
    try:
        return float(text)
    except (TypeError, ValueError):
        raise Refused("ValueError", "the text is not a number") from None


def sequence(text: str, separator: str = ",", converter: Callable[[str], Any] | None = None) -> list[Any]:
    """``ListValue``, ``TupleValue``, ``SetValue``: the stripped parts that are not empty."""
    return convert((part.strip() for part in text.strip().split(separator) if part.strip()), converter)


def convert(parts: Iterable[Any], converter: Callable[[Any], Any] | None) -> list[Any]:
    """The parts through ``converter``; raises Refused where that refuses one."""
    try:
        return [converter(part) if converter else part for part in parts]
    except (TypeError, ValueError):
        raise Refused("ValueError", "an item of the list is not what the converter takes") from None


def mapping(text: str) -> dict[Any, Any]:
    """``DictValue``: a Python literal."""
    if not text:
        return {}
    try:
        value = ast.literal_eval(text)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError) as error:
        raise Refused(type(error).__name__, "the text is not a Python dict") from None
    if not isinstance(value, dict):
        raise Refused("ValueError", "the text is not a Python dict")
    return value


CASTS: dict[str, Callable[[str], Any]] = {
    "Value": lambda text: text,
    "BooleanValue": boolean,
    "IntegerValue": integer,
    "PositiveIntegerValue": positive_integer,
    "FloatValue": number,
    "DictValue": mapping,
}
"""The classes whose cast takes no argument of its own."""
