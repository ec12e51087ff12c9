"""How much work one settings module may cost. Whatever hits a limit becomes unknown, and says so."""

from __future__ import annotations

from time import monotonic

from connlint.parsers.settings.values import NotKnown, Unknown

MAX_STEPS = 400_000
"""Statements, calls and iterations of one run."""
MAX_STATEMENT = 60_000
"""Steps of one statement of a module, calls and loops included."""
MAX_RUNS = 48
"""Ways through the module that are followed."""
MAX_WORK = 40_000
"""Steps of all runs together, after which no further way is begun."""
MAX_SECONDS = 6.0
"""For one settings module, all runs together."""
MAX_CALL_DEPTH = 60
MAX_FILES = 400
MAX_TEXT = 1_000_000
MAX_ITEMS = 100_000
MAX_BITS = 20_000
MAX_LEAVES = 16
"""Values that one undecided expression may have."""
RECURSION = 6_000


class LimitHit(NotKnown):
    """A limit was hit; ``what`` says which in a few words."""

    def __init__(self, what: str) -> None:
        super().__init__(Unknown(f"gave up: {what}"))
        self.what = what


class TooLong(LimitHit):
    """One statement of a module takes too long: nothing inside it goes on."""


class OutOfBudget(Exception):  # noqa: N818  ends the run, not the program
    """No statement of this run may be executed any more."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class Budget:
    """The steps of one run, and the time of all."""

    def __init__(self, deadline: float) -> None:
        self.steps = 0
        self.mark = 0
        self.deadline = deadline

    def step(self) -> None:
        """Count one; raises OutOfBudget, or LimitHit for a single statement."""
        self.steps += 1
        if self.steps & 255 == 0:
            if self.steps > MAX_STEPS:
                raise OutOfBudget(f"more than {MAX_STEPS:,} steps")
            if monotonic() > self.deadline:
                raise OutOfBudget(f"more than {MAX_SECONDS:g} seconds")
            if self.steps - self.mark > MAX_STATEMENT:
                self.mark = self.steps
                raise TooLong(f"more than {MAX_STATEMENT:,} steps in one statement of a module")


def check_items(count: int) -> None:
    """Refuse a collection that is too large."""
    if count > MAX_ITEMS:
        raise LimitHit(f"more than {MAX_ITEMS:,} items")


def check_text(length: int) -> None:
    """Refuse a text that is too long."""
    if length > MAX_TEXT:
        raise LimitHit(f"a text longer than {MAX_TEXT:,} characters")
