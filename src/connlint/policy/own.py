"""The findings that policy itself makes: unused, unexplained and expired suppressions, undecided rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.finding import Finding, Location, Severity
from connlint.models.place import Place
from connlint.policy.selection import nearest

if TYPE_CHECKING:
    from connlint.models.finding import Undecided
    from connlint.policy.comments import Suppression
    from connlint.policy.selection import Selection

UNUSED, UNEXPLAINED, EXPIRED, UNDECIDED = "CL901", "CL902", "CL903", "CL905"

_NAMES: dict[str, tuple[str, Severity]] = {
    UNUSED: ("unused-suppression", "warning"),
    UNEXPLAINED: ("suppression-without-reason", "note"),
    EXPIRED: ("expired-suppression", "error"),
    UNDECIDED: ("undecided", "note"),
}


def own_finding(code: str, message: str, place: Place, subject: str, advice: str = "") -> Finding:
    """A finding of connlint about itself."""
    name, severity = _NAMES[code]
    return Finding(
        code=code,
        name=name,
        severity=severity,
        evidence="convention",
        message=message,
        locations=(Location(place=place),),
        subject=subject,
        advice=advice,
    )


def unused(suppression: Suppression, words: tuple[str, ...]) -> Finding:
    """A comment, or some words of it, that hid nothing."""
    what = ", ".join(words)
    message = (
        f"this comment ignores {what}, and nothing here is hidden by it" if words else "this comment names no rule"
    )
    advice = "remove it, or the words that hide nothing" if words else "name the rules: connlint: ignore[CL101] reason"
    return own_finding(UNUSED, message, suppression.place, what or "comment", advice)


def unknown_word(suppression: Suppression, word: str, selection: Selection) -> Finding:
    """A comment that names a rule that is not there."""
    message = f"this comment ignores {word}, and no rule is called that{nearest(word, selection.rules.values())}"
    return own_finding(UNUSED, message, suppression.place, word)


def unexplained(suppression: Suppression) -> Finding:
    """A comment without a reason."""
    message = f"this comment ignores {', '.join(suppression.words)} and does not say why"
    return own_finding(UNEXPLAINED, message, suppression.place, ", ".join(suppression.words))


def expired(suppression: Suppression) -> Finding:
    """A comment whose day has passed, or has no day that can be read."""
    words = ", ".join(suppression.words)
    if suppression.malformed:
        message = f"until={suppression.malformed} is not a date; write it as YYYY-MM-DD"
    else:
        message = f"this comment ignored {words} until {suppression.until}, and that day has passed"
    return own_finding(EXPIRED, message, suppression.place, words, "mend what it hid, or give it a new day and reason")


def undecided_finding(undecided: Undecided, files: tuple[str, ...]) -> Finding | None:
    """A rule that could not be decided, as a finding; None when there is no place to show."""
    place = undecided.place
    if place is None and files:
        place = Place(file=files[0], line=1, column=1, end_line=1, end_column=1)
    if place is None:
        return None
    message = f"{undecided.code} could not be decided: {undecided.reason}"
    return own_finding(UNDECIDED, message, place, f"{undecided.code} {undecided.subject}".strip())
