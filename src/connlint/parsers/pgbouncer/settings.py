"""Lines of the section [pgbouncer]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known, unknown
from connlint.parsers.pgbouncer import traps
from connlint.parsers.pgbouncer.document import brief, shown
from connlint.parsers.pgbouncer.placeholders import find_placeholder
from connlint.parsers.pgbouncer.state import Written
from connlint.parsers.pgbouncer.values import Reading, read_value
from connlint.sources.secrets import names_secret

if TYPE_CHECKING:
    from connlint.parsers.pgbouncer.document import Document
    from connlint.parsers.pgbouncer.lexer import Item
    from connlint.parsers.pgbouncer.schema import Key
    from connlint.parsers.pgbouncer.state import State

_TEXTS = ("string", "path", "sql", "word-list", "address-list")
_RESERVED = b"pgbouncer"
_KINDS = {
    "int": "a whole number",
    "uint": "a whole number",
    "bool": "0 or 1",
    "seconds": "a number of seconds without a unit",
}


def read_setting(state: State, document: Document, item: Item) -> None:
    """Take one line ``key = value`` of [pgbouncer]."""
    name = shown(document.data[item.start : item.end])
    key = state.schema.key("pgbouncer", name)
    if key is None:
        if names_secret(name):
            state.secrets.append(document.place(item.value_start, item.value_end))
        from connlint.parsers.pgbouncer.unknown_names import Where, refuse_name

        where = Where("pgbouncer", document.told(item))
        refuse_name(state, name, document.place(item.start, item.end), where)
        return
    text = document.data[item.value_start : item.value_end]
    reading = read_value(key, text, state.schema)
    place = document.place(item.value_start, item.value_end)
    if key.name == "auth_dbname" and text == _RESERVED and state.schema.release >= (1, 20):
        reading = Reading(refused="reserved")
    traced = _with_placeholder(state, document, item, key, reading)
    if traced is None:
        traced = _plain(state, document, item, key, reading)
    if state.doubt:
        traced = unknown(state.doubt, place)
    _tell_duplicate(state, document, item, key, text)
    state.settings[name] = Written(traced, place, text)
    if name == "auth_ldap_options" and b"passwd" in text:
        state.secrets.append(place)


def _plain(state: State, document: Document, item: Item, key: Key, reading: Reading) -> Traced:
    """A value without placeholders."""
    place = document.place(item.value_start, item.value_end)
    if reading.refused:
        _refuse(state, document, item, key, reading.refused)
        return unknown(f"PgBouncer refuses this value of {key.name}", place)
    if reading.misread:
        state.log.silent(
            "misread-number",
            traps.misread_message(key.name, reading.misread, reading.read),
            place,
            subject=key.name,
            data={
                "section": "pgbouncer",
                "reason": reading.misread,
                "read": reading.read,
                "written": shown(document.data[item.value_start : item.value_end]),
            },
        )
    if key.type in _TEXTS:
        traps.check_string(state.log, document, item, key)
    return known(reading.value, origin=place)


def _with_placeholder(state: State, document: Document, item: Item, key: Key, reading: Reading) -> Traced | None:
    """An unknown for a value that holds a placeholder; None when it holds none."""
    found = find_placeholder(document.data, item.value_start, item.value_end)
    if found is None:
        return None
    text = shown(document.data[found.start : found.end])
    place = document.place(found.start, found.end)
    if state.final:
        add = state.log.refuse if reading.refused else state.log.silent
        add(
            "placeholder",
            f"{brief(text)} is left in {key.name}: PgBouncer expands nothing and takes it literally",
            place,
            subject=key.name,
            data={"section": "pgbouncer", "line": document.told(item), "placeholder": text},
        )
    return unknown(f"{key.name} holds the placeholder {brief(text)}", place, missing=found.variable)


def _refuse(state: State, document: Document, item: Item, key: Key, reason: str) -> None:
    from connlint.parsers.pgbouncer.repairs import inline_comment

    text = document.data[item.value_start : item.value_end]
    data = {"section": "pgbouncer", "line": document.told(item), "type": key.type, "reason": reason}
    comment = inline_comment(text)
    if comment is not None and reason != "reserved":
        state.log.refuse(
            "inline-comment",
            f"PgBouncer has no comments after a value: it refuses {key.name} with all of this text, and does not start",
            document.place(item.value_start + comment[1], item.value_end),
            subject=key.name,
            suggestion="move the comment to a line of its own",
            **traps.comment_on_own_line(document, item, *comment),
            data=data,
        )
        return
    if reason == "reserved":
        state.log.refuse(
            "reserved-name",
            "auth_dbname cannot be pgbouncer, the admin console",
            document.place(item.value_start, item.value_end),
            subject=key.name,
            data=data,
        )
        return
    _refuse_value(state, document, item, key, data)


def _refuse_value(state: State, document: Document, item: Item, key: Key, data: dict[str, str]) -> None:
    from connlint.parsers.pgbouncer.repairs import repaired

    text = document.data[item.value_start : item.value_end]
    replacement = repaired(key, text, data["reason"], state.schema)
    wanted = _KINDS.get(key.type) or "one of " + ", ".join(key.words)
    place = document.place(item.value_start, item.value_end)
    if not text:
        place = document.place(item.start, item.end)
        replacement = None
    state.log.refuse(
        "invalid-value",
        f"{key.name} = {brief(shown(text))} is refused: it takes {wanted}" if text else f"{key.name} needs {wanted}",
        place,
        subject=key.name,
        suggestion=replacement or "",
        replacement=replacement,
        data=data,
    )


def _tell_duplicate(state: State, document: Document, item: Item, key: Key, text: bytes) -> None:
    before = state.settings.get(key.name)
    if before is None:
        return
    state.log.silent(
        "duplicate-key",
        f"{key.name} is written twice; PgBouncer takes the last one and forgets {before.place.short}",
        document.place(item.start, item.end),
        subject=key.name,
        data={"section": "pgbouncer", "first": before.place.short, "same": "1" if before.text == text else ""},
    )
