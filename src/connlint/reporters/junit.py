"""JUnit XML: a finding that fails the run is a failed test, a lesser one passes; an undecided rule is skipped."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from connlint.reporters.words import SEVERITIES, clean, details, headline

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from connlint.models.finding import Finding, Result, Undecided
    from connlint.reporters.context import Context

_FORBIDDEN = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(result: Result, context: Context) -> str:
    """One suite. A run without findings is one passed test, because an empty suite reads as a failure."""
    fatal = SEVERITIES[: SEVERITIES.index(context.fail_on) + 1]
    names = _names(result.findings)
    cases = [
        line
        for finding, name in zip(result.findings, names, strict=True)
        for line in _case(finding, name, failed=finding.severity in fatal)
    ]
    failures = sum(finding.severity in fatal for finding in result.findings)
    cases += [line for one in result.undecided for line in _skipped(one)]
    if not result.findings:
        cases.append('    <testcase classname="connlint" name="no findings"/>')
    total = max(len(result.findings), 1) + len(result.undecided)
    counts = f'tests="{total}" failures="{failures}" errors="0" skipped="{len(result.undecided)}"'
    body = "\n".join(cases)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="connlint" {counts}>\n'
        f'  <testsuite name="connlint" {counts}>\n{body}\n  </testsuite>\n</testsuites>\n'
    )


def _names(findings: Sequence[Finding]) -> Iterator[str]:
    """The name of each finding; further ones of the same rule, file and subject have a number, for CI merges equals."""
    seen: Counter[tuple[str, str]] = Counter()
    for finding in findings:
        name = f"{finding.code} {finding.name} {finding.subject}".strip()
        key = (finding.locations[0].place.file, name)
        seen[key] += 1
        yield name if seen[key] == 1 else f"{name} ({seen[key]})"


def _case(finding: Finding, name: str, *, failed: bool) -> Iterator[str]:
    place = finding.locations[0].place
    file = _attribute(place.file)
    headed = headline(finding)
    text = "\n".join([f"{clean(place.short)}: {finding.severity}: {headed}", *details(finding)])
    where = "" if place.live else f' file={file} line="{place.line}"'
    yield f"    <testcase classname={file} name={_attribute(name)}{where}>"
    if failed:
        yield f'      <failure type="{finding.severity}" message={_attribute(headed)}>{_text(text)}</failure>'
    else:
        yield f"      <system-out>{_text(text)}</system-out>"
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
