"""Mistakes in a line of [databases], [users] or [peers], and what they cost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.pgbouncer.document import brief, holds_secret
from connlint.parsers.pgbouncer.traps import comment_on_own_line

if TYPE_CHECKING:
    from connlint.models.place import Place
    from connlint.parsers.pgbouncer.connstring import Broken
    from connlint.parsers.pgbouncer.entries import Line

_LONGEST_NAME = 63
_HIGHEST_PEER = 0xFFFF
_REASONS = {
    "no-equals": "a key without =value",
    "empty-value": "a key with an empty value",
    "open-quote": "a single quote that is never closed",
}


def refuse_name_of_entry(line: Line) -> None:
    """Look at the key of the line: the name of a database or the number of a peer."""
    item, document = line.item, line.document
    place = document.place(item.start, item.end)
    if line.section == "databases" and line.name == "pgbouncer" and line.state.schema.strict_entries:
        _mistake(line, "reserved-name", "the database name pgbouncer is the admin console", place, "")
    elif line.section == "databases" and item.end - item.start > _LONGEST_NAME:
        _mistake(line, "name-too-long", "a database name has at most 63 bytes", place, "")
    elif line.section == "peers" and not is_peer(line.name):
        _mistake(line, "invalid-value", "the key of a peer is its number, 1 to 65535", place, "out-of-range")


def refuse_value(line: Line, message: str, place: Place, reason: str, **more: object) -> None:
    """Record a value of a connection string that PgBouncer refuses; ``more`` goes to the problem."""
    _mistake(line, "invalid-value", message, place, reason, **more)


def refuse_broken(line: Line, broken: Broken) -> None:
    """Record the place from which a connection string cannot be read."""
    item, document = line.item, line.document
    text = document.data[item.value_start : item.value_end]
    place = line.place(broken.start, broken.end)
    if b"://" in text[:30]:
        _mistake(line, "syntax-error", "PgBouncer takes no URI here, only key=value pairs", place, "uri")
        return
    message = f"the connection string of {brief(line.name)} cannot be read: {_REASONS[broken.reason]}"
    _mistake(line, "syntax-error", message, place, broken.reason)


def refuse_comment(line: Line, start: int) -> None:
    """Record a comment in a connection string; ``start`` is where it begins in the string.

    The repair writes the line anew, so there is none where the line holds a password.
    """
    item, document = line.item, line.document
    text = document.data[item.value_start : item.value_end]
    value_end = len(text[:start].rstrip(b" \t"))
    wildcard = line.section == "databases" and line.name == "*"
    cost = "" if wildcard else ", and does not start" if line.strict else ", and skips the line"
    _mistake(
        line,
        "inline-comment",
        f"PgBouncer has no comments after a value: it reads this one as a part of {brief(line.name)}{cost}",
        line.place(start, len(text)),
        "connection-string",
        suggestion="move the comment to a line of its own",
        **(comment_on_own_line(document, item, value_end, start) if value_end and not holds_secret(text) else {}),
    )


def is_peer(name: str) -> bool:
    """Whether a name is the number of a peer, 1 to 65535."""
    digits = name.strip().removeprefix("+")
    return digits.isascii() and digits.isdecimal() and len(digits.lstrip("0")) < 6 and 1 <= int(digits) <= _HIGHEST_PEER  # noqa: PLR2004


def _mistake(line: Line, kind: str, message: str, place: Place, reason: str, **more: object) -> None:
    """Record a mistake: fatal, or skipped with the line before 1.16, or hidden in ``*`` until a client comes."""
    line.broken = True
    data = {"section": line.section, "entry": line.name, "line": line.told, "reason": reason}
    subject = str(more.pop("subject", line.name))
    if line.section == "databases" and line.name == "*":
        hidden = f"{message}; PgBouncer looks at the string of * only when a client connects"
        line.state.log.silent("wildcard-entry-error", hidden, place, subject="*", data=data)
        return
    add = line.state.log.refuse if line.strict else line.state.log.silent
    add(kind, message, place, subject=subject, data=data, **more)
