"""Small pieces of text that several formats share."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from connlint.sources.masking import escape, mask

if TYPE_CHECKING:
    from connlint.models.finding import Finding, Result, Severity
    from connlint.models.stack import Term

_LONGEST = 140
"""Characters of a condition that are shown."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")


def clean(text: str) -> str:
    """Text of a rule or a file as it may be shown: no secrets, no control characters."""
    return escape(mask(text)) if text else text


def one_line(text: str) -> str:
    """Clean text without line ends, as the name of a file must be shown."""
    return clean(text).replace("\n", "\\n")


def count(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def tally(result: Result) -> dict[Severity, int]:
    """The number of findings of each level."""
    return {level: sum(finding.severity == level for finding in result.findings) for level in SEVERITIES}


def value_text(value: object) -> str:
    """A number of the arithmetic as a person writes it."""
    if value is None:
        return "not set"
    if isinstance(value, float):
        if math.isinf(value):
            return "unlimited"
        return f"{value:g}" if value.is_integer() is False else str(int(value))
    return clean(str(value))


def term_lines(terms: tuple[Term, ...]) -> list[str]:
    """The terms of a sum, numbers aligned, each with where it stands."""
    values = [value_text(term.value) for term in terms]
    wide = max(map(len, values), default=0)
    return [
        f"{value.rjust(wide)}  {clean(term.term)}{f' ({one_line(term.origin.short)})' if term.origin else ''}"
        for value, term in zip(values, terms, strict=True)
    ]


def headline(finding: Finding) -> str:
    """The message with the branch in which it holds, which JSON has in full length."""
    when = f" (when {brief(finding.branch)})" if finding.branch else ""
    return clean(f"{finding.message}{when}")


def brief(condition: str) -> str:
    """A condition that a reader can take in: cut between two of its parts when it is long."""
    if len(condition) <= _LONGEST:
        return condition
    cut = max(condition.rfind(word, 0, _LONGEST) for word in (" and ", " or "))
    return f"{condition[: cut if cut > 0 else _LONGEST]} …"


def details(finding: Finding) -> list[str]:
    """Everything beside message and frames, a line each, for formats without frames."""
    lines = [f"{one_line(one.place.short)}: {clean(one.label)}" for one in finding.locations[1:]]
    if finding.formula:
        lines.append(clean(finding.formula))
    lines += [line.strip() for line in term_lines(finding.arithmetic)]
    if finding.advice:
        lines.append(clean(finding.advice))
    lines += [clean(f"related: {one.code} {one.name}: {one.message}") for one in finding.related]
    return lines
