"""Lines of [databases], [users] and [peers]."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from connlint.models.pgbouncer import PoolerEntry
from connlint.models.plain import Plain
from connlint.models.traced import REDACTED, Traced, known, unknown
from connlint.parsers.pgbouncer import traps
from connlint.parsers.pgbouncer.connstring import Broken, Pair, pairs
from connlint.parsers.pgbouncer.document import brief, holds_secret, shown
from connlint.parsers.pgbouncer.entry_mistakes import (
    is_peer,
    refuse_broken,
    refuse_comment,
    refuse_name_of_entry,
    refuse_value,
)
from connlint.parsers.pgbouncer.placeholders import PLACEHOLDER, find_placeholder
from connlint.parsers.pgbouncer.values import read_entry_value
from connlint.sources.secrets import names_secret, pairs_secret

if TYPE_CHECKING:
    from connlint.models.place import Place
    from connlint.parsers.pgbouncer.document import Document
    from connlint.parsers.pgbouncer.lexer import Item
    from connlint.parsers.pgbouncer.schema import Key
    from connlint.parsers.pgbouncer.state import State

FORCED = ("user", "password")
_COMMENTS = (b";", b"#")


class Line(Plain, frozen=False):
    """One line of the section, on its way to an entry.

    ``strict`` tells whether a mistake in it stops the start: not in the string of ``*``, which PgBouncer
    looks at when a client connects, and not before 1.16, which skips the line.
    """

    state: State
    document: Document
    item: Item
    section: str
    name: str
    strict: bool
    broken: bool = False

    @cached_property
    def settings(self) -> dict[str, Traced]:
        """What its connection string sets, by key."""
        return {}

    @property
    def told(self) -> str:
        """``file:line`` as PgBouncer prints it."""
        return self.document.told(self.item)

    def place(self, start: int, end: int) -> Place:
        """The place of a part of the connection string."""
        return self.document.place(self.item.value_start + start, self.item.value_start + end)


def read_entry(state: State, document: Document, item: Item, section: str) -> None:
    """Take one line ``name = key=value ...``."""
    name = shown(document.data[item.start : item.end])
    strict = state.schema.strict_entries and not (section == "databases" and name == "*")
    line = Line(state, document, item, section, name, strict)
    refuse_name_of_entry(line)
    text = document.data[item.value_start : item.value_end]
    if not state.final:
        text = re.sub(PLACEHOLDER, lambda found: found[0].replace(b" ", b"_").replace(b"\t", b"_"), text)
    for pair in pairs(text):
        if text[pair.start : pair.start + 1] in _COMMENTS:
            if holds_secret(text[pair.start :]):
                state.secrets.append(line.place(pair.start, len(text)))
            refuse_comment(line, pair.start)
            break
        if isinstance(pair, Broken):
            if holds_secret(text[pair.start :]):
                state.secrets.append(line.place(pair.start, pair.end))
            refuse_broken(line, pair)
        else:
            _take(line, pair)
    if section == "peers" and "host" not in line.settings and not line.broken:
        refuse_value(line, "a peer needs host=", line.place(0, len(text)), "empty", subject="host")
    _keep(line)


def _take(line: Line, pair: Pair) -> None:
    name = shown(pair.key)
    if pair.value and (names_secret(name) or pairs_secret(shown(pair.value))):
        line.state.secrets.append(line.place(pair.value_start, pair.value_end))
    key = line.state.schema.key(line.section, name)
    place = line.place(pair.start, pair.end)
    if key is None:
        line.broken = True
        if line.name == "*" and line.section == "databases":
            _tell_wildcard(line, f"the key {brief(name)} is unknown", place, "unknown-key")
        else:
            from connlint.parsers.pgbouncer.unknown_names import Where, refuse_name

            refuse_name(line.state, name, place, Where(line.section, line.told, line.name, line.strict))
        return
    traced = _placeholder(line, pair, name) or _value(line, pair, key)
    stored = "reserve_pool_size" if name == "reserve_pool" else name
    if stored in line.settings:
        message = f"{name} is written twice; the last one counts"
        _tell(line, "duplicate-key", message, place, subject=name, first=line.told)
    line.settings[stored] = traced


def _value(line: Line, pair: Pair, key: Key) -> Traced:
    name = key.name
    place = line.place(pair.value_start, pair.value_end)
    reading = read_entry_value(key, pair.value)
    if reading.refused:
        from connlint.parsers.pgbouncer.repairs import repaired

        meant = repaired(key, pair.value, reading.refused, line.state.schema)
        message = _refusal(name, shown(pair.value), key.words)
        refuse_value(line, message, place, reading.refused, subject=name, suggestion=meant or "", replacement=meant)
        return unknown(f"PgBouncer refuses this value of {name}", place)
    if reading.misread and not pair.swallowed:
        _tell(
            line,
            "misread-number",
            traps.misread_message(name, reading.misread, reading.read),
            place,
            subject=name,
            reason=reading.misread,
            read=reading.read,
            written=_open_text(name, pair),
        )
    _check_text(line, pair, name, place)
    if line.state.doubt:
        return unknown(line.state.doubt, place)
    if name == "password" or (isinstance(reading.value, str) and pairs_secret(shown(pair.value))):
        return Traced(status="known", value=REDACTED, how="literal", origin=place, secret=True)
    return known(reading.value, origin=place)


def _placeholder(line: Line, pair: Pair, name: str) -> Traced | None:
    data, start = line.document.data, line.item.value_start
    found = find_placeholder(data, start + pair.value_start, start + pair.value_end)
    if found is None:
        return None
    text = shown(data[found.start : found.end])
    place = line.document.place(found.start, found.end)
    if line.state.final:
        key = line.state.schema.key(line.section, name)
        refused = key is not None and read_entry_value(key, pair.value).refused and line.strict
        add = line.state.log.refuse if refused else line.state.log.silent
        add(
            "placeholder",
            f"{brief(text)} is left in {name} of {brief(line.name)}: PgBouncer expands nothing and takes it literally",
            place,
            subject=name,
            data={"section": line.section, "entry": line.name, "line": line.told, "placeholder": text},
        )
    return unknown(f"{name} holds the placeholder {brief(text)}", place, missing=found.variable)


def _open_text(name: str, pair: Pair) -> str:
    """The value as it may be shown."""
    text = shown(pair.value)
    return REDACTED if name == "password" or pairs_secret(text) else text


def _check_text(line: Line, pair: Pair, name: str, place: Place) -> None:
    """Tell what became part of a value though it was meant as something else."""
    if pair.swallowed:
        read = _open_text(name, pair)
        message = f"{name}= is empty, so PgBouncer takes the next pair as its value: {brief(read)}"
        _tell(line, "swallowed-pair", message, place, subject=name, read=read)
    if b"\t" in pair.value and not pair.quoted:
        message = f"only spaces separate pairs: the tab and what follows are part of {name}"
        _tell(line, "tab-in-connection-string", message, place, subject=name)
    if not pair.quoted and pair.value[:1] == b'"':
        message = f"double quotes become part of {name}; single quotes are the ones that count"
        _tell(line, "quoted-value", message, place, subject=name)


def _tell(line: Line, kind: str, message: str, place: Place, **more: str) -> None:
    """Record a trap; ``more`` is its subject and what else its message needs."""
    subject = more.pop("subject", line.name)
    line.state.log.silent(
        kind, message, place, subject=subject, data={"section": line.section, "entry": line.name, **more}
    )


def _tell_wildcard(line: Line, what: str, place: Place, reason: str) -> None:
    message = f"{what}; PgBouncer looks at the string of * only when a client connects"
    _tell(line, "wildcard-entry-error", message, place, subject="*", reason=reason)


def _refusal(name: str, text: str, words: tuple[str, ...]) -> str:
    wanted = "one of " + ", ".join(words) if words else "a number other than 0"
    return f"{name}={brief(text)} is refused: it takes {wanted}"


def _keep(line: Line) -> None:
    """Store the entry; a line with mistakes is skipped by releases before 1.16."""
    if line.broken and not line.strict and line.name != "*":
        return
    document, item = line.document, line.item
    entries = line.state.entries[line.section]
    name = str(int(line.name)) if line.section == "peers" and is_peer(line.name) else line.name
    before = entries.get(name)
    if before is not None and before.place is not None:
        _tell_duplicate(line, before)
        _keep_forced_user(line, before)
    entries[name] = PoolerEntry(name=name, place=document.place(item.start, item.value_end), settings=line.settings)


def _tell_duplicate(line: Line, before: PoolerEntry) -> None:
    first = before.place.short if before.place else ""
    message = f"{brief(line.name)} is written twice in [{line.section}]; the whole line {first} is forgotten"
    place = line.document.place(line.item.start, line.item.end)
    line.state.log.silent(
        "duplicate-key",
        message,
        place,
        subject=line.name,
        data={"section": line.section, "first": first, "same": "1" if _same(line.settings, before.settings) else ""},
    )


def _same(one: dict[str, Traced], other: dict[str, Traced]) -> bool:
    return {name: traced.value for name, traced in one.items()} == {name: t.value for name, t in other.items()}


def _keep_forced_user(line: Line, before: PoolerEntry) -> None:
    if line.section != "databases" or "user" not in before.settings or "user" in line.settings:
        return
    message = f"the earlier line of {brief(line.name)} sets user=, and PgBouncer keeps that though this line does not"
    place = line.document.place(line.item.start, line.item.end)
    line.state.log.silent("forced-user-kept", message, place, subject=line.name, data={"section": line.section})
    line.settings |= {name: before.settings[name] for name in FORCED if name in before.settings}
