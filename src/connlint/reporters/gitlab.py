"""GitLab's Code Quality report."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from connlint.reporters.paths import relative
from connlint.reporters.words import details, headline

if TYPE_CHECKING:
    from connlint.models.finding import Result, Severity
    from connlint.models.place import Place
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
            "location": _location(finding.locations[0].place, context),
        }
        for finding in result.findings
    ]
    return json.dumps(issues, indent=2, ensure_ascii=False) + "\n"


def _location(place: Place, context: Context) -> dict[str, Any]:
    """Where GitLab shows it; a running system has no line, and GitLab wants one."""
    path = place.file if place.live else relative(place.file, context.root)
    return {"path": path, "lines": {"begin": max(place.line, 1), "end": max(place.end_line, 1)}}
