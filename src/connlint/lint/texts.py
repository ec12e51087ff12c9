"""The lines of the files of a run, by the name under which they are reported."""

from __future__ import annotations

from pathlib import Path

from connlint.sources.errors import UnreadableError
from connlint.sources.text import read


class Texts:
    """Gives the lines of a file, read on first use; None when it cannot be shown."""

    def __init__(self) -> None:
        self._lines: dict[str, list[str] | None] = {}

    def __call__(self, name: str) -> list[str] | None:
        """The lines of the file reported as ``name``, without their ends."""
        if name not in self._lines:
            self._lines[name] = _lines(name)
        return self._lines[name]


def _lines(name: str) -> list[str] | None:
    try:
        return read(Path(name)).lines
    except UnreadableError:
        return None
