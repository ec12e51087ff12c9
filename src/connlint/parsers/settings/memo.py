"""Remembering what was found out about a node of a tree, for as long as trees are at work."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    Node = TypeVar("Node", bound=ast.AST)

Found = TypeVar("Found")
ROOM = 5000
"""Nodes after which a memory begins again: a cache, not a leak."""


def per_node(function: Callable[[Node], Found]) -> Callable[[Node], Found]:
    """The same function, called once for each node; the node is held so that its identity stays its own."""
    held: dict[int, tuple[Node, Found]] = {}

    def look(node: Node) -> Found:
        found = held.get(id(node))
        if found is None or found[0] is not node:
            if len(held) >= ROOM:
                held.clear()
            found = held[id(node)] = (node, function(node))
        return found[1]

    return look
