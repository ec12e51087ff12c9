"""Lock files: poetry.lock, uv.lock, pdm.lock and pylock.toml by their lines, Pipfile.lock as JSON."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.parsers.versions.candidates import LOCK, Candidate
from connlint.parsers.versions.requirement import normal
from connlint.parsers.versions.specifiers import Allowed, parse_specifier

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.sources.text import Source

_PACKAGE = re.compile(r'^\[\[packages?\]\]\r?\nname = "([^"]+)"\r?\nversion = "([^"]+)"', re.MULTILINE)
_PIPFILE = re.compile(r'^ {8}"([\w.-]+)": \{(.*?)^ {8}\}', re.MULTILINE | re.DOTALL)
_PIPFILE_VERSION = re.compile(r'"version": "([^"]+)"')


def read_lock(source: Source) -> Iterator[Candidate]:
    """Every package of a lock file with its version."""
    if source.path.name == "Pipfile.lock":
        yield from _read_pipfile_lock(source)
        return
    line, position = 1, 0
    for match in _PACKAGE.finditer(source.text):
        line += source.text.count("\n", position, match.start(2))
        position = match.start(2)
        column = match.start(2) - source.text.rfind("\n", 0, match.start(2))
        place = source.span(line, column, line, column + len(match.group(2)))
        yield Candidate(normal(match.group(1)), Allowed(pin=match.group(2)), place, LOCK)


def _read_pipfile_lock(source: Source) -> Iterator[Candidate]:
    """The ``default`` section; ``develop`` is not deployed."""
    begin = source.text.find('\n    "default": {')
    end = source.text.find('\n    "develop": {')
    text = source.text[:end] if end > begin else source.text
    for match in _PIPFILE.finditer(text, max(begin, 0)):
        version = _PIPFILE_VERSION.search(match.group(2))
        if version:
            offset = match.start(2) + version.start(1)
            line = text.count("\n", 0, offset) + 1
            column = offset - text.rfind("\n", 0, offset)
            place = source.span(line, column, line, column + len(version.group(1)))
            yield Candidate(normal(match.group(1)), parse_specifier(version.group(1)), place, LOCK)
