"""Places count characters from 1; the protocol counts code units from 0, in the encoding that was agreed on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import Position, PositionEncodingKind, Range

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connlint.models.place import Place

_UNITS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
"""Of each encoding the codec of Python and the bytes of one code unit."""


class Ruler:
    """Measures in the encoding of a client. ``lines`` is always a text by lines, without their ends."""

    def __init__(self, encoding: str | None = None) -> None:
        self._codec, self._bytes = _UNITS[PositionEncodingKind(encoding or "utf-16").value]

    def range(self, lines: Sequence[str], place: Place) -> Range:
        """The range of a place, exactly."""
        return Range(
            start=self._position(lines, place.line, place.column),
            end=self._position(lines, place.end_line, place.end_column),
        )

    def mark(self, lines: Sequence[str], place: Place) -> Range:
        """The range to underline: what the place has on its first line, and the whole line where that is nothing."""
        found = self.range(lines, place)
        end = self._position(lines, place.line, len(_line(lines, place.line)) + 1)
        if found.start.line != found.end.line or found.start == found.end:
            found = Range(start=found.start, end=end)
        return Range(start=Position(line=found.start.line, character=0), end=end) if found.start == end else found

    def character(self, lines: Sequence[str], position: Position) -> tuple[int, int]:
        """The line and column of a position, both from 1; one inside a character is that character's."""
        line = _line(lines, position.line + 1)
        data = line.encode(self._codec, "surrogatepass")[: position.character * self._bytes]
        return position.line + 1, len(data.decode(self._codec, "ignore")) + 1

    def _position(self, lines: Sequence[str], line: int, column: int) -> Position:
        before = _line(lines, line)[: column - 1]
        return Position(line=line - 1, character=len(before.encode(self._codec, "surrogatepass")) // self._bytes)


def meets(one: Range, other: Range) -> bool:
    """Whether two ranges share a position; one that is empty has its own."""
    starts = (one.start.line, one.start.character), (other.start.line, other.start.character)
    ends = (one.end.line, one.end.character), (other.end.line, other.end.character)
    return starts[0] <= ends[1] and starts[1] <= ends[0]


def _line(lines: Sequence[str], number: int) -> str:
    return lines[number - 1] if 0 < number <= len(lines) else ""
