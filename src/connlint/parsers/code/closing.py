"""Connections that are closed where they should not be."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from connlint.parsers.code.unit import Function, Unit, closes, dotted, is_atomic, own_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.problem import Problem

_REQUEST_FILE = re.compile(r"(^|/)(views?|middlewares?)(/|\.py$)")


def find(unit: Unit) -> Iterator[Problem]:
    """Yield ``close_all()`` inside a request, and closing inside a transaction."""
    for function in unit.functions:
        if _serves_request(unit, function):
            for node in own_nodes(function):
                if isinstance(node, ast.Call) and dotted(node.func).endswith("connections.close_all"):
                    yield unit.sighting("close-in-request", node, function.name)
    for node in unit.nodes:
        if isinstance(node, ast.With) and any(is_atomic(item.context_expr) for item in node.items):
            inside = (below for statement in node.body for below in (statement, *own_nodes(statement)))
            for below in inside:
                if closes(below):
                    yield unit.sighting("close-in-transaction", below, dotted(getattr(below, "func", below)))


def _serves_request(unit: Unit, function: Function) -> bool:
    names = [argument.arg for argument in function.args.args[:2]]
    return "request" in names and _REQUEST_FILE.search(unit.inside) is not None
