"""What ends a statement, a world, or the whole exploration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.values import NotKnown

if TYPE_CHECKING:
    from connlint.parsers.settings.values import At


class AnyError(Exception):
    """Stands for whatever a call that cannot be read may raise."""


class MayRaise(NotKnown):
    """Something may or may not raise inside a ``try``, and nothing here may decide it."""


class WorldDead(Exception):  # noqa: N818  an end, not an error
    """This way through the module ends with an exception, unless the variables in ``pending`` are set."""

    def __init__(self, name: str, pending: frozenset[str], at: At = None) -> None:
        super().__init__(name)
        self.name = name
        self.pending = pending
        self.at = at


class Restart(Exception):  # noqa: N818  a request
    """The module does not load without these variables: begin again, taking them to be set."""

    def __init__(self, variables: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(variables)))
        self.variables = variables
