"""SQL that code surely runs on one of Django's connections."""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.parsers.code.bindings import literal, scopes
from connlint.parsers.code.connections import held
from connlint.parsers.code.unit import from_manager

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.parsers.code.bindings import Scope
    from connlint.parsers.code.unit import Unit

_RAW_SQL = ("django.db.models.expressions.RawSQL", "django.db.models.RawSQL")
_CHOOSING = ("using", "db_manager")


@dataclass(frozen=True)
class Statement:
    """``text`` is run by the call ``node`` on the connection of ``alias``.

    ``routed`` tells that a router of the project may choose another alias.
    """

    node: ast.Call
    text: str
    alias: str
    scope: Scope
    routed: bool = False


def statements(unit: Unit) -> Iterator[Statement]:
    """Yield every statement of a file whose text is written out and whose alias is known."""
    for scope in scopes(unit):
        for node in scope.nodes:
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield from _of_cursor(node, node.func, scope)
                yield from _of_model(node, node.func, scope)


def _of_cursor(node: ast.Call, function: ast.Attribute, scope: Scope) -> Iterator[Statement]:
    if function.attr == "execute" and node.args:
        of, text = held(function.value, scope), literal(node.args[0], scope)
        if of is not None and of.kind != "connection" and text:
            yield Statement(node, text, of.alias, scope)


def _of_model(node: ast.Call, function: ast.Attribute, scope: Scope) -> Iterator[Statement]:
    """``Model.objects.raw("...")``, and ``RawSQL("...")`` in a query of a model."""
    if not from_manager(function.value):
        return
    alias = _chosen(node, scope)
    raw = [node] if function.attr == "raw" else [below for part in _given(node) for below in _raw_sql(part, scope)]
    for call in raw if alias is not None else []:
        text = literal(call.args[0], scope) if call.args else ""
        if text:
            yield Statement(call, text, alias or "default", scope, routed=not alias)


def _given(node: ast.Call) -> Iterator[ast.expr]:
    yield from node.args
    yield from (keyword.value for keyword in node.keywords)


def _raw_sql(node: ast.expr, scope: Scope) -> Iterator[ast.Call]:
    for below in ast.walk(node):
        if isinstance(below, ast.Call) and scope.qualified(below.func) in _RAW_SQL:
            yield below


def _chosen(node: ast.AST, scope: Scope) -> str | None:
    """The alias that a chain of queryset methods names: "" when it names none, None when it is not written out."""
    while isinstance(node, (ast.Call, ast.Attribute)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHOOSING:
            return (literal(node.args[0], scope) if node.args else "") or None
        node = node.func if isinstance(node, ast.Call) else node.value
    return ""
