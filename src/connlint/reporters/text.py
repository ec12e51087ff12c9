"""The report for people at a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.reporters.ansi import Pen
from connlint.reporters.frames import Frames
from connlint.reporters.summary import LEVEL_STYLES, statistics_lines, summary, suppressed_lines, undecided_lines
from connlint.reporters.words import clean, headline, term_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.finding import Finding, Result
    from connlint.reporters.context import Context


def render(result: Result, context: Context) -> str:
    """Every finding with its frames, then the summary."""
    return "\n".join(_lines(result, context)) + "\n"


def _lines(result: Result, context: Context) -> Iterator[str]:
    pen = Pen(context.color, context.links)
    frames = Frames(context, pen, result.secrets)
    for finding in result.findings:
        yield from _finding(finding, frames, pen)
        yield ""
    if context.statistics:
        yield from statistics_lines(result, pen)
    if context.verbosity >= 0:
        yield from (pen(clean(f"note: {note}"), "dim") for note in result.notes)
    if context.verbosity >= 1:
        yield from suppressed_lines(result, pen)
    if context.verbosity >= 0:
        yield from undecided_lines(result, context, pen)
    yield summary(result, pen)


def _finding(finding: Finding, frames: Frames, pen: Pen) -> Iterator[str]:
    style = LEVEL_STYLES[finding.severity]
    head = pen(f"{finding.severity}[{finding.code}]", style, "bold")
    yield f"{head} {pen(finding.name, 'bold')}: {headline(finding)}"
    yield from frames.draw(finding.locations, style)
    gutter = max(len(str(location.place.line)) for location in finding.locations)
    for word, lines in _remarks(finding):
        lead = f"{' ' * gutter} {pen('=', 'blue', 'bold')} {pen(word, 'bold')}: "
        indent = " " * (gutter + 5 + len(word))
        for number, line in enumerate(lines):
            yield f"{lead if number == 0 else indent}{line}"


def _remarks(finding: Finding) -> Iterator[tuple[str, list[str]]]:
    if finding.formula or finding.arithmetic:
        formula = [clean(finding.formula)] if finding.formula else []
        yield "sum", formula + term_lines(finding.arithmetic)
    if finding.advice:
        yield "help", clean_lines(finding.advice)
    if finding.fix is not None:
        kind = "--fix" if finding.fix.safe else "--unsafe-fixes"
        yield "fix", [f"{clean(finding.fix.description)} ({kind})"]
    for one in finding.related:
        where = ", ".join(location.place.short for location in one.locations)
        yield "note", [clean(f"{one.code} {one.name}: {one.message}{f' ({where})' if where else ''}")]


def clean_lines(text: str) -> list[str]:
    """A text of several lines, each fit to be shown."""
    return [clean(line) for line in text.strip().splitlines()]
