"""SARIF 2.1.0, as GitHub code scanning wants it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from connlint import __version__
from connlint.reporters.linehash import line_hashes
from connlint.reporters.paths import uri
from connlint.reporters.sarifrules import LEVELS, rule_object
from connlint.reporters.words import clean, details, headline

if TYPE_CHECKING:
    from connlint.models.finding import Finding, Fix, Result, Undecided
    from connlint.models.place import Place
    from connlint.reporters.context import Context

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def render(result: Result, context: Context) -> str:
    """One log with one run. Suppressed findings are left out: GitHub opens them again as alerts."""
    return json.dumps(_Run(result, context).log(), indent=2, ensure_ascii=False) + "\n"


class _Run:
    def __init__(self, result: Result, context: Context) -> None:
        self._result = result
        self._context = context
        self._cards = context.cards()
        self._indices = {card.code: index for index, card in enumerate(self._cards)}
        self._hashes: dict[str, list[str]] = {}

    def log(self) -> dict[str, Any]:
        driver = {
            "name": "connlint",
            "semanticVersion": __version__,
            "rules": [rule_object(card, self._context.page(card)) for card in self._cards],
        }
        notifications = [self._notification(one) for one in self._result.undecided]
        run = {
            "tool": {"driver": driver},
            "automationDetails": {"id": "connlint/"},
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notifications}],
            "results": [self._finding(finding) for finding in self._result.findings],
        }
        return {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}

    def _finding(self, finding: Finding) -> dict[str, Any]:
        primary, *others = finding.locations
        related = [
            {"id": number, **self._location(one.place), "message": {"text": clean(one.label) or "see here"}}
            for number, one in enumerate(others, 1)
        ]
        links = [f"[{clean(one.place.short)}]({number})" for number, one in enumerate(others, 1)]
        found: dict[str, Any] = {
            "ruleId": finding.code,
            "ruleIndex": self._indices[finding.code],
            "level": LEVELS[finding.severity],
            "message": {"text": _message(finding, links)},
            "locations": [self._location(primary.place)],
            "partialFingerprints": {**self._line_hash(primary.place), "connlintFinding/v1": finding.fingerprint},
        }
        if related:
            found["relatedLocations"] = related
        if finding.fix is not None:
            found["fixes"] = [self._fix(finding.fix)]
        return found

    def _location(self, place: Place) -> dict[str, Any]:
        if place.live:
            return {"logicalLocations": [{"fullyQualifiedName": place.file, "kind": "resource"}]}
        return {"physicalLocation": {"artifactLocation": self._artifact(place), "region": _region(place)}}

    def _artifact(self, place: Place) -> dict[str, str]:
        return {"uri": uri(place.file, self._context.root)}

    def _line_hash(self, place: Place) -> dict[str, str]:
        if place.live:
            return {}
        if place.file not in self._hashes:
            self._hashes[place.file] = line_hashes(self._context.texts.data(place.file) or b"")
        hashes = self._hashes[place.file]
        return {"primaryLocationLineHash": hashes[min(place.line, len(hashes)) - 1]}

    def _fix(self, fix: Fix) -> dict[str, Any]:
        changes = [
            {
                "artifactLocation": self._artifact(edit.place),
                "replacements": [{"deletedRegion": _region(edit.place), "insertedContent": {"text": clean(edit.text)}}],
            }
            for edit in fix.edits
        ]
        return {"description": {"text": clean(fix.description)}, "artifactChanges": changes}

    def _notification(self, one: Undecided) -> dict[str, Any]:
        text = clean(f"{one.code} could not be decided for want of {one.missing or 'a value'}: {one.reason}")
        rule = {"id": one.code} | ({"index": self._indices[one.code]} if one.code in self._indices else {})
        found: dict[str, Any] = {"level": "note", "message": {"text": text}, "associatedRule": rule}
        return found | ({"locations": [self._location(one.place)]} if one.place else {})


def _region(place: Place) -> dict[str, int]:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _message(finding: Finding, links: list[str]) -> str:
    text = _escaped(headline(finding)).rstrip(".")
    where = f" See {', '.join(links)}." if links else ""
    rest = "".join(f"\n{_escaped(line)}" for line in details(finding)[len(links) :])
    return f"{text}.{where}{rest}"


def _escaped(text: str) -> str:
    """Square brackets are links in a SARIF message."""
    return text.replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
