"""Management commands that loop, wait and ask the database again."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.code.unit import Unit, closes, dotted, from_manager

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.problem import Problem


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each loop with a sleep and a query in it; ``closes`` is "1" when the file gives connections back."""
    if "management/commands/" not in unit.inside:
        return
    given_back = "1" if any(closes(node) for node in ast.walk(unit.tree)) else "0"
    if not any(_asks(node) for node in ast.walk(unit.tree)):
        return
    for loop in ast.walk(unit.tree):
        if isinstance(loop, (ast.While, ast.For)):
            pause = next((node for node in ast.walk(loop) if _sleeps(node)), None)
            if isinstance(pause, ast.Call):
                yield unit.sighting("command-loop", pause, "handle", closes=given_back, pause=_seconds(pause))
                return


def _sleeps(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func) in ("time.sleep", "sleep")


def _seconds(call: ast.Call) -> str:
    """The length of a pause where it is written out, "" otherwise."""
    first = call.args[0] if call.args else None
    return str(first.value) if isinstance(first, ast.Constant) and isinstance(first.value, (int, float)) else ""


def _asks(node: ast.AST) -> bool:
    if isinstance(node, ast.Call) and dotted(node.func).endswith("connection.cursor"):
        return True
    return isinstance(node, ast.Attribute) and node.attr != "DoesNotExist" and from_manager(node)
