"""Synchronous queries inside ``async def``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.code.unit import Unit, asks_now, from_manager, own_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.problem import Problem


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each query that a coroutine runs itself: not awaited, not in a function handed to sync_to_async."""
    for function in unit.functions:
        if isinstance(function, ast.AsyncFunctionDef):
            yield from _of_coroutine(unit, function)


def _of_coroutine(unit: Unit, function: ast.AsyncFunctionDef) -> Iterator[Problem]:
    nodes = [node for statement in function.body for node in (statement, *_below(statement))]
    awaited = {id(node.value) for node in nodes if isinstance(node, ast.Await)}
    for node in nodes:
        if asks_now(node) and id(node) not in awaited:
            yield unit.sighting("sync-query-in-coroutine", node, function.name)
        elif isinstance(node, ast.For) and _is_queryset(node.iter):
            yield unit.sighting("sync-query-in-coroutine", node.iter, function.name)


def _below(statement: ast.stmt) -> Iterator[ast.AST]:
    if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield from own_nodes(statement)


def _is_queryset(node: ast.expr) -> bool:
    """Whether a plain ``for`` goes over a queryset, which asks while it goes."""
    return isinstance(node, ast.Call) and from_manager(node)
