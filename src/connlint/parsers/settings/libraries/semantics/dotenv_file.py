"""python-dotenv: the statements of a .env file.

Source of the facts: ``dotenv.parser`` of 1.2; proved by tests against the installed library.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.parsers.settings.libraries.semantics.assignment import Assignment

if TYPE_CHECKING:
    from collections.abc import Iterator

_NEWLINE = re.compile(r"\r\n|\n|\r")
_BLANK = re.compile(r"\s*")
_START = re.compile(r"(?:export[^\S\r\n]+)?")
_KEY = re.compile(r"(?:(?=\#)|'([^']+)'|(?!')([^=\#\s]+))")
_EQUALS = re.compile(r"[^\S\r\n]*(=[^\S\r\n]*)?")
_SINGLE = re.compile(r"'((?:\\.|[^'\\])*)'", re.DOTALL)
_DOUBLE = re.compile(r'"((?:\\.|[^"\\])*)"', re.DOTALL)
_PLAIN = re.compile(r"[^\r\n]*")
_END = re.compile(r"(?:[^\S\r\n]*#[^\r\n]*)?[^\S\r\n]*(?:\r\n|\n|\r|$)")
_REST = re.compile(r"[^\r\n]*(?:\r|\n|\r\n)?")
_CONTROL = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


class _NoStatementError(Exception):
    """The text at this place is not an assignment."""


def parse_file(text: str) -> Iterator[Assignment]:
    """The statements of the file, in order, before ``${...}`` is replaced.

    A value of None is a name without ``=``. What cannot be parsed is skipped to the end of its line, as
    the library does (with a warning in its log).
    """
    text = text.removeprefix("\ufeff")
    position, line = 0, 1
    while position < len(text):
        start = position + len(_BLANK.match(text, position)[0])  # type: ignore[index]
        first = line + len(_NEWLINE.findall(text, position, start))
        try:
            found, end = _statement(text, start, first)
        except _NoStatementError as error:
            found, end = None, _match_end(_REST, text, error.args[0])
        if found is not None:
            yield found
        line += len(_NEWLINE.findall(text, position, end))
        position = end


def _match_end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    if match is None:
        raise _NoStatementError(at)
    return match.end()


def _statement(text: str, start: int, line: int) -> tuple[Assignment | None, int]:
    if start >= len(text):
        return None, start
    name_at = _match_end(_START, text, start)
    key = _KEY.match(text, name_at)
    if key is None:
        raise _NoStatementError(name_at)
    equals = _EQUALS.match(text, key.end())
    assert equals is not None  # the pattern matches the empty text  # noqa: S101
    value, after = _value(text, equals) if equals[1] else (None, equals.end())
    end = _match_end(_END, text, after)
    name = key[1] or key[2]
    if name is None:
        return None, end
    line_start = max(text.rfind("\n", 0, name_at), text.rfind("\r", 0, name_at)) + 1
    end_line = line + len(_NEWLINE.findall(text, start, after))
    last_start = max(text.rfind("\n", 0, after), text.rfind("\r", 0, after)) + 1
    return Assignment(name, value, line, name_at - line_start + 1, after - last_start + 1, end_line), end


def _value(text: str, equals: re.Match[str]) -> tuple[str, int]:
    at = equals.end()
    first = text[at : at + 1]
    if len(equals[1]) > 1 and first == "#":
        return "", at
    if first in ("'", '"'):
        match = (_SINGLE if first == "'" else _DOUBLE).match(text, at)
        if match is None:
            raise _NoStatementError(at)
        return _decoded(match[1], first), match.end()
    end = _match_end(_PLAIN, text, at)
    return re.sub(r"\s+#.*", "", text[at:end]).rstrip(), end


def _decoded(text: str, quote: str) -> str:
    escapes = r"\\([\\'])" if quote == "'" else r"\\([\\'\"abfnrtv])"
    return re.sub(escapes, lambda match: _CONTROL.get(match[1], match[1]), text)
