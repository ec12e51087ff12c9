"""A source line as the cells of a terminal: tabs, wide and control characters, masked secrets, windows."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from connlint.models.traced import REDACTED
from connlint.sources.masking import visible

_TAB = 4
_CUT = "…"


class Line:
    """A line of source as it is shown; ``secrets`` are spans (start, end) that are replaced, counting from 0."""

    def __init__(self, text: str, secrets: list[tuple[int, int]]) -> None:
        self.cells: list[str] = []
        self._columns = [0]
        masked = {start: max(end for begin, end in secrets if begin == start) for start, _ in secrets}
        hidden_until = 0
        for index, character in enumerate(text):
            if masked.get(index, 0) > hidden_until:
                self._add("" if hidden_until > index else REDACTED)
                hidden_until = masked[index]
            elif index < hidden_until:
                self._add("")
            elif character == "\t":
                self._add(" " * (_TAB - self._columns[-1] % _TAB))
            else:
                self._add(visible(character))

    def _add(self, cell: str) -> None:
        self.cells.append(cell)
        self._columns.append(self._columns[-1] + cell_width(cell))

    def width(self, start: int, end: int) -> int:
        """How many columns the cells from ``start`` to ``end`` take; a place past the end counts as the end."""
        last = len(self.cells)
        return self._columns[min(end, last)] - self._columns[min(start, last)]

    def window(self, start: int, width: int) -> tuple[int, int]:
        """The cells (first, past the last) to show so that ``start`` is seen within ``width`` columns."""
        columns = self._columns
        if columns[-1] <= width:
            return 0, len(self.cells)
        first = bisect_left(columns, columns[min(start, len(self.cells))] - width // 2)
        last = bisect_right(columns, columns[first] + width - 2 * len(_CUT)) - 1
        return first, last

    def shown(self, window: tuple[int, int]) -> tuple[str, int]:
        """The text of a window, with marks where it was cut, and the columns that the mark before it takes."""
        first, last = window
        before = _CUT if first else ""
        after = _CUT if last < len(self.cells) else ""
        return f"{before}{''.join(self.cells[first:last])}{after}".rstrip(), len(before)


def cell_width(text: str) -> int:
    """The columns that a text takes in a terminal."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)
