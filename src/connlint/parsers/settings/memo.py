"""Remembering what was found out about a node of a tree, for as long as one settings module is read."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    Node = TypeVar("Node", bound=ast.AST)

Found = TypeVar("Found")
ROOM = 20_000
"""Nodes after which a memory begins again."""
_HELD: list[dict[int, Any]] = []


def per_node(function: Callable[[Node], Found]) -> Callable[[Node], Found]:
    """The same function, called once for each node; the node is held so that its identity stays its own."""
    held: dict[int, tuple[Node, Found]] = {}
    _HELD.append(held)

    @wraps(function)
    def look(node: Node) -> Found:
        found = held.get(id(node))
        if found is None:
            if len(held) >= ROOM:
                held.clear()
            found = held[id(node)] = (node, function(node))
        return found[1]

    return look


def forget() -> None:
    """Let go of every node: each module that is read has trees of its own."""
    for held in _HELD:
        held.clear()
