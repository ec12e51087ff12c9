"""Versions that container images give away: ``postgres:16``, ``edoburu/pgbouncer:v1.24.1-p1``, ``python:3.12``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.parsers.versions.candidates import PINNED, Candidate
from connlint.parsers.versions.specifiers import Allowed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.sources.text import Source

_IMAGE = re.compile(
    r"""^\s*(?:-\s*)?(?:image:|FROM(?:\s+--platform=\S+)?)\s*["']?([\w./-]+):v?([\w.-]+)""", re.MULTILINE
)
_PRODUCTS = {
    "postgres": "postgresql",
    "postgresql": "postgresql",
    "postgis": "postgresql",
    "postgis/postgis": "postgresql",
    "bitnami/postgresql": "postgresql",
    "timescale/timescaledb": "",
    "pgbouncer": "pgbouncer",
    "python": "python",
}
_NUMBERS = re.compile(r"\d+(?:\.\d+)*")


def read_images(source: Source) -> Iterator[Candidate]:
    """The versions that image tags name; a tag that starts with no number ("latest", "alpine") says nothing."""
    for match in _IMAGE.finditer(source.text):
        path, tag = match.groups()
        product = _PRODUCTS.get(path) or _PRODUCTS.get(path.rsplit("/", 1)[-1], "")
        numbers = _NUMBERS.match(tag)
        if not product or not numbers:
            continue
        line = source.text.count("\n", 0, match.start(1)) + 1
        column = match.start(1) - source.text.rfind("\n", 0, match.start(1))
        place = source.span(line, column, line, column + match.end(2) - match.start(1))
        yield Candidate(product, _allowed(product, numbers.group()), place, PINNED)


def _allowed(product: str, version: str) -> Allowed:
    """A tag of a major version moves within it; rules compare no finer than that for PostgreSQL."""
    if product == "postgresql" or version.count(".") > 1:
        return Allowed(pin=version)
    parts = [int(part) for part in version.split(".")]
    return Allowed(lowest=version, below=".".join(str(part) for part in [*parts[:-1], parts[-1] + 1]))
