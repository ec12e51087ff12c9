"""The baseline: findings that are accepted for now, by fingerprint."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from connlint.models.finding import Suppressed
from connlint.models.place import Place
from connlint.policy.own import UNUSED, own_finding
from connlint.sources.errors import UnreadableError
from connlint.sources.text import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from connlint.models.finding import Finding

_ADVICE = "write the baseline again with --write-baseline"


class Baseline:
    """The entries of a baseline file. Raises UnreadableError when it is missing or not a baseline."""

    def __init__(self, file: str) -> None:
        self._source = read(Path(file), file)
        try:
            entries = json.loads(self._source.text)["findings"]
            self._entries = {entry["fingerprint"]: entry for entry in entries}
        except (ValueError, KeyError, TypeError):
            raise UnreadableError(f"is not a baseline; {_ADVICE}", file) from None
        self._used: set[str] = set()

    def hide(self, finding: Finding) -> Suppressed | None:
        """The suppression of a finding that the baseline has."""
        if finding.fingerprint not in self._entries:
            return None
        self._used.add(finding.fingerprint)
        return Suppressed(finding=finding, by="baseline")

    def stale(self, ran: set[str]) -> Iterator[Finding]:
        """Entries that match nothing any more, of the rules that ran and were decided."""
        for number, line in enumerate(self._source.lines, 1):
            for fingerprint, entry in self._entries.items():
                code = str(entry.get("code", ""))
                if fingerprint not in line or fingerprint in self._used or code not in ran:
                    continue
                column = line.index(fingerprint) + 1
                place = Place(
                    file=self._source.name,
                    line=number,
                    column=column,
                    end_line=number,
                    end_column=column + len(fingerprint),
                )
                message = f"this baseline entry of {code} ({entry.get('subject', '')}) matches nothing any more"
                yield own_finding(UNUSED, message, place, fingerprint, _ADVICE)


def render_baseline(findings: Iterable[Finding]) -> str:
    """A baseline file for these findings: one entry a line group, in a stable order."""
    entries = [
        {
            "code": finding.code,
            "file": finding.locations[0].place.file,
            "subject": finding.subject,
            "fingerprint": finding.fingerprint,
        }
        for finding in sorted(findings, key=lambda one: (one.code, one.fingerprint))
    ]
    return json.dumps({"schema": 1, "findings": entries}, indent=2) + "\n"
