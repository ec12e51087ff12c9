"""What this room wants of a connection; the tests answer it from recordings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from connlint.models.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = dict[str, "str | None"]
"""One row of an answer, by column; values as the program prints them, None for NULL."""


class RefusedError(Exception):
    """The program refused a question; the text is its answer on one line."""


class Session(Protocol):
    """A connection to one program. ``name`` is its host and port, ``user`` the role, ``version`` the release."""

    @property
    def name(self) -> str:
        """Host and port."""

    @property
    def user(self) -> str:
        """The role that is logged in."""

    @property
    def database(self) -> str:
        """The database that is connected to."""

    @property
    def version(self) -> str:
        """The release as the server reports it at login, such as "15.18"."""

    def ask(self, question: str) -> list[Row]:
        """The rows of a question of ``connlint.live.questions``, or of a command of PgBouncer's console.

        Raises RefusedError, and UnreadableError when the connection is lost or no answer comes in time.
        """

    def parameter(self, name: str) -> str | None:
        """The value of a parameter that the server reports to its clients; None for one that it does not report."""

    def beside(self, database: str) -> Session:
        """Another connection of the same user to a database of the same server. Raises UnreadableError."""

    def close(self) -> None:
        """Leave."""


class Vocabulary(Protocol):
    """What the parsers know of one release of PgBouncer, lent by the floor above: rooms do not import each other."""

    def value(self, key: str, text: str) -> object:
        """A value of SHOW CONFIG in the type of its key; the text itself for a key that is not known."""

    def entry_value(self, section: str, key: str, text: str) -> object:
        """A value of [databases] or [users] in the type of its key."""

    def keys(self, section: str) -> Iterable[str]:
        """Every key of [pgbouncer], or of a line of [databases] or [users]."""


def number(row: Row, column: str) -> int:
    """A whole number of a row; 0 when the column is missing or empty."""
    return int(row.get(column) or 0)


def total(rows: Iterable[Row], *columns: str) -> int:
    """The sum of some columns over all rows."""
    return sum(number(row, column) for row in rows for column in columns)


def place_of(view: str, session: Session) -> Place:
    """The place that stands for what a view of a running program shows: a name, and no line."""
    return Place(file=f"{view} of {session.name}", line=0, column=0, end_line=0, end_column=0)
