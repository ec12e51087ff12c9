"""One requirement as pip writes it: name, extras, specifier, marker."""

from __future__ import annotations

import re
from dataclasses import dataclass

from connlint.parsers.versions.markers import applies
from connlint.parsers.versions.specifiers import Allowed, parse_specifier

_REQUIREMENT = re.compile(r"([A-Za-z0-9][\w.-]*)\s*(?:\[([^\]]*)\])?\s*(?:@\s*(\S+)|\(?([^;()]*)\)?)?\s*(?:;(.*))?$")
_WHEEL = re.compile(
    r"/([\w.]+)-(\d[\w.]*)-[^/]*\.whl|/([\w.-]+)-(\d[\w.]*)\.(?:tar\.gz|zip)|@v?(\d+(?:\.\d+)+)(?:[#\s]|$)"
)


@dataclass(frozen=True)
class Requirement:
    """A requirement that can apply on Linux; ``extras`` in their written order."""

    name: str
    extras: tuple[str, ...]
    allowed: Allowed


def normal(name: str) -> str:
    """The name as package indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def parse_requirement(text: str) -> Requirement | None:
    """Read one requirement; None for what is none, or for one whose marker excludes Linux."""
    match = _REQUIREMENT.match(text.strip())
    if match is None or not applies(match.group(5) or ""):
        return None
    extras = tuple(normal(extra.strip()) for extra in (match.group(2) or "").split(",") if extra.strip())
    return Requirement(normal(match.group(1)), extras, _allowed(match.group(3), match.group(4)))


def _allowed(address: str | None, specifier: str | None) -> Allowed:
    if address:
        found = _WHEEL.search(address)
        return Allowed(pin=found.group(2) or found.group(4) or found.group(5)) if found else Allowed()
    return parse_specifier(specifier or "")
