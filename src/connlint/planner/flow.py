"""A small exact maximum flow, for the worst case of a PgBouncer process."""

from __future__ import annotations

import math
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

Node = tuple[str, str]
_SOURCE: Node = ("source", "")
_SINK: Node = ("sink", "")


def most_connections(
    pools: Mapping[tuple[str, str], float], entries: Mapping[str, float], users: Mapping[str, float]
) -> float:
    """The largest number of server connections that respects pools, entries and users at once.

    ``pools`` maps (entry, user) to its own limit, ``entries`` and ``users`` the caps that span pools; a name
    without a cap is missing there. ``math.inf`` is a limit that is none, and may be the answer.
    """
    shares = distribute(pools, entries, users)
    return math.inf if shares is None else sum(shares.values())


def distribute(
    pools: Mapping[tuple[str, str], float], entries: Mapping[str, float], users: Mapping[str, float]
) -> dict[tuple[str, str], float] | None:
    """How many connections each pool has when all together have the most; None when there is no limit."""
    residual: dict[Node, dict[Node, float]] = {_SOURCE: {}, _SINK: {}}
    for (entry, user), size in pools.items():
        _edge(residual, _SOURCE, ("entry", entry), entries.get(entry, math.inf))
        _edge(residual, ("entry", entry), ("user", user), size)
        _edge(residual, ("user", user), _SINK, users.get(user, math.inf))
    while path := _augmenting_path(residual):
        room = min(residual[here][there] for here, there in path)
        if math.isinf(room):
            return None
        for here, there in path:
            residual[here][there] -= room
            residual[there][here] += room
    return {(entry, user): residual["user", user]["entry", entry] for entry, user in pools}


def _edge(residual: dict[Node, dict[Node, float]], here: Node, there: Node, room: float) -> None:
    residual.setdefault(here, {})[there] = room
    residual.setdefault(there, {}).setdefault(here, 0.0)


def _augmenting_path(residual: dict[Node, dict[Node, float]]) -> list[tuple[Node, Node]]:
    """A shortest path with room left from source to sink; empty when there is none."""
    came_from: dict[Node, Node] = {_SOURCE: _SOURCE}
    queue = deque([_SOURCE])
    while queue and _SINK not in came_from:
        here = queue.popleft()
        for there, room in residual[here].items():
            if room > 0 and there not in came_from:
                came_from[there] = here
                queue.append(there)
    path: list[tuple[Node, Node]] = []
    node = _SINK
    while node in came_from and node != _SOURCE:
        path.append((came_from[node], node))
        node = came_from[node]
    return path
