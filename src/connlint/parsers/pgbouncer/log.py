"""The problems of one reading, in the order in which PgBouncer would meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.problem import Problem

if TYPE_CHECKING:
    from connlint.models.place import Place

MOST_FATAL = 200
"""After so many complaints the reading ends: the file is something else than a pgbouncer.ini."""

_MOST_SILENT = 1000


class TooManyError(Exception):
    """The reading has found more than anybody will read."""


class Log:
    """Collects problems. While ``muted`` is above zero only fatal ones are kept."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []
        self.fatal = 0
        self.muted = 0

    def silent(self, kind: str, message: str, place: Place | None, **more: object) -> None:
        """Record what PgBouncer takes without a word."""
        if not self.muted and len(self.problems) < _MOST_SILENT:
            self.problems.append(Problem.model_validate({"kind": kind, "message": message, "place": place, **more}))

    def refuse(self, kind: str, message: str, place: Place | None, **more: object) -> None:
        """Record what stops PgBouncer from starting; raises TooManyError past the limit."""
        values = {"kind": kind, "message": message, "place": place, "fatal": True, **more}
        self.problems.append(Problem.model_validate(values))
        self.fatal += 1
        if self.fatal >= MOST_FATAL:
            raise TooManyError
