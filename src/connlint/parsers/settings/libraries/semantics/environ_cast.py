"""django-environ: what each cast makes of the text of a variable.

Source of the facts: ``Env.parse_value`` of 0.14; proved by tests against the installed library.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.semantics.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

TRUE = ("true", "on", "ok", "y", "yes", "1")
"""``Env.BOOLEAN_TRUE_STRINGS``; everything else that is no number is false."""


def parse_value(value: Any, cast: Any, true: tuple[str, ...] = TRUE) -> Any:
    """What ``Env.parse_value`` returns.

    ``cast`` is None, a type, a callable, or a list, tuple or dict that holds such. Raises Refused with
    the exception that the library lets through.
    """
    if cast is None:
        return value
    try:
        return _parse(value, cast, true)
    except Refused:
        raise
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, OverflowError) as error:
        raise Refused(type(error).__name__, f"the text is not what {cast_name(cast)} takes") from None


def cast_name(cast: Any) -> str:
    """How a message names a cast: ``int``, ``list``, ``[int]``."""
    if isinstance(cast, (list, tuple)) and cast:
        return f"[{cast_name(cast[0])}]" if isinstance(cast, list) else f"({cast_name(cast[0])},)"
    return str(getattr(cast, "__name__", type(cast).__name__))


def _parse(value: Any, cast: Any, true: tuple[str, ...]) -> Any:
    if cast is bool:
        return _boolean(value, true)
    if isinstance(cast, list):
        return [cast[0](item) for item in value.split(",") if item]
    if isinstance(cast, tuple):
        return tuple(cast[0](item) for item in _unbracketed(value) if item)
    if isinstance(cast, dict):
        return _mapping(value, cast, true)
    plain = _CONTAINERS.get(cast) if isinstance(cast, type) else None
    return plain(value) if plain else cast(value)


def _boolean(value: Any, true: tuple[str, ...]) -> bool:
    try:
        return int(value) != 0
    except ValueError:
        return value.lower().strip() in true


def _unbracketed(value: str) -> list[str]:
    return value.strip("(").strip(")").split(",")


def _mapping(value: str, cast: dict[str, Any], true: tuple[str, ...]) -> dict[Any, Any]:
    key_cast, value_cast = cast.get("key", str), cast.get("value", str)
    by_key = cast.get("cast", {})
    pairs = [item.split("=") for item in value.split(";") if item]
    return {key_cast(pair[0]): parse_value(pair[1], by_key.get(pair[0], value_cast), true) for pair in pairs}


def _pairs(value: str) -> dict[str, str]:
    return dict(item.split("=", 1) for item in value.split(",") if item)


def _float(value: str) -> float:
    digits = re.sub(r"[^\d,.-]", "", value)
    *whole, last = re.split(r"[,.]", digits)
    return float(f"{''.join(whole)}.{last}" if whole else last)


_CONTAINERS: dict[type, Callable[[Any], Any]] = {
    dict: _pairs,
    list: lambda value: [item for item in value.split(",") if item],
    tuple: lambda value: tuple(item for item in _unbracketed(value) if item),
    float: _float,
}
