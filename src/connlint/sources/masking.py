"""Secrets and control characters in text that is about to be shown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.models.traced import REDACTED
from connlint.sources.secrets import misspells_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY = r"(?:passw(?:or)?d|passphrase|pwd|secret|token|api_?key|private_?key)[\w.-]{0,64}"
_URL = r"://[^/\s:@'\"]*:(?P<secret>[^\s'\"]+)@"
_QUOTED = (
    rf"""(?i){_KEY}['"]?\s*[\])]?\s*(?:[:=]|=>|,)\s*[rbfu]{{0,2}}(?P<quote>['"])(?P<secret>(?:\\.|(?!(?P=quote)).)+)"""
)
_BARE = rf"(?i){_KEY}\s*(?:=|:\s)\s*(?P<secret>[^\s'\",;&]+)"
_SQL = r"(?i)\bpassword\s+'+(?P<secret>[^']+)"
"""CREATE ROLE and ALTER ROLE, also within the doubled quotes of an ini file."""

_VARIABLE = r"(?<![\w.-])(?:(?i:(?:\w+_)?(?:pw|pass)|(?:pg|db)pass)|(?:[A-Z0-9]+_)*KEY)(?:=\\?|['\"]?:\s+)"
"""A variable of the environment in a command: short names and keys, which are too common anywhere else."""
_SHORT = rf"{_VARIABLE}['\"]?(?P<secret>[^\s'\",;&\\]+)"
_SHORT_QUOTED = rf"{_VARIABLE}(?P<quote>['\"])(?P<secret>(?:\\.|(?!(?P=quote)).)+)"

_NAMED = r"(?<![\w.-])(?P<name>[\w.-]{3,64})"
_NEAR = (
    rf"""{_NAMED}['"]?\s*[\])]?\s*(?:[:=]|=>|,)\s*[rbfuRBFU]{{0,2}}"""
    r"""(?P<quote>['"])(?P<secret>(?:\\.|(?!(?P=quote)).)+)"""
)
_NEAR_BARE = rf"{_NAMED}\s*(?:=|:\s)\s*(?:\\?['\"])?(?P<secret>[^\s'\",;&]+)"
"""The same as the first two, for any name; only those close to the name of a secret count."""

_NAMES = re.compile(r"[\w.-]{3,64}")
_HINTS = ("://", "pass", "pw", "secret", "token", "key")
_PAIRS = re.compile(r"[:=,]")
_CONTROL = r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]"


def secret_spans(line: str, *, code: bool = False) -> list[tuple[int, int]]:
    """Where a line seems to hold secrets, as (start, end) counting from 0.

    ``code`` tells that the line is Python, where a bare word is an expression and no secret.
    """
    hinted = _is_hinted(line)
    if not hinted and not _PAIRS.search(line):
        return []
    spans = set(_misspelt(line, code=code)) if any(map(misspells_secret, _NAMES.findall(line))) else set()
    if not hinted:
        return sorted(spans)
    spans |= {match.span("secret") for pattern in (_URL, _QUOTED, _SQL) for match in re.finditer(pattern, line)}
    for match in (match for pattern in (_BARE, _SHORT, _SHORT_QUOTED) for match in re.finditer(pattern, line)):
        if not (code and _outside_strings(line, match.start())):
            spans.add(match.span("secret"))
    return sorted(spans)


def mask(text: str) -> str:
    """The text without what looks like secrets."""
    lines = text.split("\n")
    return "\n".join(_masked(line) for line in lines) if _is_hinted(text) or _PAIRS.search(text) else text


def escape(text: str) -> str:
    """The text with control characters, and those that change the direction of text, made visible."""
    if text.isascii() and text.isprintable():
        return text
    return re.sub(_CONTROL, lambda match: visible(match[0]), text)


def visible(character: str) -> str:
    """A control character as Python would write it; any other as it is."""
    if (character.isascii() and character.isprintable()) or not re.fullmatch(_CONTROL, character):
        return character
    return character.encode("unicode_escape").decode()


def _is_hinted(text: str) -> bool:
    lowered = text.casefold()
    return any(hint in lowered for hint in _HINTS)


def _misspelt(line: str, *, code: bool) -> Iterator[tuple[int, int]]:
    """Values of names that are nearly those of secrets; what a name is followed by may hold the next one."""
    for pattern in (_NEAR, _NEAR_BARE):
        position = 0
        while match := re.compile(pattern).search(line, position):
            position = match.end("name")
            bare = pattern is _NEAR_BARE
            if misspells_secret(match["name"]) and not (bare and code and _outside_strings(line, match.start())):
                yield match.span("secret")


def _masked(line: str) -> str:
    parts = []
    position = 0
    for start, end in _merged(secret_spans(line)):
        parts += [line[position:start], REDACTED]
        position = end
    return "".join([*parts, line[position:]])


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    begin = end = 0
    for start, stop in spans:
        if start >= end:
            if end:
                yield begin, end
            begin = start
        end = max(end, stop)
    if end:
        yield begin, end


def _outside_strings(line: str, position: int) -> bool:
    before = line[:position]
    return before.count("'") % 2 == 0 and before.count('"') % 2 == 0
