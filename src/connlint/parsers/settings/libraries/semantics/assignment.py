"""One line of an env file."""

from __future__ import annotations

from typing import NamedTuple


class Assignment(NamedTuple):
    """A variable that a file sets: its name, its text (None when the line has no ``=``), and its span.

    Lines and columns count from 1; ``end_column`` is one past the last character of the last line.
    """

    name: str
    value: str | None
    line: int
    column: int
    end_column: int
    end_line: int = 0
