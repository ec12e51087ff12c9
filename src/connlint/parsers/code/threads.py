"""Threads that use the ORM and keep their connection."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.code.unit import Function, Unit, closes, dotted, from_manager

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.problem import Problem


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each function of the file that runs in a thread, asks the database and never closes its connection.

    ``lives`` is "1" for a thread that goes on: one of a pool that no ``with`` ends, or one with a loop.
    """
    by_name = {function.name: function for function in unit.functions}
    (kept, ended), seen = _pools(unit), set[str]()
    for node in unit.calls:
        name = _started(node, kept | ended)
        function = by_name.get(name)
        if function is not None and name not in seen and _keeps(function):
            seen.add(name)
            lives = dotted(node.func).rpartition(".")[0] in kept or any(
                isinstance(below, ast.While) for below in ast.walk(function)
            )
            yield unit.sighting("thread-keeps-connection", node, name, lives="1" if lives else "0")


def _pools(unit: Unit) -> tuple[set[str], set[str]]:
    """The names that hold a ThreadPoolExecutor: those that keep it, and those of a ``with``, whose threads end."""
    kept: set[str] = set()
    ended: set[str] = set()
    for node in unit.nodes:
        if isinstance(node, ast.Assign) and _makes_pool(node.value):
            kept.update(dotted(target) for target in node.targets)
        elif isinstance(node, ast.withitem) and _makes_pool(node.context_expr) and node.optional_vars is not None:
            ended.add(dotted(node.optional_vars))
    return kept, ended - kept


def _makes_pool(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "ThreadPoolExecutor"


def _started(call: ast.Call, pools: set[str]) -> str:
    """The name of the function that a call starts in a thread, "" when it starts none."""
    name = dotted(call.func)
    target: ast.expr | None = None
    if name.rpartition(".")[2] in ("Thread", "Timer"):
        named = (keyword.value for keyword in call.keywords if keyword.arg in ("target", "function"))
        target = next(named, call.args[1] if len(call.args) > 1 else None)
    elif name.rpartition(".")[0] in pools and name.rpartition(".")[2] in ("submit", "map") and call.args:
        target = call.args[0]
    return dotted(target).rpartition(".")[2] if target is not None else ""


def _keeps(function: Function) -> bool:
    nodes = list(ast.walk(function))
    asks = any(isinstance(node, ast.Call) and from_manager(node) for node in nodes)
    return asks and not any(closes(node) for node in nodes)
