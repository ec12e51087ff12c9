"""Which of Django's connections an expression is, and a cursor of which it is."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.models.plain import Plain
from connlint.parsers.code.bindings import is_none, literal

if TYPE_CHECKING:
    from connlint.parsers.code.bindings import Binding, Scope

EVERY = "*"
"""In place of an alias: whichever connection is opened."""

_DEPTH = 6
"""How many names are followed from one to the next."""


class Held(Plain):
    """``kind`` is "connection" (Django's), "driver" (psycopg's below it) or "cursor"; ``alias`` that of DATABASES."""

    kind: str
    alias: str


def held(node: ast.AST | None, scope: Scope, depth: int = _DEPTH) -> Held | None:
    """The connection or cursor behind an expression; None for what is not surely Django's, or of an unknown alias."""
    if node is None or depth == 0:
        return None
    if scope.qualified(node) == "django.db.connection":
        return Held("connection", "default")
    if isinstance(node, ast.Subscript) and scope.qualified(node.value) == "django.db.connections":
        return _connection(node.slice, scope)
    if isinstance(node, ast.Call):
        return _called(node, scope, depth)
    if isinstance(node, ast.Attribute) and node.attr == "connection":
        return _below(held(node.value, scope, depth - 1))
    return _named(_name(node), scope, depth)


def _below(of: Held | None) -> Held | None:
    """``connection.connection``: the driver's own."""
    return Held("driver", of.alias) if of is not None and of.kind == "connection" else None


def _named(name: str, scope: Scope, depth: int) -> Held | None:
    """What a name is bound to, where every binding says the same."""
    bindings = [one for one in scope.find(name) if not is_none(one.value)] if name else []
    if [one.how for one in bindings] == ["other"]:
        return _handed(name, bindings[0].scope)
    found = {_bound(one, depth) for one in bindings}
    return found.pop() if len(found) == 1 else None


def _connection(key: ast.expr, scope: Scope) -> Held | None:
    """``connections[...]``, where the key is written out."""
    if scope.qualified(key) in ("django.db.DEFAULT_DB_ALIAS", "django.db.utils.DEFAULT_DB_ALIAS"):
        return Held("connection", "default")
    alias = literal(key, scope) if isinstance(key, (ast.Constant, ast.Name)) else ""
    return Held("connection", alias) if alias else None


def _called(node: ast.Call, scope: Scope, depth: int) -> Held | None:
    name = scope.qualified(node.func)
    if name == "django.db.transaction.get_connection":
        using = [*node.args, *(keyword.value for keyword in node.keywords)]
        return _connection(using[0], scope) if using else Held("connection", "default")
    if name == "contextlib.closing" and node.args:
        return held(node.args[0], scope, depth - 1)
    if not isinstance(node.func, ast.Attribute) or node.func.attr not in ("cursor", "copy"):
        return None
    of = held(node.func.value, scope, depth - 1)
    if of is None or node.func.attr == "cursor":
        return Held("cursor", of.alias) if of is not None and of.kind != "cursor" else None
    return of if of.kind == "connection" else None


def _bound(binding: Binding, depth: int) -> Held | None:
    return held(binding.value, binding.scope, depth - 1) if binding.how in ("is", "with") else None


def _name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"self.{node.attr}" if isinstance(node.value, ast.Name) and node.value.id == "self" else ""
    return node.id if isinstance(node, ast.Name) else ""


def _handed(name: str, scope: Scope) -> Held | None:
    """The connection that a handler of ``connection_created`` is given, unless it looks which one that is."""
    function = scope.node
    if name != "connection" or not isinstance(function, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return None
    arguments = [argument.arg for argument in (*function.args.args, *function.args.kwonlyargs)]
    if not {"sender", "connection"} <= set(arguments):
        return None
    asks = any(isinstance(node, ast.Attribute) and node.attr in ("alias", "settings_dict") for node in scope.nodes)
    return None if asks else Held("connection", EVERY)
