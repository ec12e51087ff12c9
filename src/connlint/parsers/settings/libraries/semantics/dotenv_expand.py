"""python-dotenv: ``${NAME}`` and ``${NAME:-default}`` in the values of a .env file.

Source of the facts: ``dotenv.main.resolve_variables`` of 1.2; proved by tests against the library.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_VARIABLE = re.compile(r"\$\{(?P<name>[^\}:]*)(?::-(?P<default>[^\}]*))?\}")


def names(value: str | None) -> list[str]:
    """The variables that a value refers to, in order."""
    return [match["name"] for match in _VARIABLE.finditer(value or "")]


def expand(
    values: Iterable[tuple[str, str | None]], environment: Mapping[str, str], *, override: bool
) -> dict[str, str | None]:
    """The values with their variables replaced.

    A variable is looked up among the values above it in the file and in ``environment``; with
    ``override`` the file wins, else the environment. One that is in neither gives its default or "".
    """
    done: dict[str, str | None] = {}
    for name, value in values:
        known: dict[str, str | None] = {**environment, **done} if override else {**done, **environment}
        done[name] = None if value is None else _VARIABLE.sub(partial(_text, known), value)
    return done


def _text(known: Mapping[str, str | None], match: re.Match[str]) -> str:
    return known.get(match["name"], match["default"] or "") or ""
