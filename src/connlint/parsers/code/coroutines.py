"""Synchronous queries inside ``async def``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.code.bindings import scopes
from connlint.parsers.code.connections import held
from connlint.parsers.code.querysets import is_queryset, is_row, models_of, runs_now, uses
from connlint.parsers.code.unit import asks_now, dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.problem import Problem
    from connlint.parsers.code.bindings import Scope
    from connlint.parsers.code.unit import Unit

_FETCHING = frozenset(["list", "tuple", "set", "frozenset", "sorted", "dict", "sum", "min", "max", "len", "bool"])
"""Builtins that want every item of what they are given, or its length."""
_SHORTCUTS = ("django.shortcuts.get_object_or_404", "django.shortcuts.get_list_or_404")
_ON_A_ROW = ("save", "delete", "refresh_from_db")
_WAITING = ("gather", "create_task", "ensure_future", "wait_for", "shield", "wait")
_QUERY = "runs a synchronous query"


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each query that a coroutine runs itself: not awaited, not in a function handed to sync_to_async.

    ``does`` says what it does.
    """
    models = models_of(unit.nodes)
    for scope in scopes(unit):
        if isinstance(scope.node, ast.AsyncFunctionDef):
            for node, does in _of_coroutine(scope, models):
                yield unit.sighting("sync-query-in-coroutine", node, scope.node.name, does=does)


def allowed(unit: Unit) -> Iterator[Problem]:
    """Yield each mention of the variable that switches Django's check off."""
    for node in unit.nodes:
        if isinstance(node, ast.Constant) and node.value == "DJANGO_ALLOW_ASYNC_UNSAFE":
            yield unit.sighting("async-unsafe-allowed", node, "DJANGO_ALLOW_ASYNC_UNSAFE")


def _of_coroutine(scope: Scope, models: frozenset[str]) -> Iterator[tuple[ast.AST, str]]:
    outside = _outside(scope)
    for node in scope.nodes:
        if id(node) in outside:
            continue
        if isinstance(node, ast.Call) and (_runs(node, scope) or _asks(node, scope, models)):
            yield node, _QUERY
        elif isinstance(node, ast.Call) and _opens_cursor(node, scope):
            yield node, "opens a cursor"
        elif isinstance(node, ast.With) and any(_is_transaction(item.context_expr, scope) for item in node.items):
            yield node.items[0].context_expr, "opens a transaction"
        for wanted in _fetched(node, scope):
            if is_queryset(wanted, scope) and _first(wanted, scope):
                yield wanted, _QUERY


def _outside(scope: Scope) -> set[int]:
    """What the coroutine does not run itself: calls that are awaited or made a task, decorators and defaults."""
    function = scope.node
    found = {id(node.value) for node in scope.nodes if isinstance(node, ast.Await)}
    for node in scope.nodes:
        if isinstance(node, ast.Call) and dotted(node.func).rpartition(".")[2] in _WAITING:
            found.update(map(id, node.args))
    if isinstance(function, ast.AsyncFunctionDef):
        for part in (*function.decorator_list, function.args):
            found.update(id(node) for node in ast.walk(part))
    return found


def _runs(node: ast.Call, scope: Scope) -> bool:
    """Whether a call is a method of a manager or a queryset that asks at once."""
    return asks_now(node) or (runs_now(node, scope) and _first(node.func, scope))


def _asks(node: ast.Call, scope: Scope, models: frozenset[str]) -> bool:
    """Whether a call is ``row.save()``, or a shortcut that asks."""
    if scope.qualified(node.func) in _SHORTCUTS:
        return True
    return (
        isinstance(node.func, ast.Attribute) and node.func.attr in _ON_A_ROW and is_row(node.func.value, scope, models)
    )


def _opens_cursor(node: ast.Call, scope: Scope) -> bool:
    if not (isinstance(node.func, ast.Attribute) and node.func.attr == "cursor"):
        return False
    of = held(node.func.value, scope)
    return of is not None and of.kind == "connection"


def _is_transaction(node: ast.expr, scope: Scope) -> bool:
    return scope.qualified(node.func if isinstance(node, ast.Call) else node) == "django.db.transaction.atomic"


def _fetched(node: ast.AST, scope: Scope) -> Iterator[ast.expr]:
    """The expressions whose items, length or truth a node wants at once."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _FETCHING:
        if node.args and not scope.find(node.func.id):
            yield node.args[0]
    elif isinstance(node, ast.For):
        yield node.iter
    elif isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp)):
        yield from (part.iter for part in node.generators if not part.is_async)
    elif isinstance(node, (ast.If, ast.While, ast.IfExp, ast.Assert)):
        yield node.test
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield node.operand
    elif isinstance(node, ast.Compare) and isinstance(node.ops[0], (ast.In, ast.NotIn)):
        yield node.comparators[0]
    elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        yield node.value


def _first(node: ast.AST, scope: Scope) -> bool:
    """Whether nothing before can have fetched what a name holds: a queryset keeps its rows."""
    held_by = node
    while isinstance(held_by, (ast.Subscript, ast.Attribute)):
        held_by = held_by.value
    if not isinstance(held_by, ast.Name):
        return True
    return held_by.id in scope.bound and next(uses(held_by.id, scope), None) is held_by
