"""The one error that a file itself can cause."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from connlint.models.place import Place


class UnreadableError(Exception):
    """A file cannot be used: missing, not a file, not UTF-8, too large, too deep, a syntax error.

    ``message`` is one line for the user, with what to do; ``place`` where, as far as it is known.
    """

    def __init__(self, message: str, file: str, place: Place | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.file = file
        self.place = place


class NothingToCheckError(UnreadableError):
    """A directory holds nothing that connlint reads."""


class MissingLibraryError(UnreadableError):
    """A file cannot be read because an optional library is not installed; nothing is known against the file."""
