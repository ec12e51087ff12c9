"""Hide what comments hide, and say which comments hid nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.finding import Suppressed
from connlint.policy.comments import Suppression, read_suppressions
from connlint.policy.own import expired, unexplained, unknown_word, unused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from connlint.models.finding import Finding
    from connlint.policy.selection import Selection


class Comments:
    """The suppression comments of a run's files, with what each of their words hid."""

    def __init__(self, files: Iterable[str], texts: Callable[[str], Sequence[str] | None]) -> None:
        self._all = [one for file in files for one in read_suppressions(file, texts(file) or ())]
        self._used: set[tuple[int, str]] = set()

    def hide(self, finding: Finding, selection: Selection, today: date) -> Suppressed | None:
        """The suppression of a finding, by the first comment at one of its places that names its rule."""
        hidden = None
        for index, comment in enumerate(self._all):
            if _expired(comment, today) or not _covers(comment, finding):
                continue
            for word in comment.words:
                if finding.code in selection.codes(word):
                    self._used.add((index, word))
                    hidden = hidden or Suppressed(
                        finding=finding, by="comment", reason=comment.reason, place=comment.place
                    )
        return hidden

    def findings(self, selection: Selection, today: date, undecided: set[str], *, partial: bool) -> Iterator[Finding]:
        """What is wrong with the comments themselves.

        A word counts as unused only when its rules ran: they are active, were decided, and the run was
        not ``partial`` (one side of the configuration alone cannot show what the comment is for).
        """
        for index, comment in enumerate(self._all):
            if _expired(comment, today):
                yield expired(comment)
                continue
            if not comment.reason:
                yield unexplained(comment)
            if not comment.words:
                yield unused(comment, ())
            idle = []
            for word in comment.words:
                codes = selection.codes(word)
                if not codes:
                    yield unknown_word(comment, word, selection)
                elif (index, word) not in self._used and codes <= selection.active and not codes & undecided:
                    idle.append(word)
            if idle and not partial:
                yield unused(comment, tuple(idle))


def _expired(comment: Suppression, today: date) -> bool:
    return bool(comment.malformed) or (comment.until is not None and comment.until < today)


def _covers(comment: Suppression, finding: Finding) -> bool:
    for location in finding.locations:
        place = location.place
        if place.file != comment.place.file:
            continue
        if comment.lines is None or (comment.lines[0] <= place.end_line and place.line <= comment.lines[1]):
            return True
    return False
