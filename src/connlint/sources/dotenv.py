"""Env files in the syntax of python-dotenv: NAME=value, quotes, ``export``, comments, expansion of ${NAME}."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.models.environment import Supplied

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connlint.sources.text import Source

_ASSIGNMENT = re.compile(
    r"""
    ^[ \t]*(?:export[ \t]+)?
    (?:'(?P<quoted>[^'\n]+)'|(?P<name>[^\s=#'"]+))
    [ \t]*=[ \t]*
    (?:'(?P<single>(?:\\'|[^'])*)'|"(?P<double>(?:\\.|[^"\\])*)"|(?P<plain>[^\n]*))
    """,
    re.MULTILINE | re.VERBOSE,
)
_COMMENT = re.compile(r"\s+#.*")
_ESCAPE = re.compile(r"\\[\\'\"abfnrtv$]")
_REFERENCE = re.compile(r"\$\{(?P<name>[^}:]*)(?::-(?P<default>[^}]*))?\}")
_ESCAPES = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}


def read_dotenv(source: Source, outside: Mapping[str, str] | None = None) -> dict[str, Supplied]:
    """The variables of an env file, the last of equal names winning.

    ``${NAME}`` and ``${NAME:-default}`` are expanded from the variables before it and from ``outside``,
    except in single quotes. Raises UnreadableError when the file is not UTF-8.
    """
    text = "\n".join(source.lines)
    values = dict(outside or {})
    found: dict[str, Supplied] = {}
    for match in _ASSIGNMENT.finditer(text):
        name = match["quoted"] or match["name"]
        group = next(kind for kind in ("single", "double", "plain") if match[kind] is not None)
        values[name] = _value(match[group], group, values)
        line = text.count("\n", 0, match.start(group)) + 1
        end_line = line + match[group].count("\n")
        column = match.start(group) - text.rfind("\n", 0, match.start(group))
        end_column = match.end(group) - text.rfind("\n", 0, match.end(group))
        origin = source.span(line, column, end_line, end_column)
        found[name] = Supplied(value=values[name], how=f"env file {source.name}", origin=origin)
    return found


def _value(raw: str, group: str, values: Mapping[str, str]) -> str:
    if group == "single":
        return raw.replace("\\'", "'").replace("\\\\", "\\")
    if group == "double":
        return _expand(_ESCAPE.sub(_unescape, raw), values)
    return _expand(_COMMENT.sub("", raw).strip(), values)


def _unescape(match: re.Match[str]) -> str:
    return _ESCAPES.get(match[0][1], match[0][1])


def _expand(text: str, values: Mapping[str, str]) -> str:
    return _REFERENCE.sub(lambda match: values.get(match["name"], match["default"] or ""), text)
