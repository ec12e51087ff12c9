"""One root cause, one finding: what a graver rule explains becomes a note of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.finding import Related

if TYPE_CHECKING:
    from connlint.rules.gather import Record


def one_for_each_cause(records: list[Record]) -> list[Record]:
    """Take away every record that another rule supersedes for the same thing in the same case.

    What was taken away is told by the one that remains, as related.
    """
    graver: dict[str, list[Record]] = {}
    for record in records:
        for code in record.head.supersedes:
            graver.setdefault(code, []).append(record)
    told: dict[int, list[Record]] = {}
    kept = []
    for record in records:
        cause = next((other for other in graver.get(record.head.code, ()) if _same_cause(record, other)), None)
        if cause is None:
            kept.append(record)
        else:
            told.setdefault(id(cause), []).append(record)
    return [record.telling(_notes(told.get(id(record), []))) for record in kept]


def _same_cause(consequence: Record, cause: Record) -> bool:
    """Whether both are about the same thing, in cases that can be true together.

    They must agree on everything that both are about; a finding about everything agrees with all.
    """
    first, second = consequence.subject, cause.subject
    if any(first.anchor[key] != second.anchor[key] for key in first.anchor.keys() & second.anchor.keys()):
        return False
    opposite = {(text, not truth) for text, truth in cause.literals}
    return not opposite.intersection(consequence.literals)


def _notes(records: list[Record]) -> tuple[Related, ...]:
    seen: dict[str, Related] = {}
    for record in records:
        finding = record.finding
        note = Related(code=finding.code, name=finding.name, message=finding.message, locations=finding.locations)
        seen.setdefault(finding.code, note)
    return tuple(seen.values())
