"""Markdown, for the summary of a job or a comment on a change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.reporters.ansi import Pen
from connlint.reporters.summary import summary
from connlint.reporters.words import clean, details, headline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.finding import Finding, Result
    from connlint.reporters.context import Context

_MARKED = "\\`*_{}[]<>#|~"


def render(result: Result, context: Context) -> str:  # noqa: ARG001 - every format takes both
    """The summary, a table of the findings, then each with its places and its sum."""
    return "\n".join(_lines(result)) + "\n"


def _lines(result: Result) -> Iterator[str]:
    yield "## connlint"
    yield ""
    yield f"{summary(result, Pen())}."
    if result.findings:
        yield ""
        yield "| | rule | where | what |"
        yield "| --- | --- | --- | --- |"
        yield from (_row(finding) for finding in result.findings)
        for finding in result.findings:
            yield from _section(finding)
    if result.undecided:
        yield ""
        yield "<details><summary>Undecided</summary>"
        yield ""
        yield from (
            f"- {one.code} {escaped(clean(one.subject))}: {escaped(clean(one.reason))}" for one in result.undecided
        )
        yield ""
        yield "</details>"


def _row(finding: Finding) -> str:
    where = code(clean(finding.locations[0].place.short))
    return f"| {finding.severity} | {finding.code} | {where} | {escaped(headline(finding))} |"


def _section(finding: Finding) -> Iterator[str]:
    lines = details(finding)
    if not lines:
        return
    yield ""
    yield f"<details><summary>{finding.code} {finding.name}</summary>"
    yield ""
    yield from (f"- {escaped(line)}" for line in lines)
    yield ""
    yield "</details>"


def escaped(text: str) -> str:
    """Text in which nothing is markup."""
    return "".join(f"\\{one}" if one in _MARKED else one for one in " ".join(text.split()))


def code(text: str) -> str:
    """Text as code in a table."""
    return f"`{text.replace('`', '').replace('|', '/')}`"
