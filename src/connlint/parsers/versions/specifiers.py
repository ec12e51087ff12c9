"""Version specifiers of PEP 440 and of poetry, as far as "older than" questions need them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.models.release import parse_release

if TYPE_CHECKING:
    from collections.abc import Callable

_CLAUSE = re.compile(r"\s*(===|==|~=|!=|<=|>=|<|>|\^|~|=)?\s*v?(\d[\w.!+*-]*|\*)\s*")
_PINNED = re.compile(r"\d+(?:\.\d+)*(?:[-_.]?(?:a|b|c|rc|post|dev|alpha|beta)[-_.]?\d*)*(?:\+[\w.]+)?$", re.IGNORECASE)


@dataclass(frozen=True)
class Allowed:
    """What a specifier allows: exactly ``pin``, or from ``lowest`` (inclusive) to ``below`` (exclusive); "" is open."""

    pin: str = ""
    lowest: str = ""
    below: str = ""

    def __and__(self, other: Allowed) -> Allowed:
        """What both allow; a pin wins."""
        if self.pin or other.pin:
            return self if self.pin else other
        lowest = max(self.lowest, other.lowest, key=parse_release)
        bounds = [one for one in (self.below, other.below) if one]
        return Allowed(lowest=lowest, below=min(bounds, key=parse_release, default=""))

    def __or__(self, other: Allowed) -> Allowed:
        """The range that covers both."""
        if self == other:
            return self
        lowest = [one.pin or one.lowest for one in (self, other)]
        below = [next_release(one.pin) if one.pin else one.below for one in (self, other)]
        return Allowed(
            lowest=min(lowest, key=parse_release) if all(lowest) else "",
            below=max(below, key=parse_release) if all(below) else "",
        )


def next_release(version: str) -> str:
    """The first release after a version: "4.2.1" gives "4.2.2"."""
    numbers = _numbers(version)
    return ".".join(str(number) for number in [*numbers[:-1], numbers[-1] + 1])


def parse_specifier(text: str) -> Allowed:
    """Read "==4.2.1", ">=4.2,<5", "~=4.2", "^5.1", "5.1.*" or "*"; what it does not understand stays open."""
    allowed = Allowed()
    for alternative in text.split("||")[:1]:
        for clause in re.split(r",|\s(?=[<>=~^!])", alternative):
            match = _CLAUSE.fullmatch(clause)
            if match:
                allowed &= _clause(match.group(1) or "", match.group(2))
    return Allowed() if "||" in text else allowed


def _numbers(version: str) -> list[int]:
    release = version.rpartition("!")[2].partition("+")[0]
    found = re.match(r"\d+(?:\.\d+)*", release)
    return [int(part) for part in found.group().split(".")] if found else [0]


def _bump(numbers: list[int], index: int) -> str:
    return ".".join(str(number) for number in [*numbers[:index], numbers[index] + 1])


def _clause(operator: str, version: str) -> Allowed:
    if version == "*" or operator == "!=":
        return Allowed()
    numbers = _numbers(version)
    release = ".".join(str(number) for number in numbers)
    if version.endswith("*"):
        return Allowed(lowest=release, below=_bump(numbers, len(numbers) - 1))
    if operator in ("==", "===", "=", ""):
        return Allowed(pin=version) if _PINNED.match(version) else Allowed()
    if operator in _COMPATIBLE:
        return Allowed(lowest=release, below=_bump(numbers, _COMPATIBLE[operator](numbers)))
    if operator in (">=", ">"):
        return Allowed(lowest=release)
    return Allowed(below=release if operator == "<" else next_release(release))


def _first_number(numbers: list[int]) -> int:
    """The place of the first number that is not 0: what a caret keeps."""
    return next((place for place, number in enumerate(numbers) if number), len(numbers) - 1)


_COMPATIBLE: dict[str, Callable[[list[int]], int]] = {
    "~=": lambda numbers: max(len(numbers) - 2, 0),
    "~": lambda numbers: min(1, len(numbers) - 1),
    "^": _first_number,
}
"""Which number goes up by one to give the first release that is excluded."""
