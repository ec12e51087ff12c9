"""One file of a configuration: its bytes, and places in it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from connlint.sources.secrets import names_secret

if TYPE_CHECKING:
    from connlint.models.place import Place
    from connlint.parsers.pgbouncer.lexer import Item
    from connlint.sources.text import Source

_LINE_END = re.compile(rb"\r\n?|\n")
_LONGEST_QUOTE = 60
_NEWLINE = re.compile(rb"\n")
_SECRET = (b"pass", b"pwd", b"secret", b"://")


class Document:
    """A file with two ways to count lines: as editors do, and as PgBouncer does in its messages."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.data = source.data
        self.name = source.name

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(match.end() for match in _LINE_END.finditer(self.data))]

    @cached_property
    def _newlines(self) -> list[int]:
        return [match.start() for match in _NEWLINE.finditer(self.data)]

    def place(self, start: int, end: int) -> Place:
        """The span between two byte offsets; columns count characters."""
        line, column = self._position(start)
        end_line, end_column = self._position(end)
        return self.source.span(line, column, end_line, end_column)

    def told(self, item: Item) -> str:
        """``file:line`` as PgBouncer prints it for an item.

        It counts up to where it stands by then, behind the blank lines after a pair, and does not see
        the newline right after a value because it has put an end of string there.
        """
        hidden = item.kind == "pair" and self.data[item.value_end : item.value_end + 1] == b"\n"
        return self.told_line(item.complaint, hidden=hidden)

    def told_line(self, offset: int, *, hidden: bool = False) -> str:
        """``file:line`` as PgBouncer prints it for an offset."""
        return f"{self.name}:{bisect_left(self._newlines, offset) + 1 - hidden}"

    def _position(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._starts, offset)
        start = self._starts[line - 1]
        text = self.data[start:offset]
        if line == 1:
            text = text.removeprefix(b"\xef\xbb\xbf")
        return line, len(text.decode("utf-8", "replace")) + 1


def brief(text: str) -> str:
    """Text of the file as it may stand in a message: short, and without control characters."""
    kept = text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in kept)


def shown(data: bytes) -> str:
    """Bytes as text; what is not UTF-8 comes as backslash escapes."""
    return data.decode("utf-8", "backslashreplace")


def holds_secret(data: bytes) -> bool:
    """Whether text that is not understood can hold a password: a word for it, or a URL."""
    lowered = data.lower()
    return any(word in lowered for word in _SECRET) or any(map(names_secret, re.findall(r"\w+", shown(data))))
