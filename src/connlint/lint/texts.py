"""The texts of the files of a run, by the name under which they are reported."""

from __future__ import annotations

from pathlib import Path

from connlint.sources.encoding import foreign
from connlint.sources.errors import UnreadableError
from connlint.sources.text import Source, lines_of, read


class Texts:
    """Gives what stands in a file, read on first use; None when it cannot be shown."""

    def __init__(self) -> None:
        self._sources: dict[str, Source | None] = {}

    def __call__(self, name: str) -> list[str] | None:
        """The lines of the file reported as ``name``, without their ends."""
        source = self._source(name)
        try:
            return None if source is None else source.lines
        except UnreadableError:
            return None if source is None or foreign(source.data) else lines_of(source.guess)

    def data(self, name: str) -> bytes | None:
        """The bytes of the file reported as ``name``."""
        source = self._source(name)
        return None if source is None else source.data

    def _source(self, name: str) -> Source | None:
        if name not in self._sources:
            try:
                self._sources[name] = read(Path(name))
            except UnreadableError:
                self._sources[name] = None
        return self._sources[name]
