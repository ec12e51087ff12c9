"""environs: ``${NAME}`` and ``${NAME:-default}`` with ``expand_vars=True``.

Source of the facts: ``Env._get_from_environ`` of 15.2; proved by tests against the installed library.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.semantics.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

_VARIABLE = re.compile(r"(?<!\\)\$\{([A-Za-z0-9_]+)(:-[^\}:]*)?\}")
DEPTH = 50
"""Variables that refer to each other in a circle end in a RecursionError; here at this depth."""


def look_up(name: str, default: Any, get: Callable[[str, Any], Any], depth: int = 0) -> Any:
    """The text of a variable with its references replaced; ``default`` (Ellipsis: none) when it is unset.

    ``get(name, default)`` reads one variable. Ellipsis means that something needed is not set.
    """
    if depth > DEPTH:
        raise Refused("RecursionError", "the variables refer to each other in a circle")
    value = get(name, default)
    if not isinstance(value, str):
        return value
    whole = _VARIABLE.fullmatch(value)
    if whole:
        if whole[2] is not None:
            default = whole[2][2:]
        elif value == default:
            default = ...
        return look_up(whole[1], default, get, depth + 1)
    if _VARIABLE.search(value):
        return _expand(value, get, depth)
    return value.replace(r"\$", "$")


def _expand(text: str, get: Callable[[str, Any], Any], depth: int) -> Any:
    result, start = "", 0
    for match in _VARIABLE.finditer(text):
        default = ... if match[2] is None else match[2][2:]
        value = look_up(match[1], default, get, depth + 1)
        if value is ...:
            return ...
        result += text[start : match.start()] + value
        start = match.end()
    return result + text[start:]
