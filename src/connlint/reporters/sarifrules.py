"""Rules as SARIF describes them: all active ones, fired or not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from connlint.models.finding import Evidence, Severity
    from connlint.models.rule import RuleCard

LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "note"}

_LONGEST = 1024
"""Characters that GitHub keeps of a description."""

_PROBLEM: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "recommendation"}
_PRECISION: dict[Evidence, str] = {"proved": "very-high", "documented": "high", "convention": "medium"}
_FAMILIES = {
    "CL1": "alignment",
    "CL2": "ranges",
    "CL3": "capacity",
    "CL4": "pool-mode",
    "CL5": "django-settings",
    "CL6": "lifecycle",
    "CL7": "pgbouncer-ini",
    "CL8": "live-system",
    "CL9": "connlint",
}


def rule_object(card: RuleCard, markdown: str) -> dict[str, Any]:
    """One reportingDescriptor; ``markdown`` is the page of the rule."""
    return {
        "id": card.code,
        "name": "".join(word.capitalize() for word in card.name.split("-")),
        "shortDescription": {"text": _sentence(card.summary)[:_LONGEST]},
        "fullDescription": {"text": _sentence(_plain(card.why) or card.summary)[:_LONGEST]},
        "help": {"text": _plain(markdown), "markdown": markdown},
        "defaultConfiguration": {"level": LEVELS[card.severity]},
        "properties": {
            "precision": _PRECISION[card.evidence],
            "problem.severity": _PROBLEM[card.severity],
            "tags": ["django", "postgresql", _FAMILIES.get(card.code[:3], "own-rule"), card.evidence],
        },
    }


def _plain(markdown: str) -> str:
    """Markdown without its marks, as far as plain text wants it."""
    lines = [line.lstrip("#").strip() if line.startswith("#") else line for line in markdown.strip().splitlines()]
    return "\n".join(line.replace("`", "").replace("**", "") for line in lines if not line.startswith("```"))


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
