"""The same finding in several worlds is one finding, with the condition that it holds under."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.conditions import simplify
from connlint.models.plain import Plain

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.models.conditions import Literals
    from connlint.models.finding import Finding, Related
    from connlint.rules.head import Head
    from connlint.rules.subjects import Subject
    from connlint.sources.identity import Identity

Key = tuple[str, str, int]
"""Code, subject and module: what the cases of one finding have in common."""


class Record(Plain):
    """A finding in one case of its subject."""

    head: Head
    subject: Subject
    literals: Literals
    finding: Finding

    def telling(self, notes: tuple[Related, ...]) -> Record:
        """The same record with related notes."""
        return self.changed(finding=self.finding.model_copy(update={"related": notes})) if notes else self


def gathered(
    records: list[Record], everywhere: Callable[[Key], tuple[Literals, ...]], identity: Identity
) -> tuple[Finding, ...]:
    """Join records that say the same, name their branch, and give each finding its fingerprint."""
    groups: dict[tuple[object, ...], list[Record]] = {}
    for record in records:
        key = (record.head.code, record.subject.label, record.subject.module)
        groups.setdefault((*key, *_identity(record.finding)), []).append(record)
    findings: dict[tuple[object, ...], Finding] = {}
    for group in groups.values():
        first = group[0]
        cases = everywhere((first.head.code, first.subject.label, first.subject.module))
        finding = first.finding.model_copy(update={"branch": _branch([record.literals for record in group], cases)})
        same = (finding.code, *_identity(finding))
        if same not in findings or not finding.branch:
            findings[same] = finding
    return _fingerprinted(_at_one_place(sorted(findings.values(), key=_order)), identity)


def _at_one_place(findings: list[Finding]) -> list[Finding]:
    """The findings, those that say the same of one place (for several aliases) as one with the places of all."""
    joined: dict[tuple[object, ...], Finding] = {}
    for finding in findings:
        first = finding.locations[0].place
        key = (finding.code, finding.severity, finding.message, finding.branch, finding.advice, str(finding.fix), first)
        joined[key] = _with_places(joined[key], finding) if key in joined else finding
    return list(joined.values())


def _with_places(earlier: Finding, finding: Finding) -> Finding:
    known = {location.place for location in earlier.locations}
    more = tuple(location for location in finding.locations if location.place not in known)
    return earlier.model_copy(update={"locations": (*earlier.locations, *more)})


def _identity(finding: Finding) -> tuple[object, ...]:
    return finding.severity, finding.message, tuple(location.place for location in finding.locations)


def _branch(wanted: list[Literals], everywhere: tuple[Literals, ...]) -> str:
    holds = set(wanted)
    others = [literals for literals in everywhere if literals not in holds]
    return simplify(wanted, others) if others else ""


def _order(finding: Finding) -> tuple[object, ...]:
    place = finding.locations[0].place
    return place.file, place.line, place.column, finding.code, finding.subject, finding.message


def _fingerprinted(findings: list[Finding], identity: Identity) -> tuple[Finding, ...]:
    """Give each finding an identity that no moved line and no other directory changes; order tells equal ones apart."""
    import hashlib

    seen: dict[str, int] = {}
    result = []
    for finding in findings:
        subject, message = identity.text(finding.subject), identity.text(finding.message)
        place = finding.locations[0].place
        parts = (finding.code, subject, place.file if place.live else identity.of(place.file), finding.branch, message)
        digest = hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()
        seen[digest] = seen.get(digest, 0) + 1
        if seen[digest] > 1:
            digest = hashlib.sha256(f"{digest}\0{seen[digest]}".encode()).hexdigest()
        result.append(finding.model_copy(update={"fingerprint": digest}))
    return tuple(result)
