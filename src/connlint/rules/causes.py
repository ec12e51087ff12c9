"""One root cause, one finding: what a graver rule explains becomes a note of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.finding import Related

if TYPE_CHECKING:
    from connlint.rules.gather import Record


def one_for_each_cause(records: list[Record]) -> list[Record]:
    """Take away every record that another rule supersedes for the same anchor in the same case.

    What was taken away is told by the one that remains, as related.
    """
    groups: dict[tuple[object, ...], list[Record]] = {}
    for record in records:
        groups.setdefault((record.subject.anchor, record.subject.module, record.subject.world), []).append(record)
    kept = []
    for group in groups.values():
        kept += _without_consequences(group)
    return kept


def _without_consequences(group: list[Record]) -> list[Record]:
    causes: dict[int, Record] = {}
    for position, record in enumerate(group):
        for other in group:
            if record.head.code in other.head.supersedes and _compatible(record, other):
                causes[position] = other
                break
    remaining = [record for position, record in enumerate(group) if position not in causes]
    told = {id(record): [group[at] for at, cause in causes.items() if cause is record] for record in remaining}
    return [record.telling(_notes(told[id(record)])) for record in remaining]


def _compatible(consequence: Record, cause: Record) -> bool:
    """Whether no condition is true for the one and false for the other."""
    opposite = {(text, not truth) for text, truth in cause.literals}
    return not opposite.intersection(consequence.literals)


def _notes(records: list[Record]) -> tuple[Related, ...]:
    seen: dict[str, Related] = {}
    for record in records:
        finding = record.finding
        note = Related(code=finding.code, name=finding.name, message=finding.message, locations=finding.locations)
        seen.setdefault(finding.code, note)
    return tuple(seen.values())
