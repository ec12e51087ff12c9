"""Management commands that loop, wait and ask the database again."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from connlint.parsers.code.unit import Unit, closes, dotted, from_manager

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.problem import Problem

_SWITCH = re.compile(r"run|stop|shut|quit|exit|keep|alive|terminat|cancel", re.IGNORECASE)
"""What the switch of an endless loop is called: ``while not self.stopped``."""


def find(unit: Unit) -> Iterator[Problem]:
    """Yield the first loop with a sleep of a command that queries.

    ``closes`` is "1" when the file gives connections back, ``endless`` when the loop runs until it is stopped,
    ``pause`` the seconds of the sleep where they are written out.
    """
    if "management/commands/" not in unit.inside:
        return
    given_back = "1" if any(closes(node) for node in unit.calls) else "0"
    if not any(_asks(node) for node in unit.nodes):
        return
    for loop in unit.nodes:
        if isinstance(loop, (ast.While, ast.For)):
            pause = next((node for node in ast.walk(loop) if _sleeps(node)), None)
            if isinstance(pause, ast.Call):
                endless = "1" if _is_endless(loop) else "0"
                data = {"closes": given_back, "pause": _seconds(pause), "endless": endless}
                yield unit.sighting("command-loop", pause, "handle", **data)
                return


def _is_endless(loop: ast.While | ast.For) -> bool:
    """Whether a loop runs until somebody stops it; one that waits for something to happen ends by itself."""
    if isinstance(loop, ast.For) or _waits_for_a_row(loop):
        return False
    test = loop.test.operand if isinstance(loop.test, ast.UnaryOp) else loop.test
    if isinstance(test, ast.Constant):
        return bool(test.value)
    return _SWITCH.search(dotted(test.func if isinstance(test, ast.Call) else test)) is not None


def _waits_for_a_row(loop: ast.While) -> bool:
    """Whether a loop reads one row again and again, and leaves when that has changed."""
    leaves = any(isinstance(inner, ast.Break) for node in loop.body if isinstance(node, ast.If) for inner in node.body)
    asked = (
        dotted(node.value.func) for node in loop.body if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
    )
    return leaves and any(name.endswith(".refresh_from_db") for name in asked)


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
