"""Versions as numbers: what a declared or bounded version says about "older than"."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from connlint.models.traced import Traced

_RELEASE = re.compile(r"v?(\d+(?:\.\d+)*)")


@lru_cache(maxsize=256)
def parse_release(text: str) -> tuple[int, ...]:
    """The release numbers of a version, without trailing zeros ("4.2.0rc1" is (4, 2)); () when there are none."""
    match = _RELEASE.match(text.strip())
    numbers = [int(part) for part in match.group(1).split(".")] if match else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def older_than(version: Traced | None, bound: str) -> bool | None:
    """Whether a version is below ``bound``; None when it cannot be said.

    A range is an unknown whose ``parts`` hold ``min`` (inclusive) and ``below`` (exclusive), either may be missing.
    """
    if version is None:
        return None
    limit = parse_release(bound)
    if version.decided:
        return parse_release(str(version.value)) < limit
    parts = version.parts or {}
    if "min" in parts and parse_release(str(parts["min"].value)) >= limit:
        return False
    if "below" in parts and parse_release(str(parts["below"].value)) <= limit:
        return True
    return None
