"""Findings as an editor shows them: at their primary place, with the others as related information."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location

from connlint.models.finding import Finding
from connlint.models.finding import Location as FoundAt
from connlint.models.place import Place
from connlint.models.plain import Plain
from connlint.reporters.words import clean, details, headline

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from connlint.lsp.looking import Outcome
    from connlint.lsp.positions import Ruler
    from connlint.sources.errors import UnreadableError

UNREADABLE = "CL904"
_SEVERITIES = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "note": DiagnosticSeverity.Information,
}


class Shown(Plain):
    """A finding, the address of the file that shows it, and what is shown."""

    finding: Finding
    uri: str
    diagnostic: Diagnostic


class Display:
    """Turns findings into diagnostics. ``related`` tells whether the client shows related information."""

    def __init__(self, ruler: Ruler, uri_of: Callable[[Path], str], *, related: bool) -> None:
        self._ruler = ruler
        self._uri_of = uri_of
        self._related = related

    def shown(self, outcome: Outcome, opened: set[str]) -> list[Shown]:
        """The findings that concern an open file, and what ended the run."""
        if outcome.error is not None:
            return [self._show(one, outcome) for one in _ending(outcome.error, outcome)]
        findings = outcome.report.result.findings if outcome.report else ()
        concerned = (one for one in findings if any(self._uri(at, outcome) in opened for at in one.locations))
        return [self._show(one, outcome) for one in concerned]

    def _show(self, finding: Finding, outcome: Outcome) -> Shown:
        first, *others = finding.locations
        elsewhere = [
            DiagnosticRelatedInformation(self._location(one, outcome), clean(one.label) or "see here")
            for one in others
            if self._related
        ]
        seen = outcome.files[first.place.file]
        diagnostic = Diagnostic(
            range=self._ruler.mark(seen.lines, first.place),
            message=_message(finding, skipped=len(elsewhere)),
            severity=_SEVERITIES[finding.severity],
            code=finding.code,
            source="connlint",
            related_information=elsewhere or None,
        )
        return Shown(finding, self._uri_of(seen.path), diagnostic)

    def _location(self, found: FoundAt, outcome: Outcome) -> Location:
        seen = outcome.files[found.place.file]
        return Location(self._uri_of(seen.path), self._ruler.mark(seen.lines, found.place))

    def _uri(self, found: FoundAt, outcome: Outcome) -> str:
        return self._uri_of(outcome.files[found.place.file].path)


def _message(finding: Finding, *, skipped: int) -> str:
    """The words of the finding; its first details are the other places, which may be told apart from it."""
    return "\n".join([headline(finding), *details(finding)[skipped:]])


def _ending(error: UnreadableError, outcome: Outcome) -> Sequence[Finding]:
    """The error that ended a run as a finding, where a file has it."""
    if error.file not in outcome.files or not outcome.files[error.file].path.is_file():
        return ()
    place = error.place or Place(file=error.file, line=1, column=1, end_line=1, end_column=1)
    return (
        Finding(
            code=UNREADABLE,
            name="unreadable-input",
            severity="error",
            evidence="documented",
            message=error.message,
            locations=(FoundAt(place=place),),
        ),
    )
