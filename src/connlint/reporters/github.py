"""Annotations of GitHub Actions: one workflow command a finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.reporters.paths import relative
from connlint.reporters.words import SEVERITIES, count, details, headline, tally

if TYPE_CHECKING:
    from connlint.models.finding import Finding, Result, Severity
    from connlint.reporters.context import Context

_COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def render(result: Result, context: Context) -> str:
    """The annotations, errors first: GitHub shows ten of a kind for a step."""
    findings = sorted(result.findings, key=lambda finding: SEVERITIES.index(finding.severity))
    lines = [_annotation(finding, context) for finding in findings]
    levels = tally(result)
    counts = ", ".join(count(levels[level], level) for level in SEVERITIES)
    lines.append(f"connlint: {counts}, {len(result.undecided)} undecided, {len(result.suppressed)} suppressed")
    return "\n".join(lines) + "\n"


def _annotation(finding: Finding, context: Context) -> str:
    place = finding.locations[0].place
    properties: dict[str, str | int] = {}
    if not place.live:
        properties |= {"file": relative(place.file, context.root), "line": place.line, "endLine": place.end_line}
        if place.line == place.end_line:  # columns of a range of several lines are refused
            properties |= {"col": place.column, "endColumn": place.end_column}
    properties["title"] = f"{finding.code} {finding.name}"
    shown = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    message = "\n".join([headline(finding), *details(finding)])
    return f"::{_COMMANDS[finding.severity]} {shown}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
