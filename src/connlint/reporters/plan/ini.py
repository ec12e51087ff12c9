"""A pgbouncer.ini with the proposed values: all that was there and is not changed stays in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.reporters.words import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from connlint.models.pgbouncer import PgBouncerConfig, PoolerEntry
    from connlint.models.plan import Advice
    from connlint.models.traced import Traced

    Lines = Callable[[str], list[str] | None]

Row = tuple[str, str, str]
"""A key, its value as the file writes it, and the reason for it ("" when it was there before)."""

_SECRET_KEYS = frozenset({"PASSWORD", "password"})


def sections(config: PgBouncerConfig, changes: list[Advice], lines: Lines) -> dict[str, list[Row]]:
    """The rows of [pgbouncer], [databases], [users] and [peers]."""
    reasons = _reasons(changes, "pgbouncer", "")
    mended = _mended(config)
    rows = []
    for key, value in config.settings.items():
        text = mended.get(key) or (_mode(value) if key == "unix_socket_mode" else None) or _ini(value, lines)
        if text is not None:
            rows.append((key, text, reasons.get(key, "")))
    found = {"pgbouncer": rows}
    refused = _refused_lines(config)
    parts = (("databases", "database", config.databases), ("users", "user", config.users), ("peers", "", config.peers))
    for section, where, entries in parts:
        kept = [
            (_key(name), _connection(line, lines), _why(changes, where, name, line))
            for name, line in entries.items()
            if line.place is None or (line.place.file, line.place.line) not in refused
        ]
        if kept:
            found[section] = kept
    return found


def left_out(config: PgBouncerConfig) -> list[str]:
    """The lines that PgBouncer refuses, and why: they are not written."""
    mended = _mended(config)
    return [
        clean(f"{one.place.short if one.place else config.file}: {one.message}")
        for one in config.problems
        if one.fatal and one.subject not in mended
    ]


def _refused_lines(config: PgBouncerConfig) -> set[tuple[str, int]]:
    return {(one.place.file, one.place.line) for one in config.problems if one.fatal and one.place is not None}


def _mended(config: PgBouncerConfig) -> dict[str, str]:
    """The values of [pgbouncer] that are right without the comment behind them."""
    found = {}
    for one in config.problems:
        mended = (one.replacement or "").rpartition("\n")[2].partition("=")
        if one.kind == "inline-comment" and mended[0].strip() == one.subject and one.subject in config.settings:
            found[one.subject] = mended[2].strip()
    return found


def _reasons(changes: list[Advice], where: str, name: str) -> dict[str, str]:
    return {one.setting: one.reason for one in changes if (one.where, one.name) == (where, name)}


def _why(changes: list[Advice], where: str, name: str, line: PoolerEntry) -> str:
    said = [f"{setting}: {reason}" for setting, reason in _reasons(changes, where, name).items()]
    secret = [f"its {key} stays" for key, value in line.settings.items() if value.secret or key in _SECRET_KEYS]
    return clean("; ".join([*said, *secret]))


def _mode(value: Traced) -> str | None:
    return f"{value.value:04o}" if value.status == "known" and isinstance(value.value, int) else None


def _ini(value: Traced, lines: Lines) -> str | None:
    """A value as the file writes it; None for one that is not written there."""
    if value.status == "known" and not value.secret:
        if isinstance(value.value, bool):
            return str(int(value.value))
        return _one_line("" if value.value is None else str(value.value))
    return _raw(value, lines)


def _raw(value: Traced, lines: Lines) -> str | None:
    """What the file says where connlint does not know the value: a placeholder."""
    place = value.origin
    if value.status != "unknown" or value.secret or place is None or place.line != place.end_line:
        return None
    there = lines(place.file) or []
    if place.line > len(there):
        return None
    return there[place.line - 1][place.column - 1 : place.end_column - 1].strip() or None


def _connection(line: PoolerEntry, lines: Lines) -> str:
    """A connection string; passwords stay where they are."""
    return " ".join(_pairs(line, lines))


def _pairs(line: PoolerEntry, lines: Lines) -> Iterator[str]:
    for key, value in line.settings.items():
        text = None if value.secret or key in _SECRET_KEYS else _ini(value, lines)
        if text is not None and (value.status != "known" or value.value is not None):
            quoted = text if text and not set(text) & set(" '=") else "'" + text.replace("'", "''") + "'"
            yield f"{key}={text if text.startswith(chr(39)) and value.status == 'unknown' else quoted}"


def _key(name: str) -> str:
    plain = name.replace("_", "").replace(".", "").replace("-", "").replace("*", "").isalnum() or name == "*"
    return name if plain else "'" + name + "'"


def _one_line(text: str) -> str:
    return " ".join(text.splitlines())
