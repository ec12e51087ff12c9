"""What a reporter is given besides the result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from connlint.models.plain import Plain

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from connlint.models.finding import Severity
    from connlint.models.rule import RuleCard


class Texts(Protocol):
    """Gives what stands in a file, by the name under which it is reported; None when it cannot be shown."""

    def __call__(self, name: str) -> list[str] | None:
        """The lines, without their ends."""

    def data(self, name: str) -> bytes | None:
        """The bytes."""


class Context(Plain):
    """How to show a result.

    ``cards`` gives the whole card of every active rule, ``page`` the Markdown page of one; ``root`` is
    the repository's directory, to which services want paths to be relative; ``verbosity`` is -1 for
    quiet, 1 and more for -v; ``fail_on`` the level from which a finding fails the run.
    """

    texts: Texts
    cards: Callable[[], tuple[RuleCard, ...]]
    page: Callable[[RuleCard], str]
    root: Path
    color: bool = False
    links: bool = False
    width: int = 160
    verbosity: int = 0
    fail_on: Severity = "warning"
    statistics: bool = False
