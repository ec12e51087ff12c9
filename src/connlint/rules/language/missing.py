"""The third truth value: a result that waits for values nobody has supplied."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from connlint.models.place import Place
    from connlint.models.traced import Traced


class Missing:
    """A result that is open; ``waits`` maps the name of each value it waits for to that value."""

    __slots__ = ("waits",)

    def __init__(self, waits: dict[str, Traced]) -> None:
        self.waits = waits


class Scope(Protocol):
    """Where the names of a condition get their values."""

    def traced(self, path: str) -> Traced:
        """The value behind a dotted name, with its origin."""

    def value(self, path: str) -> object:
        """The Python value behind a dotted name, or a Missing."""

    def place(self, path: str) -> Place | None:
        """Where the value behind a name stands, or the nearest place in its file."""


def either_open(first: object, second: object) -> Missing | None:
    """What two operands wait for together; None when both are there."""
    if isinstance(first, Missing):
        return Missing({**first.waits, **second.waits}) if isinstance(second, Missing) else first
    return second if isinstance(second, Missing) else None
