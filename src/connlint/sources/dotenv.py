"""Env files as python-dotenv reads them: NAME=value, quotes, ``export``, comments, expansion of ${NAME}."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.models.environment import Supplied

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from connlint.sources.text import Source

_SPACE = re.compile(r"\s*")
_EXPORT = re.compile(r"(?:export[^\S\n]+)?")
_NAME = re.compile(r"'([^']+)'|([^=#\s'][^=#\s]*)")
_EQUALS = re.compile(r"[^\S\n]*=[^\S\n]*")
_SINGLE = re.compile(r"'((?:\\.|[^'\\])*)'", re.DOTALL)
_DOUBLE = re.compile(r'"((?:\\.|[^"\\])*)"', re.DOTALL)
_PLAIN = re.compile(r"([^\n]*)")
_NOTHING = re.compile(r"()")
_END = re.compile(r"[^\S\n]*(?:#[^\n]*)?(?:\n|$)")
_REST = re.compile(r"[^\n]*\n?")
_COMMENT = re.compile(r"\s+#.*")
_ESCAPE = re.compile(r"\\([\\'\"abfnrtv])")
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_REFERENCE = re.compile(r"\$\{(?P<name>[^}:]*)(?::-(?P<default>[^}]*))?\}")


def read_dotenv(source: Source, outside: Mapping[str, str] | None = None) -> dict[str, Supplied]:
    """The variables of an env file, the last of equal names winning.

    ``${NAME}`` and ``${NAME:-default}`` are expanded from the variables before it and from ``outside``. A
    line that is no assignment is passed over. Raises UnreadableError when the file is not UTF-8.
    """
    values = dict(outside or {})
    found: dict[str, Supplied] = {}
    text = "\n".join(source.lines)
    for name, value, span in _bindings(text):
        values[name] = _REFERENCE.sub(lambda match: values.get(match["name"], match["default"] or ""), value)
        start, end = (_position(text, offset) for offset in span)
        found[name] = Supplied(value=values[name], how=f"env file {source.name}", origin=source.span(*start, *end))
    return found


def _bindings(text: str) -> Iterator[tuple[str, str, tuple[int, int]]]:
    """Name, value and the span of the value as written, for every assignment.

    After a mistake the rest of its line is passed over, from where it was met.
    """
    position = 0
    while position < len(text):
        position = _after(_EXPORT, text, _after(_SPACE, text, position))
        name = _NAME.match(text, position)
        equals = _EQUALS.match(text, name.end()) if name else None
        value = _value(text, equals) if equals else None
        reached = next((match.end() for match in (value, equals, name) if match), position)
        end = _END.match(text, reached) if value or not equals else None
        if name and value and end:
            yield name[1] or name[2], _decoded(value), value.span(1)
        position = end.end() if end else _after(_REST, text, reached)


def _value(text: str, equals: re.Match[str]) -> re.Match[str] | None:
    first = text[equals.end() : equals.end() + 1]
    if first == "#" and equals[0][-1] != "=":
        return _NOTHING.match(text, equals.end())
    return {"'": _SINGLE, '"': _DOUBLE}.get(first, _PLAIN).match(text, equals.end())


def _decoded(value: re.Match[str]) -> str:
    if value.re is _SINGLE:
        return re.sub(r"\\([\\'])", r"\1", value[1])
    if value.re is _DOUBLE:
        return _ESCAPE.sub(lambda match: _ESCAPES.get(match[1], match[1]), value[1])
    return _COMMENT.sub("", value[1]).rstrip()


def _after(pattern: re.Pattern[str], text: str, position: int) -> int:
    match = pattern.match(text, position)
    return match.end() if match else position


def _position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
