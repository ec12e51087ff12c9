"""PgBouncer's own file grammar: bytes in, items out.

The order of the tests and what counts as a blank follow the program (its cfparser.c), which shares
nothing with Python's configparser. After a mistake the lexer goes on with the next line, so that all
mistakes of a file can be told at once; PgBouncer itself stops at the first.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from connlint.models.plain import Plain

if TYPE_CHECKING:
    from collections.abc import Iterator

SPACES = b" \t\n\v\f\r"
BLANKS = b" \t"
_SPACE = re.compile(rb"[ \t\n\v\f\r]*")
_BLANK = re.compile(rb"[ \t]*")
_LINE = re.compile(rb"[^\n]*")
_INCLUDE = re.compile(rb"%include[ \t]+")
_SECTION = re.compile(rb"\[([^\]\n]*)")
_KEY = re.compile(rb"[A-Za-z0-9_.*-]*")
_QUOTED_KEY = re.compile(rb"'([^']*)")


class Item(Plain):
    """A thing in the file, by byte offsets.

    ``start``/``end`` span the name of a section, the path of an include, a key, or the text that is a
    mistake; ``value_start``/``value_end`` the value of a pair. ``complaint`` is the offset up to which
    PgBouncer counts lines when it complains. ``reason`` says what is wrong with a mistake.
    """

    kind: Literal["section", "include", "pair", "mistake"]
    start: int
    end: int
    complaint: int
    value_start: int = 0
    value_end: int = 0
    quoted: bool = False
    reason: str = ""


def scan(data: bytes) -> Iterator[Item]:
    """Yield the items of a file up to its end or its first NUL byte."""
    end = data.find(b"\0")
    text = data if end < 0 else data[:end]
    position = _skip(_SPACE, text, 0)
    while position < len(text):
        item, position = _item(text, position)
        if item is not None:
            yield item
        position = _skip(_SPACE, text, position)


def _item(text: bytes, position: int) -> tuple[Item | None, int]:
    include = _INCLUDE.match(text, position)
    if include is not None:
        return _include(text, include.end())
    first = text[position : position + 1]
    if first in (b"#", b";"):
        return None, _skip(_LINE, text, position)
    if first == b"[":
        return _section(text, position)
    return _pair(text, position)


def _include(text: bytes, start: int) -> tuple[Item, int]:
    line_end = _skip(_LINE, text, start)
    end = start + len(text[start:line_end].rstrip(SPACES))
    return Item("include", start, end, line_end), line_end


def _section(text: bytes, position: int) -> tuple[Item, int]:
    match = _SECTION.match(text, position)
    end = match.end() if match else position
    if text[end : end + 1] != b"]":
        return Item("mistake", position, end, end, reason="section-bracket"), end
    return Item("section", position + 1, end, end), end + 1


def _pair(text: bytes, position: int) -> tuple[Item, int]:
    quoted = text[position : position + 1] == b"'"
    match = (_QUOTED_KEY if quoted else _KEY).match(text, position)
    start, end = (position + 1, match.end()) if quoted and match else (position, match.end() if match else position)
    after = end
    if quoted:
        if text[end : end + 1] != b"'" or end == start:
            return _mistake(text, position, end, "quoted-key", quoted=True)
        after = end + 1
    after = _skip(_BLANK, text, after)
    if text[after : after + 1] != b"=":
        return _mistake(text, position, after, _why_no_equals(text, position, after), quoted=quoted)
    return _valued(text, start, end, _skip(_BLANK, text, after + 1), quoted=quoted)


def _valued(text: bytes, start: int, end: int, value_start: int, *, quoted: bool) -> tuple[Item, int]:
    line_end = _skip(_LINE, text, value_start)
    value_end = value_start + len(text[value_start:line_end].rstrip(SPACES))
    complaint = _skip(_SPACE, text, line_end)
    return Item("pair", start, end, complaint, value_start, value_end, quoted), complaint


def _mistake(text: bytes, position: int, complaint: int, reason: str, *, quoted: bool) -> tuple[Item, int]:
    line_end = _skip(_LINE, text, position)
    return Item("mistake", position, line_end, complaint, quoted=quoted, reason=reason), line_end


def _why_no_equals(text: bytes, position: int, after: int) -> str:
    if text.startswith(b"\xef\xbb\xbf", position):
        return "byte-order-mark"
    if text[position : position + 1] == b'"':
        return "double-quoted-key"
    return "colon" if text[after : after + 1] == b":" else "no-equals"


def _skip(pattern: re.Pattern[bytes], text: bytes, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position
