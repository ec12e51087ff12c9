"""Findings, undecided rules, and the result of a run."""

from typing import Literal

from connlint.models.base import Record
from connlint.models.place import Place
from connlint.models.stack import Term

Severity = Literal["error", "warning", "note"]
Evidence = Literal["proved", "documented", "convention"]


class Location(Record):
    """A place that a finding shows, with the words that stand under its carets."""

    place: Place
    label: str = ""


class Edit(Record):
    """Replace the text at ``place`` by ``text``."""

    place: Place
    text: str


class Fix(Record):
    """A repair. ``safe`` fixes never change the meaning the author can have intended."""

    description: str
    safe: bool
    edits: tuple[Edit, ...] = ()


class Related(Record):
    """Another rule that holds for the same cause: told as a note, not as a finding of its own."""

    code: str
    name: str
    message: str
    locations: tuple[Location, ...] = ()


class Finding(Record):
    """One thing that is wrong. ``locations`` has at least one member; the first is primary.

    ``subject`` names what it is about ("default", "pgbouncer.ini", "default -> app"); ``branch`` is the
    condition under which it holds, empty when always; ``advice`` the concrete repair in the user's file.
    """

    code: str
    name: str
    severity: Severity
    evidence: Evidence
    message: str
    locations: tuple[Location, ...]
    arithmetic: tuple[Term, ...] = ()
    formula: str = ""
    fix: Fix | None = None
    fingerprint: str = ""
    subject: str = ""
    branch: str = ""
    advice: str = ""
    related: tuple[Related, ...] = ()


class Undecided(Record):
    """A rule that could not be decided: which value was missing, and why."""

    code: str
    name: str = ""
    missing: str
    reason: str
    subject: str = ""
    place: Place | None = None


class Suppressed(Record):
    """A finding that policy hid, and by what ("comment", "baseline") and with which reason."""

    finding: Finding
    by: str
    reason: str = ""
    place: Place | None = None


class Result(Record):
    """What a run found. ``files`` are those that were read, as reported; ``notes`` are remarks about the
    run itself (what discovery took, which link was assumed); ``systems`` the running programs that were looked at."""

    findings: tuple[Finding, ...] = ()
    undecided: tuple[Undecided, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    files: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    secrets: tuple[Place, ...] = ()
    systems: tuple[str, ...] = ()
