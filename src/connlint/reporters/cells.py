"""A source line as the cells of a terminal: tabs, wide and control characters, masked secrets, windows."""

from __future__ import annotations

from connlint.models.traced import REDACTED
from connlint.sources.masking import visible

_TAB = 4
_CUT = "…"


class Line:
    """A line of source as it is shown; ``secrets`` are spans (start, end) that are replaced, counting from 0."""

    def __init__(self, text: str, secrets: list[tuple[int, int]]) -> None:
        self.cells: list[str] = []
        for index, character in enumerate(text):
            inside = next((span for span in secrets if span[0] <= index < span[1]), None)
            if inside is not None:
                self.cells.append(REDACTED if index == inside[0] else "")
            elif character == "\t":
                width = sum(map(cell_width, self.cells))
                self.cells.append(" " * (_TAB - width % _TAB))
            else:
                self.cells.append(visible(character))

    def text(self, start: int = 0, end: int | None = None) -> str:
        """The line, or the cells from ``start`` to ``end``, as shown."""
        return "".join(self.cells[start:end])

    def width(self, start: int = 0, end: int | None = None) -> int:
        """How many columns the cells from ``start`` to ``end`` take."""
        return sum(map(cell_width, self.cells[start:end]))

    def window(self, start: int, width: int) -> tuple[int, int]:
        """The cells (first, past the last) to show so that ``start`` is seen within ``width`` columns."""
        if self.width() <= width:
            return 0, len(self.cells)
        first = 0
        while self.width(first, start) > width // 2:
            first += 1
        last = len(self.cells)
        while self.width(first, last) > width - 2 * len(_CUT):
            last -= 1
        return first, last

    def shown(self, window: tuple[int, int]) -> tuple[str, int]:
        """The text of a window, with marks where it was cut, and the columns that the mark before it takes."""
        first, last = window
        before = _CUT if first else ""
        after = _CUT if last < len(self.cells) else ""
        return f"{before}{self.text(first, last)}{after}".rstrip(), len(before)


def cell_width(text: str) -> int:
    """The columns that a text takes in a terminal."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)
