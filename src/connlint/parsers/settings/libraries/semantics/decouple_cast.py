"""python-decouple: casts.

Source of the facts: decouple 3.8; proved by tests against the installed library.
"""

from __future__ import annotations

import string
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.semantics.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TRUE = frozenset({"y", "yes", "t", "true", "on", "1"})
FALSE = frozenset({"n", "no", "f", "false", "off", "0"})


def strtobool(value: str) -> bool:
    """Truth of a text; the same words as ``distutils.util.strtobool``. Raises Refused (ValueError)."""
    lower = value.lower()
    if lower not in TRUE and lower not in FALSE:
        raise Refused("ValueError", "the text is not a truth value (true, yes, on, 1, false, no, off, 0)")
    return lower in TRUE


def boolean(value: Any) -> bool:
    """``cast=bool``: an empty text is false, any other must be a truth value."""
    text = str(value)
    return strtobool(text) if text else False


def csv(
    value: str,
    cast: Callable[[str], Any] = str,
    delimiter: str = ",",
    strip: str = string.whitespace,
    post_process: Callable[[Any], Any] = list,
) -> Any:
    """``Csv(...)``: the parts of the text as a shell would read them, stripped and cast."""
    from shlex import shlex

    splitter = shlex(value, posix=True)
    splitter.whitespace = delimiter
    splitter.whitespace_split = True
    try:
        return post_process(cast(part.strip(strip)) for part in splitter)
    except ValueError:
        raise Refused("ValueError", "the list has an open quotation, or an item that the cast refuses") from None


def choices(value: Any, valid: Sequence[Any], cast: Callable[[Any], Any] = str) -> Any:
    """``Choices(flat, cast, choices)``: the cast value when it is one of ``valid``."""
    result = cast(value)
    if result not in valid:
        raise Refused("ValueError", "the value is not one of the choices")
    return result
