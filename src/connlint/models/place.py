"""Where something stands in a file, and the steps that led there."""

from connlint.models.base import Record


class Place(Record):
    """A span of text in one file.

    ``file`` is the path as connlint reports it (relative to the working directory where possible,
    forward slashes). Lines and columns count from 1; ``end_column`` is one past the last character.
    Columns count characters, not bytes. A running system is no file: its place has a name, and 0 for every number.
    """

    file: str
    line: int
    column: int = 1
    end_line: int
    end_column: int

    @property
    def short(self) -> str:
        """``file:line``, as chains and arithmetic print it."""
        return f"{self.file}:{self.line}" if self.line else self.file

    @property
    def live(self) -> bool:
        """Whether this stands for a running system instead of a file."""
        return self.line == 0


class Hop(Record):
    """One step of the way a value took, newest first: a place, a variable of the environment, both."""

    what: str
    at: Place | None = None

    def __str__(self) -> str:
        if self.at is None:
            return self.what
        return f"{self.what} {self.at.short}".strip()
