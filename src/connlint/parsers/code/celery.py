"""Celery: an app without its Django fixup, and handlers that close connections after a task."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.code.unit import Function, Unit, closes, dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.problem import Problem

_SIGNALS = ("task_postrun", "task_prerun", "worker_process_init")


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each Celery app whose fixups are replaced, and each handler of a task signal that closes."""
    for node in unit.calls:
        if dotted(node.func).rpartition(".")[2] == "Celery":
            fixups = next((keyword.value for keyword in node.keywords if keyword.arg == "fixups"), None)
            if fixups is not None and not _has_django(fixups):
                yield unit.sighting("celery-fixup-off", fixups, "fixups")
    connected = _connected(unit)
    for function in unit.functions:
        if (function.name in connected or _decorated(function)) and any(closes(node) for node in ast.walk(function)):
            yield unit.sighting("celery-closes", function, function.name)


def _has_django(fixups: ast.expr) -> bool:
    """Whether the list keeps Django's fixup, or cannot be read."""
    if not isinstance(fixups, (ast.List, ast.Tuple)):
        return True
    return any(not isinstance(item, ast.Constant) or "django" in str(item.value) for item in fixups.elts)


def _decorated(function: Function) -> bool:
    """Whether a decorator connects the function to a task signal."""
    return any(signal in ast.dump(decorator) for decorator in function.decorator_list for signal in _SIGNALS)


def _connected(unit: Unit) -> frozenset[str]:
    """The names of the functions that a call connects to a task signal."""
    firsts = (node.args[0] for node in unit.calls if node.args and dotted(node.func).startswith(_SIGNALS))
    return frozenset(first.id for first in firsts if isinstance(first, ast.Name))
