"""GitLab's Code Quality report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from connlint.reporters.paths import relative
from connlint.reporters.words import details, headline

if TYPE_CHECKING:
    from connlint.models.finding import Result, Severity
    from connlint.reporters.context import Context

_SEVERITIES: dict[Severity, str] = {"error": "critical", "warning": "major", "note": "info"}


def render(result: Result, context: Context) -> str:
    """A list of issues; fingerprints are unique within a run."""
    issues = [
        {
            "description": f"{finding.code} {headline(finding)}",
            "content": {"body": "\n".join(details(finding))},
            "check_name": finding.name,
            "categories": ["Bug Risk"],
            "fingerprint": finding.fingerprint,
            "severity": _SEVERITIES[finding.severity],
            "location": {
                "path": relative(finding.locations[0].place.file, context.root),
                "lines": {
                    "begin": finding.locations[0].place.line,
                    "end": finding.locations[0].place.end_line,
                },
            },
        }
        for finding in result.findings
    ]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"
