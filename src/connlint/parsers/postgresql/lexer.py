"""The lines of postgresql.conf: ``name = value`` or ``name value``, comments anywhere outside quotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.place import Place
    from connlint.sources.text import Source

_NAME = r"[A-Za-z_\u0080-\uffff][A-Za-z_0-9$\u0080-\uffff]*"
_ASSIGNMENT = re.compile(
    rf"""
    [ \t]*(?P<name>{_NAME}(?:\.{_NAME})?)
    [ \t]*(?P<equals>=?)[ \t]*
    (?:
        '(?P<quoted>(?:[^'\\\n]|\\.|'')*)'
      | (?P<plain>[A-Za-z_\u0080-\uffff][\w$\-.:/\u0080-\uffff]*
          | [+-]?(?:0[xX][0-9a-fA-F]+|[0-9]+)[A-Za-z]*(?![.0-9])
          | [+-]?[0-9]*\.[0-9]*(?:[eE][+-]?[0-9]+)?)
    )
    [ \t]*(?:\#.*)?
    """,
    re.VERBOSE,
)
_BLANK = re.compile(r"[ \t]*(?:#.*)?")
_ESCAPE = re.compile(r"''|\\(?:([0-7]{1,3})|(.))")
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


@dataclass(frozen=True)
class Line:
    """An assignment, or a line that cannot be read (then ``name`` is "")."""

    name: str
    text: str
    place: Place
    name_place: Place


def scan(source: Source) -> Iterator[Line]:
    """Yield the assignments and the mistakes of a file. Raises UnreadableError when it is not UTF-8."""
    for number, line in enumerate(source.lines, 1):
        if _BLANK.fullmatch(line):
            continue
        match = _ASSIGNMENT.fullmatch(line)
        if match is None or (not match["equals"] and match.end("name") == _start(match)):
            place = source.span(number, 1, number, len(line.rstrip()) + 1)
            yield Line("", line.strip(), place, place)
            continue
        group = "plain" if match["quoted"] is None else "quoted"
        text = match["plain"] if group == "plain" else _unescape(match["quoted"])
        place = source.span(number, match.start(group) + 1, number, match.end(group) + 1)
        name_place = source.span(number, match.start("name") + 1, number, match.end("name") + 1)
        yield Line(match["name"].lower(), text, place, name_place)


def _start(match: re.Match[str]) -> int:
    return match.start("plain") if match["quoted"] is None else match.start("quoted") - 1


def _unescape(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        if match[0] == "''":
            return "'"
        return chr(int(match[1], 8)) if match[1] else _ESCAPES.get(match[2], match[2])

    return _ESCAPE.sub(character, text)
