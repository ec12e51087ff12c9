"""JUnit XML: a finding is a failed test, an undecided rule a skipped one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from connlint.reporters.words import clean, details, headline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.finding import Finding, Result, Undecided
    from connlint.reporters.context import Context

_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(result: Result, context: Context) -> str:  # noqa: ARG001 - every format takes both
    """One suite. A run without findings is one passed test, because an empty suite reads as a failure."""
    cases = [line for finding in result.findings for line in _failed(finding)]
    cases += [line for one in result.undecided for line in _skipped(one)]
    if not result.findings:
        cases.append('    <testcase classname="connlint" name="no findings"/>')
    total = max(len(result.findings), 1) + len(result.undecided)
    counts = f'tests="{total}" failures="{len(result.findings)}" errors="0" skipped="{len(result.undecided)}"'
    body = "\n".join(cases)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="connlint" {counts}>\n'
        f'  <testsuite name="connlint" {counts}>\n{body}\n  </testsuite>\n</testsuites>\n'
    )


def _failed(finding: Finding) -> Iterator[str]:
    place = finding.locations[0].place
    file = _attribute(place.file)
    name = _attribute(f"{finding.code} {finding.name} {finding.subject}".strip())
    headed = headline(finding)
    text = "\n".join([f"{clean(place.short)}: {finding.severity}: {headed}", *details(finding)])
    yield f'    <testcase classname={file} name={name} file={file} line="{place.line}">'
    yield f'      <failure type="{finding.severity}" message={_attribute(headed)}>{_text(text)}</failure>'
    yield "    </testcase>"


def _skipped(one: Undecided) -> Iterator[str]:
    name = f"{one.code} {one.name} {one.subject}".strip()
    yield f'    <testcase classname="undecided" name={_attribute(name)}>'
    yield f"      <skipped message={_attribute(one.reason)}/>"
    yield "    </testcase>"


def _attribute(text: str) -> str:
    return quoteattr(_allowed(text))


def _text(text: str) -> str:
    return escape(_allowed(text))


def _allowed(text: str) -> str:
    """Text without the characters that XML cannot hold even escaped."""
    return _FORBIDDEN.sub("\ufffd", clean(text))
