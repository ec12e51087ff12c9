"""Queries while the application is loaded: before a server forks its workers."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.code.unit import Unit, asks_now, own_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.problem import Problem


def find(unit: Unit) -> Iterator[Problem]:
    """Yield the first query of each ``AppConfig.ready``."""
    for node in unit.nodes:
        if isinstance(node, ast.ClassDef) and any("AppConfig" in ast.dump(base) for base in node.bases):
            for method in node.body:
                if isinstance(method, ast.FunctionDef) and method.name == "ready":
                    query = next((below for below in own_nodes(method) if asks_now(below)), None)
                    if query is not None:
                        yield unit.sighting("query-at-start", query, f"{node.name}.ready")
