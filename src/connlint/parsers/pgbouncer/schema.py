"""What one release of PgBouncer knows: sections, keys, defaults, words."""

from __future__ import annotations

import re
from functools import lru_cache

from connlint.models.plain import Plain
from connlint.models.release import parse_release
from connlint.parsers.pgbouncer import table

ENTRY_SECTIONS = ("databases", "users", "peers")
_ROWS = {
    "pgbouncer": table.PGBOUNCER,
    "databases": table.DATABASES,
    "users": table.USERS,
    "peers": table.PEERS,
}
_LATEST_PATCH = 99


class Key(Plain):
    """One key of one section in one release.

    ``type`` is int, uint, bool, seconds, enum, string, path, sql, word-list or address-list; ``default``
    the text of the default (None: not set), ``words`` those of an enum; ``kept`` tells that a second
    [pgbouncer] header does not reset it.
    """

    name: str
    type: str
    default: str | None
    words: tuple[str, ...]
    kept: bool


class Gap(Plain):
    """Why a release does not know a key that others know: ``since`` or ``removed`` as versions, else ""."""

    since: str
    removed: str


class Schema:
    """One release. ``release`` is its number; ``text`` how it was declared; ``debian`` names a backport."""

    def __init__(self, text: str) -> None:
        self.text = text
        numbers = parse_release(text)
        minor_only = len(numbers) <= 2 and re.fullmatch(r"v?\d+(?:\.\d+)?", text.strip()) is not None  # noqa: PLR2004
        self.release = (*numbers, *(0,) * (2 - len(numbers)), _LATEST_PATCH) if minor_only else numbers
        self.debian = "deb12" in text

    def section_gap(self, name: str) -> Gap | None:
        """Why this release lacks a section that another has; None when it has it or none has."""
        since = table.SECTIONS.get(name)
        return Gap(dotted(since), "") if since and self.release < since else None

    def has_section(self, name: str) -> bool:
        """Whether this release knows the section."""
        return name in table.SECTIONS and self.section_gap(name) is None

    def key(self, section: str, name: str) -> Key | None:
        """The key as this release knows it, or None."""
        row = _ROWS[section].get(name)
        return self._key(name, row) if row and self._gap(row) is None else None

    def key_gap(self, section: str, name: str) -> Gap | None:
        """Why this release lacks a key that another has; None when no release has it."""
        row = _ROWS[section].get(name)
        return self._gap(row) if row else None

    def names(self, section: str) -> list[str]:
        """Every key of a section, in the order of the manual."""
        return [name for name, row in _ROWS[section].items() if self._gap(row) is None]

    @property
    def quoted_keys(self) -> bool:
        """Whether a key may stand in single quotes."""
        return self.release >= (1, 25)

    @property
    def strict_entries(self) -> bool:
        """Whether a mistake in a line of [databases] or [users] stops the start (else the line is skipped)."""
        return self.release >= (1, 16)

    @property
    def binary_numbers(self) -> bool:
        """Whether 0b101 is a number: builds against a C library of 2023 or later read it."""
        return self.release >= (1, 24)

    def _gap(self, row: table.Row) -> Gap | None:
        _, since, removed, _, _, _ = row
        if self.release < since:
            return Gap(dotted(since), "")
        if removed is not None and self.release >= removed:
            return Gap("", dotted(removed))
        return None

    def _key(self, name: str, row: table.Row) -> Key:
        kind, _, _, keeps_before, words, defaults = row
        known_words = tuple(word for word, since in words if self.release >= since)
        default = None
        for since, text in defaults:
            if self.release >= since or (self.debian and name == "auth_query"):
                default = text
        kept = keeps_before is not None and self.release < keeps_before
        return Key(name, kind, default, known_words, kept)


@lru_cache(maxsize=8)
def schema_of(version: str) -> Schema:
    """The schema of a declared version ("1.25", "1.18.0", a package version such as "1.18.0-1+deb12u1")."""
    return Schema(version)


def is_newer_than_known(version: str) -> bool:
    """Whether a version has a minor release that the table does not have."""
    return parse_release(version)[:2] > parse_release(table.NEWEST)[:2]


def dotted(release: tuple[int, ...]) -> str:
    """A release as people write it: 1.24, 1.24.1."""
    return ".".join(str(number) for number in release)
