"""What the parsers know of PgBouncer, lent to this room by the floor above: rooms do not import each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterable


class Vocabulary(Protocol):
    """One release of PgBouncer."""

    def value(self, key: str, text: str) -> object:
        """A value of SHOW CONFIG in the type of its key; the text itself for a key that is not known."""

    def entry_value(self, section: str, key: str, text: str) -> object:
        """A value of [databases] or [users] in the type of its key."""

    def keys(self, section: str) -> Iterable[str]:
        """Every key that a line of [databases] or [users] can have."""
