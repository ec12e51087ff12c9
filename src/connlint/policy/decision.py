"""The one place that hides or re-levels findings; it counts what it hid."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from connlint.models.finding import Finding, Result, Severity, Suppressed
from connlint.models.plain import Plain
from connlint.policy.fingerprints import with_fingerprints
from connlint.policy.own import UNUSED, undecided_finding
from connlint.policy.selection import Selection
from connlint.policy.suppression import Comments
from connlint.sources.identity import Identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from connlint.models.evaluation import Evaluation
    from connlint.models.options import Options
    from connlint.policy.selection import Selectable

UNREADABLE = "CL904"
_RANK: dict[Severity, int] = {"note": 0, "warning": 1, "error": 2}


class Ground(Plain):
    """What a decision stands on besides the evaluation.

    ``rules`` are all that there are; ``files`` those that were read, as reported; ``texts`` gives a file's lines;
    ``partial`` tells that only one side was read, so that an idle suppression proves nothing;
    ``project`` is the directory that the identity of findings refers to.
    """

    rules: Sequence[Selectable]
    texts: Callable[[str], Sequence[str] | None]
    files: tuple[str, ...] = ()
    partial: bool = False
    today: date | None = None
    project: str = "."

    def marked(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings with fingerprints that do not depend on the working directory."""
        return with_fingerprints(findings, Identity(self.project, self.files))


def decide(evaluation: Evaluation, options: Options, ground: Ground) -> Result:
    """Select, re-level, hide, sort. Raises UnreadableError for an option that names no rule, or a bad baseline."""
    selection = Selection(ground.rules, options)
    undecided = tuple(one for one in evaluation.undecided if one.code in selection.active)
    open_codes = {one.code for one in undecided}
    findings = ground.marked(one for one in evaluation.findings if one.code in selection.active)
    every = dict.fromkeys((*ground.files, *(place.place.file for one in findings for place in one.locations)))
    today = ground.today or datetime.now().astimezone().date()
    comments = Comments(every if options.suppressions else (), ground.texts)
    hidden: list[Suppressed] = []
    shown = _hide(findings, lambda one: comments.hide(one, selection, today), hidden)
    shown.extend(comments.findings(selection, today, open_codes, partial=ground.partial))
    shown.extend(found for one in undecided if (found := undecided_finding(one, ground.files)))
    shown = [one for one in shown if one.code in selection.active]
    if options.baseline:
        shown = _baseline(ground.marked(shown), options.baseline, hidden, selection.active - open_codes)
    levelled = [one.model_copy(update={"severity": selection.severity(one.code, one.severity)}) for one in shown]
    return Result(
        findings=ground.marked(sorted(levelled, key=lambda one: _order(one, ground.files))),
        undecided=undecided,
        suppressed=tuple(hidden),
        files=ground.files,
    )


def exit_code(result: Result, fail_on: Severity) -> int:
    """2 when input could not be read, 1 when a finding reaches the level, else 0."""
    failing = [finding for finding in result.findings if _RANK[finding.severity] >= _RANK[fail_on]]
    unread = any(finding.code == UNREADABLE and finding.severity == "error" for finding in failing)
    return 2 if unread else int(bool(failing))


def _hide(
    findings: Iterable[Finding], by: Callable[[Finding], Suppressed | None], hidden: list[Suppressed]
) -> list[Finding]:
    """The findings that stay open; the others are added to ``hidden``."""
    shown = []
    for finding in findings:
        suppressed = by(finding)
        if suppressed is None:
            shown.append(finding)
        else:
            hidden.append(suppressed)
    return shown


def _baseline(findings: Iterable[Finding], file: str, hidden: list[Suppressed], ran: set[str]) -> list[Finding]:
    from connlint.policy.baseline import Baseline

    baseline = Baseline(file)
    shown = _hide(findings, baseline.hide, hidden)
    return [*shown, *(baseline.stale(ran) if UNUSED in ran else ())]


def _order(finding: Finding, files: tuple[str, ...]) -> tuple[int, str, int, int, str]:
    place = finding.locations[0].place
    position = files.index(place.file) if place.file in files else len(files)
    return position, place.file, place.line, place.column, finding.code
