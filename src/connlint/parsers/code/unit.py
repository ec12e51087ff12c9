"""One parsed file, and the few questions that every finder asks."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from connlint.models.place import Place
from connlint.models.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

Function = ast.FunctionDef | ast.AsyncFunctionDef
NESTED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)

CLOSING = frozenset({"close_all", "close_old_connections", "close_if_unusable_or_obsolete"})

RUNS_NOW = frozenset(
    [
        "get",
        "create",
        "get_or_create",
        "update_or_create",
        "bulk_create",
        "bulk_update",
        "count",
        "aggregate",
        "exists",
        "first",
        "last",
        "latest",
        "earliest",
        "delete",
        "update",
        "in_bulk",
        "explain",
        "contains",
    ]
)
"""Methods of a queryset that ask the database at once."""


@dataclass(frozen=True)
class Unit:
    """A file: ``name`` as reported, ``inside`` its path in the project, its tree and its lines."""

    name: str
    inside: str
    tree: ast.Module
    lines: list[str]

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node of the file."""
        return tuple(ast.walk(self.tree))

    @cached_property
    def functions(self) -> tuple[Function, ...]:
        """Every function of the file."""
        return tuple(node for node in self.nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))

    @cached_property
    def calls(self) -> tuple[ast.Call, ...]:
        """Every call of the file."""
        return tuple(node for node in self.nodes if isinstance(node, ast.Call))

    def sighting(self, kind: str, node: ast.AST, subject: str, **data: str) -> Problem:
        """Something seen at a node."""
        line: int = getattr(node, "lineno", 1)
        end: int = getattr(node, "end_lineno", None) or line
        start: int = getattr(node, "col_offset", 0)
        column = self._column(line, start)
        last = self._column(end, getattr(node, "end_col_offset", None) or start)
        if end != line:
            end, last = line, len(self._text(line)) + 1
        place = Place(file=self.name, line=line, column=column, end_line=end, end_column=last)
        return Problem(kind=kind, message="", place=place, subject=subject, data=data)

    def _text(self, line: int) -> str:
        return self.lines[line - 1] if 0 < line <= len(self.lines) else ""

    def _column(self, line: int, offset: int) -> int:
        """Ast counts bytes; places count characters, from 1."""
        return len(self._text(line).encode()[:offset].decode("utf-8", "ignore")) + 1


def dotted(node: ast.AST) -> str:
    """The dotted name of an expression, "" when it is none: ``connection.close`` for the function of a call."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if isinstance(node, ast.Name):
        parts.append(node.id)
    elif parts:
        parts.append("?")
    return ".".join(reversed(parts))


def own_nodes(node: ast.AST) -> Iterator[ast.AST]:
    """Everything below a node that runs with it: not the bodies of functions, lambdas and classes inside."""
    pending = list(ast.iter_child_nodes(node))[::-1]
    while pending:
        child = pending.pop()
        yield child
        if not isinstance(child, NESTED):
            pending.extend(list(ast.iter_child_nodes(child))[::-1])


def asks_now(node: ast.AST) -> bool:
    """Whether an expression asks the database through a manager called ``objects``, at once."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RUNS_NOW):
        return False
    return from_manager(node.func.value)


def from_manager(node: ast.AST) -> bool:
    """Whether an expression is a chain that starts at ``Model.objects``."""
    while True:
        if isinstance(node, ast.Call):
            node = node.func
        elif isinstance(node, ast.Attribute):
            if node.attr == "objects":
                return _is_model(node.value)
            node = node.value
        else:
            return False


def _is_model(node: ast.expr) -> bool:
    """Whether an expression is named as a model is: ``self.objects`` can be anything."""
    name = dotted(node).rpartition(".")[2]
    return name[:1].isupper() or name == "cls" or "model" in name.lower()


def closes(node: ast.AST) -> bool:
    """Whether a node is a call that gives a connection back."""
    if not isinstance(node, ast.Call):
        return False
    name = dotted(node.func)
    last = name.rpartition(".")[2]
    return last in CLOSING or (last == "close" and "connection" in name.rpartition(".")[0].lower())


def is_atomic(node: ast.expr) -> bool:
    """Whether an expression is ``atomic`` or a call of it."""
    name = dotted(node.func) if isinstance(node, ast.Call) else dotted(node)
    return name.rpartition(".")[2] == "atomic"
