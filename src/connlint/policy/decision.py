"""The one place that hides or re-levels findings; it counts what it hid."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from connlint.models.finding import Finding, Result, Severity, Suppressed
from connlint.policy.fingerprints import with_fingerprints
from connlint.policy.own import UNDECIDED, undecided_finding
from connlint.policy.selection import Selection
from connlint.policy.suppression import Comments

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from connlint.models.options import Options
    from connlint.models.rule import Evaluation, RuleCard

_RANK: dict[Severity, int] = {"note": 0, "warning": 1, "error": 2}


def decide(
    evaluation: Evaluation,
    texts: Callable[[str], Sequence[str] | None],
    options: Options,
    *,
    cards: Sequence[RuleCard],
    files: tuple[str, ...] = (),
    partial: bool = False,
    today: date | None = None,
) -> Result:
    """Select, re-level, hide, sort.

    ``texts`` gives a file's lines; ``partial`` tells that only one side was read, so that an idle
    suppression proves nothing. Raises UnreadableError for an option that names no rule, or a bad baseline.
    """
    selection = Selection(cards, options)
    today = today or date.today()
    undecided = tuple(one for one in evaluation.undecided if one.code in selection.active)
    findings = with_fingerprints(one for one in evaluation.findings if one.code in selection.active)
    every = dict.fromkeys((*files, *(place.place.file for one in findings for place in one.locations)))
    comments = Comments(every, texts) if options.suppressions else Comments((), texts)
    hidden: list[Suppressed] = []
    open_ones = _hide(findings, lambda one: comments.hide(one, selection, today), hidden)
    open_ones.extend(comments.findings(selection, today, {one.code for one in undecided}, partial=partial))
    if UNDECIDED in selection.active:
        open_ones.extend(found for one in undecided if (found := undecided_finding(one, files)))
    open_ones = [one for one in open_ones if one.code in selection.active]
    if options.baseline:
        open_ones = _baseline(open_ones, options, hidden, selection, {one.code for one in undecided})
    levelled = [one.model_copy(update={"severity": selection.severity(one.code, one.severity)}) for one in open_ones]
    return Result(
        findings=with_fingerprints(sorted(levelled, key=lambda one: _order(one, files))),
        undecided=undecided,
        suppressed=tuple(hidden),
        files=files,
    )


def exit_code(result: Result, fail_on: Severity) -> int:
    """1 when a finding reaches the level, else 0."""
    return int(any(_RANK[finding.severity] >= _RANK[fail_on] for finding in result.findings))


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


def _baseline(
    findings: list[Finding], options: Options, hidden: list[Suppressed], selection: Selection, undecided: set[str]
) -> list[Finding]:
    from connlint.policy.baseline import Baseline

    baseline = Baseline(options.baseline)
    shown = _hide(with_fingerprints(findings), baseline.hide, hidden)
    shown.extend(one for one in baseline.stale(selection.active, undecided) if one.code in selection.active)
    return shown


def _order(finding: Finding, files: tuple[str, ...]) -> tuple[int, str, int, int, str]:
    place = finding.locations[0].place
    position = files.index(place.file) if place.file in files else len(files)
    return position, place.file, place.line, place.column, finding.code
