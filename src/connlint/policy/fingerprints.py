"""What makes a finding the same finding in the next run: never its line."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import TYPE_CHECKING

from connlint.sources.identity import Identity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.models.finding import Finding


def with_fingerprints(findings: Iterable[Finding], identity: Identity | None = None) -> tuple[Finding, ...]:
    """Give every finding a fingerprint that no other of the run has."""
    identity = identity or Identity()
    seen: Counter[str] = Counter()
    marked = []
    for finding in findings:
        base = finding.fingerprint or _fingerprint(finding, identity)
        seen[base] += 1
        own = base if seen[base] == 1 else _digest(base, str(seen[base]))
        marked.append(finding.model_copy(update={"fingerprint": own}))
    return tuple(marked)


def _fingerprint(finding: Finding, identity: Identity) -> str:
    place = finding.locations[0].place
    file = place.file if place.live else identity.of(place.file)
    return _digest(finding.code, identity.text(finding.subject), finding.branch, file)


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()[:32]
