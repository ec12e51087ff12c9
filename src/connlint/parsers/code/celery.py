"""Celery: an app without its Django fixup, and handlers that close connections after a task."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.code.unit import Unit, closes, dotted, functions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.problem import Problem

_SIGNALS = ("task_postrun", "task_prerun", "worker_process_init")


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each Celery app whose fixups are replaced, and each handler of a task signal that closes."""
    for node in ast.walk(unit.tree):
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] == "Celery":
            fixups = next((keyword.value for keyword in node.keywords if keyword.arg == "fixups"), None)
            if fixups is not None and not _has_django(fixups):
                yield unit.sighting("celery-fixup-off", fixups, "fixups")
    for function in functions(unit.tree):
        if _handles_tasks(unit, function) and any(closes(node) for node in ast.walk(function)):
            yield unit.sighting("celery-closes", function, function.name)


def _has_django(fixups: ast.expr) -> bool:
    """Whether the list keeps Django's fixup, or cannot be read."""
    if not isinstance(fixups, (ast.List, ast.Tuple)):
        return True
    return any(not isinstance(item, ast.Constant) or "django" in str(item.value) for item in fixups.elts)


def _handles_tasks(unit: Unit, function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    for decorator in function.decorator_list:
        if any(signal in ast.dump(decorator) for signal in _SIGNALS):
            return True
    for node in ast.walk(unit.tree):
        if isinstance(node, ast.Call) and dotted(node.func).startswith(_SIGNALS) and node.args:
            first = node.args[0]
            if isinstance(first, ast.Name) and first.id == function.name:
                return True
    return False
