"""One self-contained page of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint import __version__
from connlint.reporters.ansi import Pen
from connlint.reporters.frames import Frames
from connlint.reporters.pages import page
from connlint.reporters.summary import summary
from connlint.reporters.words import clean, headline, term_lines

if TYPE_CHECKING:
    from connlint.models.finding import Finding, Result
    from connlint.reporters.context import Context


def render(result: Result, context: Context) -> str:
    """The page: summary, every finding with its frames, what was undecided and what was hidden."""
    frames = Frames(context, Pen(), result.secrets)
    return page(
        "report.html.j2",
        version=__version__,
        summary=summary(result, Pen()),
        findings=[_finding(finding, frames) for finding in result.findings],
        undecided=[(one.code, clean(one.subject), clean(one.missing), clean(one.reason)) for one in result.undecided],
        suppressed=[
            (one.finding.code, clean(one.finding.subject), one.by, clean(one.reason)) for one in result.suppressed
        ],
        notes=[clean(note) for note in result.notes],
        files=[clean(file) for file in result.files],
    )


def _finding(finding: Finding, frames: Frames) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "evidence": finding.evidence,
        "message": headline(finding),
        "frame": "\n".join(frames.draw(finding.locations, "red")),
        "formula": clean(finding.formula),
        "terms": term_lines(finding.arithmetic),
        "advice": clean(finding.advice),
        "related": [clean(f"{one.code} {one.name}: {one.message}") for one in finding.related],
    }
