"""The functions that conditions and texts may call.

A *plain* function gets values and is open when one of them is missing. A function of a *name* gets the
name itself: it asks about the traced value, not only for it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.models.release import older_than
from connlint.rules.language.missing import Missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.rules.language.missing import Scope

FALSE_WORDS = frozenset({"false", "no", "off", "0", "none", "null", "n", "f", "disabled", ""})


def _truthy(value: object) -> bool:
    return bool(value)


def _one_of(value: object, *choices: object) -> bool:
    return value in choices


def _starts_with(value: object, *prefixes: object) -> bool:
    return isinstance(value, str) and value.startswith(tuple(str(prefix) for prefix in prefixes))


def _ends_with(value: object, *suffixes: object) -> bool:
    return isinstance(value, str) and value.endswith(tuple(str(suffix) for suffix in suffixes))


def _matches(value: object, pattern: object) -> bool:
    return isinstance(value, str) and re.search(str(pattern), value) is not None


def _words(value: object) -> tuple[str, ...]:
    """Split as PgBouncer splits its lists: at commas and white space."""
    return tuple(re.split(r"[,\s]+", value.strip(", \t"))) if isinstance(value, str) and value.strip(", \t") else ()


def number(value: object) -> int | float | None:
    """Read a number as libpq and psycopg accept it: a number, or its text. A bool is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return value
    if isinstance(value, str) and re.fullmatch(r"\s*[+-]?\d+(\.\d+)?\s*", value):
        return float(value) if "." in value else int(value)
    return None


def _says_false(value: object) -> bool:
    """Whether a text means false to its author, although Python takes it for true."""
    return isinstance(value, str) and value != "" and value.strip().lower() in FALSE_WORDS


def _smallest(*values: object) -> object:
    numbers = [value for value in values if isinstance(value, (int, float))]
    return min(numbers, default=None)


def _largest(*values: object) -> object:
    numbers = [value for value in values if isinstance(value, (int, float))]
    return max(numbers, default=None)


def _count(value: object) -> int:
    return len(value) if isinstance(value, (str, tuple, list, dict)) else 0


def _comes_first(name: object, others: object) -> bool:
    """Whether a name is the first of those it is told with, and there are others: to speak once for all of them."""
    return isinstance(others, (list, tuple)) and bool(others) and all(str(name) < str(other) for other in others)


PLAIN: dict[str, Callable[..., object]] = {
    "truthy": _truthy,
    "one_of": _one_of,
    "starts_with": _starts_with,
    "ends_with": _ends_with,
    "matches": _matches,
    "words": _words,
    "number": number,
    "says_false": _says_false,
    "smallest": _smallest,
    "largest": _largest,
    "count": _count,
    "comes_first": _comes_first,
    "distinct": lambda value: len(set(map(str, value.values()))) if isinstance(value, dict) else 0,
    "lower": lambda value: value.lower() if isinstance(value, str) else value,
    "is_text": lambda value: isinstance(value, str),
    "is_bool": lambda value: isinstance(value, bool),
    "is_number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "is_whole": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "is_list": lambda value: isinstance(value, (list, tuple)),
}


def _is_set(scope: Scope, path: str) -> object:
    """Whether somebody wrote the setting: false for a default, open when it is unknown whether."""
    traced = scope.traced(path)
    if traced.status == "unknown" and traced.origin is None:
        return Missing({path: traced})
    return traced.status != "default"


def _is_literal(scope: Scope, path: str) -> object:
    """Whether the value is written out in the file, and does not come from somewhere else."""
    traced = scope.traced(path)
    return traced.status == "known" and traced.how == "literal"


def _is_fallback(scope: Scope, path: str) -> object:
    """Whether the value is only what the file falls back to when a variable of the environment is not set."""
    traced = scope.traced(path)
    return traced.status == "known" and "default of environment variable" in traced.how


def _is_supplied(scope: Scope, path: str) -> object:
    """Whether a container's environment gives the value: it need not be meant for the way that the module takes."""
    traced = scope.traced(path)
    return traced.status == "known" and traced.how.startswith(("compose service", "env of"))


def _known(scope: Scope, path: str) -> object:
    """Whether there is one value; never open itself."""
    return not isinstance(scope.value(path), Missing)


def _older(scope: Scope, path: str, bound: str) -> object:
    """Whether a version is below ``bound``; open when nothing declares it."""
    traced = scope.traced(path)
    answer = older_than(traced, bound)
    return Missing({path: traced}) if answer is None else answer


def _at_least(scope: Scope, path: str, bound: str) -> object:
    answer = _older(scope, path, bound)
    return answer if isinstance(answer, Missing) else not answer


def _surely_older(scope: Scope, path: str, bound: str) -> object:
    """As ``older``, but false when it cannot be said: for a rule that must not ask for the version."""
    return older_than(scope.traced(path), bound) is True


def _surely_at_least(scope: Scope, path: str, bound: str) -> object:
    return older_than(scope.traced(path), bound) is False


OF_A_NAME: dict[str, Callable[..., object]] = {
    "is_set": _is_set,
    "is_literal": _is_literal,
    "is_fallback": _is_fallback,
    "is_supplied": _is_supplied,
    "known": _known,
    "older": _older,
    "at_least": _at_least,
    "surely_older": _surely_older,
    "surely_at_least": _surely_at_least,
}
