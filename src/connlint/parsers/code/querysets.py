"""Which expressions of a function are querysets, and which are rows of a model."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.code.unit import NESTED, RUNS_NOW, dotted, from_manager

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.parsers.code.bindings import Binding, Scope

_LAZY = frozenset(
    [
        "all",
        "filter",
        "exclude",
        "order_by",
        "annotate",
        "alias",
        "select_related",
        "prefetch_related",
        "select_for_update",
        "values",
        "values_list",
        "distinct",
        "reverse",
        "only",
        "defer",
        "using",
        "union",
        "intersection",
        "difference",
        "dates",
        "datetimes",
        "extra",
    ]
)
"""Methods that return a queryset; ``none()``, which never asks, is not among them."""
_KEEPS_NOTHING = _LAZY | {f"a{name}" for name in RUNS_NOW} | {"iterator", "aiterator"}
"""Methods after which a queryset holds no rows that it did not hold before."""
_NO_ROWS = ("values", "values_list", "dates", "datetimes")
_ONE = ("get", "first", "last", "latest", "earliest", "create")
_OR_CREATE = ("get_or_create", "update_or_create")
_IN_A_THREAD = ("sync_to_async", "database_sync_to_async")
_DEPTH = 6
"""How many names are followed from one to the next."""


def is_queryset(node: ast.AST | None, scope: Scope, depth: int = _DEPTH) -> bool:
    """Whether an expression is surely a queryset that asks the database when its items are wanted."""
    if isinstance(node, ast.Name) and depth:
        return _always(scope.find(node.id), node.id, depth)
    while isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice) and node.slice.step is None:
        node = node.value
    if isinstance(node, ast.Name):
        return is_queryset(node, scope, depth - 1) if depth else False
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _LAZY):
        return False
    return _is_source(node.func.value, scope, depth)


def runs_now(node: ast.AST, scope: Scope) -> bool:
    """Whether an expression is a method that asks at once, of a queryset."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in RUNS_NOW):
        return False
    return is_queryset(node.func.value, scope)


def is_row(node: ast.AST | None, scope: Scope, models: frozenset[str], depth: int = _DEPTH) -> bool:
    """Whether an expression is surely a row of a model: what a query gave, or a new ``Model()`` of ``models``."""
    if isinstance(node, ast.Name) and depth:
        return _all_rows(scope.find(node.id), models, depth)
    if isinstance(node, ast.Call):
        return dotted(node.func) in models
    return isinstance(node, ast.Await) and _gives(node.value, _ONE, scope)


def models_of(nodes: tuple[ast.AST, ...]) -> frozenset[str]:
    """The names that a file uses as models: those whose ``objects`` it asks."""
    asked = (dotted(node.value) for node in nodes if isinstance(node, ast.Attribute) and node.attr == "objects")
    return frozenset(name for name in asked if name.rpartition(".")[2][:1].isupper() and not name.startswith("?"))


def _is_source(node: ast.expr, scope: Scope, depth: int) -> bool:
    """Whether a method that is called here returns a queryset: a manager's, or a queryset's."""
    if from_manager(node):
        return not _mentions_none(node)
    return depth > 0 and is_queryset(node, scope, depth - 1)


def _mentions_none(node: ast.AST) -> bool:
    return any(isinstance(below, ast.Attribute) and below.attr == "none" for below in ast.walk(node))


def _always(bindings: list[Binding], name: str, depth: int) -> bool:
    """Whether every value of a name is a queryset; ``name = name.filter()`` needs another one to start from."""
    begins = [one for one in bindings if not _continues(one.value, name)]
    further = [one for one in bindings if one not in begins]
    return (
        bool(begins)
        and all(one.how == "is" and is_queryset(one.value, one.scope, depth - 1) for one in begins)
        and all(one.how == "is" and _only_lazy(one.value) for one in further)
    )


def _continues(value: ast.expr | None, name: str) -> bool:
    """Whether a value is a chain of calls on the name itself."""
    node: ast.AST | None = value
    while isinstance(node, (ast.Call, ast.Attribute)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node is not value and isinstance(node, ast.Name) and node.id == name


def _only_lazy(node: ast.AST | None) -> bool:
    """Whether a chain on a name only calls methods that return querysets."""
    while isinstance(node, ast.Call):
        if not (isinstance(node.func, ast.Attribute) and node.func.attr in _LAZY):
            return False
        node = node.func.value
    return isinstance(node, ast.Name)


def _all_rows(bindings: list[Binding], models: frozenset[str], depth: int) -> bool:
    return bool(bindings) and all(_binds_row(one, models, depth) for one in bindings)


def _binds_row(one: Binding, models: frozenset[str], depth: int) -> bool:
    if one.how == "is":
        return is_row(one.value, one.scope, models, depth - 1)
    if one.how == "first":
        return isinstance(one.value, ast.Await) and _gives(one.value.value, _OR_CREATE, one.scope)
    return one.how == "each" and is_queryset(one.value, one.scope) and not _has_no_rows(one.value, one.scope)


def _gives(call: ast.expr, methods: tuple[str, ...], scope: Scope) -> bool:
    """Whether an awaited call asks a model for one row: ``aget()``, or ``sync_to_async(....get)()``."""
    if not isinstance(call, ast.Call):
        return False
    function, wanted = call.func, tuple(f"a{name}" for name in methods)
    if isinstance(function, ast.Call) and dotted(function.func).rpartition(".")[2] in _IN_A_THREAD and function.args:
        function, wanted = function.args[0], methods
    if not (isinstance(function, ast.Attribute) and function.attr in wanted):
        return False
    return _is_source(function.value, scope, _DEPTH) and not _has_no_rows(function.value, scope)


def _has_no_rows(node: ast.AST | None, scope: Scope) -> bool:
    """Whether a chain, or that of a name in it, gives values in place of rows."""
    pending, seen = [node], set[str]()
    while pending:
        for below in ast.walk(pending.pop() or ast.Pass()):
            if isinstance(below, ast.Attribute) and below.attr in _NO_ROWS:
                return True
            if isinstance(below, ast.Name) and below.id not in seen:
                seen.add(below.id)
                pending.extend(one.value for one in scope.find(below.id))
    return False


def uses(name: str, scope: Scope) -> Iterator[ast.AST]:
    """Every place that may fetch what a name holds, in the order of the text.

    That is every mention but a call of a method that does not keep what it fetches, also in functions inside.
    """
    lazy = {
        id(node.func.value)
        for node in scope.nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _KEEPS_NOTHING
    }
    for node in scope.nodes:
        inside = ast.walk(node) if isinstance(node, NESTED) else (node,)
        if any(_reads(below, name) and id(below) not in lazy for below in inside):
            yield node


def _reads(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load)
