"""Lines that PgBouncer's grammar does not allow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.parsers.pgbouncer.document import brief, holds_secret, shown
from connlint.parsers.pgbouncer.placeholders import find_placeholder

if TYPE_CHECKING:
    from connlint.parsers.pgbouncer.document import Document
    from connlint.parsers.pgbouncer.lexer import Item
    from connlint.parsers.pgbouncer.state import State

_COLON = re.compile(rb"([A-Za-z0-9_.*-]+)[ \t]*:[ \t]*(.*?)[ \t\r]*", re.DOTALL)
_MESSAGES = {
    "byte-order-mark": "the file begins with a byte order mark, which PgBouncer refuses; save it as plain UTF-8",
    "colon": "PgBouncer wants key = value; a colon is a syntax error",
    "double-quoted-key": "a name in double quotes is a syntax error in every version of PgBouncer",
    "no-equals": "not a comment, a [section], an %include or key = value",
    "quoted-key": "a quoted name is empty or never closed",
    "section-bracket": "a section header needs its closing bracket on the same line",
}


def refuse_mistake(state: State, document: Document, item: Item) -> None:
    """Record a line that PgBouncer cannot read."""
    start = item.start - 1 if item.kind == "pair" else item.start
    if item.quoted and not state.schema.quoted_keys:
        _refuse_quoted(state, document, start, item)
        return
    text = document.data[item.start : item.end]
    if item.reason == "no-equals" and b"=" in text and _refuse_placeholder(state, document, item):
        return
    place = document.place(item.start, item.start + len(text.rstrip()))
    if holds_secret(text):
        state.secrets.append(place)
    kind = "encoding" if item.reason == "byte-order-mark" else "syntax-error"
    state.log.refuse(
        kind,
        _MESSAGES[item.reason],
        place,
        subject=document.name if kind == "encoding" else _key_of(text),
        replacement=_replacement(text, item.reason),
        data={"line": document.told(item), "reason": item.reason, "section": state.section or ""},
    )


def _refuse_placeholder(state: State, document: Document, item: Item) -> bool:
    """Record a line whose name is left to be filled in; whether it is one."""
    found = find_placeholder(document.data, item.start, document.data.index(b"=", item.start))
    if found is None:
        return False
    name = brief(shown(document.data[found.start : found.end]))
    state.log.refuse(
        "placeholder",
        f"{name} is left as the name of a line: PgBouncer expands nothing, and does not start",
        document.place(found.start, found.end),
        subject=name,
        data={"line": document.told_line(item.start), "section": state.section or "", "placeholder": name},
    )
    if state.section == "databases":
        state.databases_whole = False
    return True


def _refuse_quoted(state: State, document: Document, start: int, item: Item) -> None:
    end = item.end + 1 if item.kind == "pair" else item.end
    if holds_secret(document.data[start : max(end, item.value_end)]):
        state.secrets.append(document.place(start, max(end, item.value_end)))
    name = shown(document.data[item.start : item.end]).strip("'")
    state.log.refuse(
        "quoted-key",
        f"quoted names are read since PgBouncer 1.25; {state.schema.text} does not start with one",
        document.place(start, end),
        subject=name,
        data={"line": document.told_line(start), "since": "1.25", "section": state.section or ""},
    )


def _key_of(text: bytes) -> str:
    match = re.match(rb"[A-Za-z0-9_.*-]+", text)
    return shown(match[0]) if match else ""


def _replacement(text: bytes, reason: str) -> str | None:
    match = _COLON.fullmatch(text) if reason == "colon" else None
    return f"{shown(match[1])} = {shown(match[2])}" if match else None
