"""Conditions: read with ``ast``, turned once into closures."""

from __future__ import annotations

import ast
import math
from typing import TYPE_CHECKING

from connlint.rules.language.functions import OF_A_NAME, PLAIN
from connlint.rules.language.missing import Missing, either_open
from connlint.rules.language.operators import COMPARISONS, ORDERINGS, calculation

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.rules.language.missing import Scope

    Evaluator = Callable[[Scope], object]

UNLIMITED_WHEN_NONE = "conn_max_age"
"""The one setting whose None means "for ever": it stands above every number in comparisons of order."""


class ConditionError(Exception):
    """A condition that the language does not have; the message says which part."""


def compile_condition(text: str) -> Evaluator:
    """Turn an expression into a function of a scope. Its result is a value or a Missing.

    Raises ConditionError for everything outside the language.
    """
    return _build(_parse(text))


def _parse(text: str) -> ast.expr:
    """Read an expression, which may go over several lines."""
    try:
        return ast.parse(" ".join(text.split("\n")).strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ConditionError(f"not an expression: {text.strip()}") from None


def names_in(text: str) -> tuple[str, ...]:
    """The dotted names that an expression reads, in order, without repeats."""
    found: dict[str, None] = {}
    stack: list[ast.AST] = [_parse(text)]
    while stack:
        node = stack.pop()
        path = _path(node)
        if path is not None:
            found[path] = None
            continue
        stack.extend(node.args if isinstance(node, ast.Call) else ast.iter_child_nodes(node))
    return tuple(found)


def _path(node: ast.AST) -> str | None:
    """The dotted name that a node spells; None when it is something else."""
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    parts.append(node.id)
    return ".".join(reversed(parts))


def _build(node: ast.AST) -> Evaluator:
    build = _BUILDERS.get(type(node))
    if build is None:
        raise ConditionError(f"{type(node).__name__} is not part of the language of conditions")
    return build(node)


def _constant(node: ast.Constant) -> Evaluator:
    value = node.value
    if not (value is None or isinstance(value, (str, int, float))):
        raise ConditionError(f"a condition cannot hold the constant {value!r}")
    return lambda _: value


def _name(node: ast.Name | ast.Attribute) -> Evaluator:
    path = _path(node)
    if path is None:
        raise ConditionError("only names of the model have attributes")
    if path == "inf":
        return lambda _: math.inf
    return lambda scope: scope.value(path)


def _items(node: ast.Tuple | ast.List) -> Evaluator:
    parts = [_build(element) for element in node.elts]

    def evaluate(scope: Scope) -> object:
        values = tuple(part(scope) for part in parts)
        waits = [value for value in values if isinstance(value, Missing)]
        return waits[0] if waits else values

    return evaluate


def _operand(node: ast.expr, *, ordering: bool) -> Evaluator:
    """An operand of a comparison; an unlimited lifetime is infinite where order is asked for."""
    evaluate = _build(node)
    path = _path(node)
    if not (ordering and path is not None and path.endswith(UNLIMITED_WHEN_NONE)):
        return evaluate

    def unlimited(scope: Scope) -> object:
        value = evaluate(scope)
        return math.inf if value is None else value

    return unlimited


def _comparison(node: ast.Compare) -> Evaluator:
    operands = [node.left, *node.comparators]
    links = []
    for kind, left, right in zip(node.ops, operands[:-1], operands[1:], strict=True):
        ordering = isinstance(kind, ORDERINGS)
        compare = COMPARISONS[type(kind)]
        links.append(_pair(compare, _operand(left, ordering=ordering), _operand(right, ordering=ordering)))
    return links[0] if len(links) == 1 else _kleene(links, stop=False)


def _pair(compare: Callable[[object, object], bool], left: Evaluator, right: Evaluator) -> Evaluator:
    def evaluate(scope: Scope) -> object:
        first, second = left(scope), right(scope)
        waits = either_open(first, second)
        return compare(first, second) if waits is None else waits

    return evaluate


def _kleene(parts: list[Evaluator], *, stop: bool) -> Evaluator:
    """Kleene's ``and`` (``stop`` False) or ``or`` (``stop`` True): one part equal to ``stop`` decides."""

    def evaluate(scope: Scope) -> object:
        waits: Missing | None = None
        for part in parts:
            value = part(scope)
            if isinstance(value, Missing):
                waits = either_open(waits, value)
            elif bool(value) is stop:
                return stop
        return not stop if waits is None else waits

    return evaluate


def _junction(node: ast.BoolOp) -> Evaluator:
    return _kleene([_build(value) for value in node.values], stop=isinstance(node.op, ast.Or))


def _unary(node: ast.UnaryOp) -> Evaluator:
    inner = _build(node.operand)
    if isinstance(node.op, ast.Not):

        def negate(scope: Scope) -> object:
            value = inner(scope)
            return value if isinstance(value, Missing) else not value

        return negate
    number = node.operand.value if isinstance(node.operand, ast.Constant) else None
    if isinstance(node.op, ast.USub) and isinstance(number, (int, float)) and not isinstance(number, bool):
        value = -number
        return lambda _: value
    raise ConditionError("only 'not' and a minus before a number stand before a value")


def _arithmetic(node: ast.BinOp) -> Evaluator:
    calculate = calculation(type(node.op))
    if calculate is None:
        raise ConditionError(f"{type(node.op).__name__} is not part of the language of conditions")
    left, right = _build(node.left), _build(node.right)

    def evaluate(scope: Scope) -> object:
        first, second = left(scope), right(scope)
        waits = either_open(first, second)
        return calculate(first, second) if waits is None else waits

    return evaluate


def _choice(node: ast.IfExp) -> Evaluator:
    test, yes, no = _build(node.test), _build(node.body), _build(node.orelse)

    def evaluate(scope: Scope) -> object:
        decided = test(scope)
        if isinstance(decided, Missing):
            return decided
        return yes(scope) if decided else no(scope)

    return evaluate


def _call(node: ast.Call) -> Evaluator:
    name = _path(node.func)
    if node.keywords:
        raise ConditionError("functions of conditions take no keywords")
    if name in OF_A_NAME:
        return _call_of_a_name(node, name)
    if name not in PLAIN:
        raise ConditionError(f"unknown function {name}")
    function, parts = PLAIN[name], [_build(argument) for argument in node.args]

    def evaluate(scope: Scope) -> object:
        values = [part(scope) for part in parts]
        waits: Missing | None = None
        for value in values:
            waits = either_open(waits, value)
        return function(*values) if waits is None else waits

    return evaluate


def _call_of_a_name(node: ast.Call, name: str) -> Evaluator:
    path = _path(node.args[0]) if node.args else None
    if path is None or not all(isinstance(argument, ast.Constant) for argument in node.args[1:]):
        raise ConditionError(f"{name}() takes a name of the model, then constants")
    function = OF_A_NAME[name]
    rest = [argument.value for argument in node.args[1:] if isinstance(argument, ast.Constant)]
    return lambda scope: function(scope, path, *rest)


_BUILDERS: dict[type[ast.AST], Callable[..., Evaluator]] = {
    ast.Constant: _constant,
    ast.Name: _name,
    ast.Attribute: _name,
    ast.Tuple: _items,
    ast.List: _items,
    ast.Compare: _comparison,
    ast.BoolOp: _junction,
    ast.UnaryOp: _unary,
    ast.BinOp: _arithmetic,
    ast.IfExp: _choice,
    ast.Call: _call,
}
