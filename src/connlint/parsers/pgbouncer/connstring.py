"""Connection strings of [databases], [users] and [peers], read as PgBouncer reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.plain import Plain

if TYPE_CHECKING:
    from collections.abc import Iterator


class Pair(Plain):
    """``key=value`` by byte offsets; ``value`` is the text after unquoting, ``swallowed`` tells that an
    empty value took the next pair as its text."""

    key: bytes
    value: bytes
    start: int
    end: int
    value_start: int
    value_end: int
    quoted: bool = False
    swallowed: bool = False


class Broken(Plain):
    """Where the string cannot be read on: ``reason`` is no-equals, empty-value or open-quote."""

    start: int
    end: int
    reason: str


def pairs(text: bytes) -> Iterator[Pair | Broken]:
    """Yield the pairs; a Broken is the last thing that comes."""
    position = _skip_spaces(text, 0)
    while position < len(text):
        found = _pair(text, position)
        yield found
        if isinstance(found, Broken):
            return
        after = found.value_end + (1 if found.quoted else 0)
        position = _skip_spaces(text, after + 1)


def _pair(text: bytes, start: int) -> Pair | Broken:
    end = start
    while end < len(text) and text[end] not in b"= ":
        end += 1
    equals = _skip_spaces(text, end)
    if equals >= len(text) or text[equals] != ord("=") or end == start:
        return Broken(start, len(text), "no-equals")
    value_start = _skip_spaces(text, equals + 1)
    if text[value_start : value_start + 1] == b"'":
        return _quoted(text, start, end, value_start + 1)
    value_end = text.find(b" ", value_start)
    value_end = len(text) if value_end < 0 else value_end
    value = text[value_start:value_end]
    if not value:
        return Broken(start, len(text), "empty-value")
    swallowed = value_start > equals + 1 and b"=" in value
    return Pair(text[start:end], value, start, end, value_start, value_end, swallowed=swallowed)


def _quoted(text: bytes, start: int, end: int, value_start: int) -> Pair | Broken:
    """A value in single quotes; two of them stand for one; the character after the last is skipped."""
    position = value_start
    parts = []
    while True:
        quote = text.find(b"'", position)
        if quote < 0:
            return Broken(start, len(text), "open-quote")
        parts.append(text[position:quote])
        if text[quote + 1 : quote + 2] != b"'":
            break
        parts.append(b"'")
        position = quote + 2
    value = b"".join(parts)
    if not value:
        return Broken(start, quote + 1, "empty-value")
    return Pair(text[start:end], value, start, end, value_start, quote, quoted=True)


def _skip_spaces(text: bytes, position: int) -> int:
    while position < len(text) and text[position] == ord(" "):
        position += 1
    return position
