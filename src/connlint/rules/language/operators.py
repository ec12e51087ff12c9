"""Comparisons and arithmetic as conditions mean them: total, so that an odd value never breaks a run."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_NUMBERS = (int, float)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[object, object], bool]:
    """Order numbers with numbers and text with text; anything else, None included, is never above or below."""

    def compare_alike(first: object, second: object) -> bool:
        alike = (isinstance(first, _NUMBERS) and isinstance(second, _NUMBERS)) or (
            isinstance(first, str) and isinstance(second, str)
        )
        return alike and compare(first, second)

    return compare_alike


def _contains(item: object, container: object) -> bool:
    """Python's ``in`` for tuples, lists, dicts and text; nothing is in anything else."""
    if isinstance(container, str):
        return isinstance(item, str) and item in container
    return isinstance(container, (tuple, list, dict)) and item in container


COMPARISONS: dict[type[ast.cmpop], Callable[[object, object], bool]] = {
    ast.Lt: _ordered(operator.lt),
    ast.LtE: _ordered(operator.le),
    ast.Gt: _ordered(operator.gt),
    ast.GtE: _ordered(operator.ge),
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Is: operator.is_,
    ast.IsNot: operator.is_not,
    ast.In: _contains,
    ast.NotIn: lambda item, container: not _contains(item, container),
}

ORDERINGS = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)

_ARITHMETIC: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}


def calculation(kind: type[ast.operator]) -> Callable[[object, object], object] | None:
    """The function of an arithmetic operator; its result is None where there is no number. None for the others."""
    apply = _ARITHMETIC.get(kind)
    if apply is None:
        return None

    def calculate(first: object, second: object) -> object:
        if not (isinstance(first, _NUMBERS) and isinstance(second, _NUMBERS)):
            return None
        try:
            result: object = apply(first, second)
        except (ArithmeticError, ValueError):
            return None
        return result

    return calculate
