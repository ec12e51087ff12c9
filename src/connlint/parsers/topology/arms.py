"""The arms of a shell script's ``if``: of several that start the same kind of process one runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connlint.models.topology import ProcessGroup
    from connlint.models.traced import Traced
    from connlint.parsers.topology.words import Word

Arm = tuple[tuple[int, int], ...]
"""The arms that a command stands in, from the outside: the number of each ``if`` and of its arm."""


class Arms:
    """The place of each command of a script among its arms; commands are met in their order."""

    def __init__(self) -> None:
        self._path: list[tuple[int, int]] = []
        self._met = 0

    def meet(self, words: Sequence[Word]) -> Arm:
        """The arms that a command stands in."""
        first = words[0].text if words else ""
        if first == "if":
            self._met += 1
            self._path.append((self._met, 0))
        elif first in ("elif", "else") and self._path:
            number, arm = self._path[-1]
            self._path[-1] = (number, arm + 1)
        elif first == "fi" and self._path:
            self._path.pop()
        return tuple(self._path)


def that_run(found: Sequence[tuple[Arm, ProcessGroup]]) -> list[ProcessGroup]:
    """The groups without those that stand in another arm of an ``if`` than a larger one of the same role.

    A server for development counts as the smallest. Arms with different roles are kept: a script that is told which
    one to be starts each of them somewhere.
    """
    kept: list[tuple[Arm, ProcessGroup]] = []
    for path, group in found:
        rivals = [one for one in kept if one[1].role == group.role and _exclude(one[0], path)]
        if all(_size(rival) < _size(group) for _, rival in rivals):
            kept = [one for one in kept if not any(one is rival for rival in rivals)]
            kept.append((path, group))
    return [group for _, group in kept]


def _exclude(first: Arm, second: Arm) -> bool:
    arms = dict(first)
    return any(arms.get(number, arm) != arm for number, arm in second)


def _size(group: ProcessGroup) -> tuple[bool, float]:
    return group.server != "runserver", _figure(group.processes) * _figure(group.threads)


def _figure(traced: Traced) -> float:
    return traced.value if traced.decided and isinstance(traced.value, (int, float)) else 1
