"""One file of the program: its text, its tree, and places in it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from connlint.models.place import Place

if TYPE_CHECKING:
    import ast

    from connlint.sources.text import Source


class Unit:
    """A parsed file. ``name`` is how connlint reports it, ``path`` its absolute path."""

    def __init__(self, source: Source, path: str, tree: ast.Module) -> None:
        self.name = source.name
        self.path = path
        self.tree = tree
        self._source = source
        self._places: dict[int, Place] = {}
        self._nodes: list[ast.AST] = []

    @cached_property
    def _lines(self) -> list[str] | None:
        """The lines, None when every character is one byte and columns need no conversion."""
        return None if self._source.data.isascii() else self._source.lines

    def place(self, node: ast.AST) -> Place:
        """The span of a node; columns count characters from 1."""
        held = self._places.get(id(node))
        if held is None:
            self._nodes.append(node)
            held = self._places[id(node)] = self._place(node)
        return held

    def _place(self, node: ast.AST) -> Place:
        line: int = getattr(node, "lineno", 1)
        end_line: int = getattr(node, "end_lineno", None) or line
        column: int = getattr(node, "col_offset", 0)
        end: int = getattr(node, "end_col_offset", None) or column
        return Place(
            file=self.name,
            line=line,
            column=self._characters(line, column) + 1,
            end_line=end_line,
            end_column=self._characters(end_line, end) + 1,
        )

    def _characters(self, line: int, offset: int) -> int:
        if self._lines is None or line > len(self._lines):
            return offset
        return len(self._lines[line - 1].encode()[:offset].decode(errors="replace"))


def place_of(at: tuple[Unit, ast.AST] | Place | None) -> Place | None:
    """The Place of a Val's ``at``."""
    if at is None or isinstance(at, Place):
        return at
    unit, node = at
    return unit.place(node)
