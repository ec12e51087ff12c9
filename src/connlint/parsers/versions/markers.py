"""Environment markers: the few comparisons that can be decided without an interpreter at hand."""

from __future__ import annotations

import re

_LINUX = {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "implementation_name": "cpython"}
_COMPARISON = re.compile(r"\(?\s*(\w+)\s*(==|!=)\s*['\"]([^'\"]*)['\"]\s*\)?")


def applies(marker: str) -> bool:
    """Whether a requirement may apply on Linux; only a conjunction with a part that is surely false excludes it."""
    if not marker.strip() or " or " in marker:
        return True
    return all(_part(part) is not False for part in marker.split(" and "))


def _part(text: str) -> bool | None:
    match = _COMPARISON.fullmatch(text.strip())
    if match is None:
        return None
    name, operator, value = match.groups()
    if name == "extra":
        return False
    if name not in _LINUX:
        return None
    return (_LINUX[name] == value) is (operator == "==")
