"""The report as JSON: the contract of schema 1, to which keys may be added and from which none is taken."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from connlint.reporters.plain import place_object, plain
from connlint.reporters.words import clean, tally

if TYPE_CHECKING:
    from connlint.models.finding import Finding, Fix, Location, Result, Suppressed, Undecided
    from connlint.models.stack import Term
    from connlint.reporters.context import Context

SCHEMA = 1


def render(result: Result, context: Context) -> str:  # noqa: ARG001 - every format takes both
    """One JSON document."""
    levels = tally(result)
    document = {
        "schema": SCHEMA,
        "findings": [_finding(finding) for finding in result.findings],
        "undecided": [_undecided(one) for one in result.undecided],
        "suppressed": [_suppressed(one) for one in result.suppressed],
        "notes": [clean(note) for note in result.notes],
        "summary": {
            "errors": levels["error"],
            "warnings": levels["warning"],
            "notes": levels["note"],
            "undecided": len(result.undecided),
            "suppressed": len(result.suppressed),
            "files": len(result.files),
        },
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "evidence": finding.evidence,
        "message": clean(finding.message),
        "locations": _locations(finding.locations),
        "arithmetic": [_term(term) for term in finding.arithmetic],
        "formula": clean(finding.formula),
        "fix": _fix(finding.fix),
        "fingerprint": finding.fingerprint,
        "subject": clean(finding.subject),
        "branch": clean(finding.branch),
        "advice": clean(finding.advice),
        "related": [
            {
                "code": one.code,
                "name": one.name,
                "message": clean(one.message),
                "locations": _locations(one.locations),
            }
            for one in finding.related
        ],
    }


def _locations(locations: tuple[Location, ...]) -> list[dict[str, Any]]:
    return [{**(place_object(one.place) or {}), "label": clean(one.label)} for one in locations]


def _term(term: Term) -> dict[str, Any]:
    return {"term": clean(term.term), "value": plain(term.value), "origin": place_object(term.origin)}


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [{**(place_object(edit.place) or {}), "text": clean(edit.text)} for edit in fix.edits]
    return {"description": clean(fix.description), "safe": fix.safe, "edits": edits}


def _undecided(one: Undecided) -> dict[str, Any]:
    return {
        "code": one.code,
        "name": one.name,
        "missing": clean(one.missing),
        "reason": clean(one.reason),
        "subject": clean(one.subject),
        "location": place_object(one.place),
    }


def _suppressed(one: Suppressed) -> dict[str, Any]:
    hidden = {"by": one.by, "reason": clean(one.reason), "location": place_object(one.place)}
    return {**_finding(one.finding), "suppression": hidden}
