"""One root cause, one finding: what a rule at least as grave explains becomes a note of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.finding import Related

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connlint.models.finding import Severity
    from connlint.rules.gather import Record

_RANK: dict[Severity, int] = {"note": 0, "warning": 1, "error": 2}


def one_for_each_cause(records: list[Record]) -> list[Record]:
    """Take away every record that another rule supersedes for the same thing in the same case.

    What was taken away is told by the one that remains, as related. Nothing is taken away by what is less severe:
    an error below a warning would be hidden from whoever asks for errors only. A convention is, by what is known:
    where CL102 speaks, CL101 has nothing to add.
    """
    explaining: dict[str, list[int]] = {}
    for position, record in enumerate(records):
        for code in record.head.supersedes:
            explaining.setdefault(code, []).append(position)
    causes = [
        next((other for other in explaining.get(record.head.code, ()) if _explains(records[other], record)), None)
        for record in records
    ]
    told: dict[int, list[Record]] = {}
    for position, record in enumerate(records):
        told.setdefault(_root(position, causes), []).append(record)
    return [records[root].telling(_notes(records[root], told[root])) for root in sorted(told)]


def _root(position: int, causes: Sequence[int | None]) -> int:
    """The cause of the cause; of rules that supersede each other in a circle the first one."""
    path = [position]
    while (cause := causes[path[-1]]) is not None:
        if cause in path:
            return min(path[path.index(cause) :])
        path.append(cause)
    return path[-1]


def _explains(cause: Record, consequence: Record) -> bool:
    severe_enough = _RANK[cause.finding.severity] >= _RANK[consequence.finding.severity]
    better_known = consequence.finding.evidence == "convention" != cause.finding.evidence
    return (severe_enough or better_known) and _same_cause(consequence, cause)


def _same_cause(consequence: Record, cause: Record) -> bool:
    """Whether both are about the same thing, in cases that can be true together.

    They must agree on everything that both are about; a finding about everything agrees with all.
    """
    first, second = consequence.subject, cause.subject
    if any(first.anchor[key] != second.anchor[key] for key in first.anchor.keys() & second.anchor.keys()):
        return False
    opposite = {(text, not truth) for text, truth in cause.literals}
    return not opposite.intersection(consequence.literals)


def _notes(root: Record, records: list[Record]) -> tuple[Related, ...]:
    """What the others of one cause say, each rule once."""
    seen: dict[str, Related] = {}
    for finding in (record.finding for record in records if record is not root):
        note = Related(code=finding.code, name=finding.name, message=finding.message, locations=finding.locations)
        seen.setdefault(finding.code, note)
    return tuple(seen.values())
