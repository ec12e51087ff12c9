"""tomllib, tomli and toml: ``load`` and ``loads``."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.file_texts import Text, loaded
from connlint.parsers.settings.values import DictObj, ListObj, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call

_HEADER = re.compile(r"\s*\[\[?\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"""\s*((?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"]*"|'[^']*'""")


class TOMLDecodeError(ValueError):
    """tomllib.TOMLDecodeError."""


def lines_of(text: str) -> dict[tuple[str, ...], int]:
    """The line that sets each key, by its full path. For places only: a line inside a text may be taken too."""
    table: tuple[str, ...] = ()
    found: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        header = _HEADER.fullmatch(line.partition("#")[0].rstrip())
        if header:
            table = _path(header[1])
            found[table] = number
            continue
        key = _KEY.match(line)
        if key:
            found.setdefault((*table, *_path(key[1])), number)
    return found


def _path(text: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(text))


def parse(call: Call, source: Text) -> Val:
    """The tables of a TOML text; each value has the place of its line."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        plain = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError:
        call.fail(TOMLDecodeError, "not TOML")
    return _val(call, source, plain, (), lines_of(source.text))


def _val(call: Call, source: Text, plain: Any, path: tuple[str, ...], lines: dict[tuple[str, ...], int]) -> Val:
    raw = plain
    if isinstance(plain, dict):
        raw = DictObj({key: _val(call, source, item, (*path, key), lines) for key, item in plain.items()})
    elif isinstance(plain, list):
        raw = ListObj([_val(call, source, item, path, lines) for item in plain])
    line = next((lines[path[:end]] for end in range(len(path), 0, -1) if path[:end] in lines), 1)
    parents = () if source.path else (source.val,)
    return Val(raw, source.how(call, "TOML"), source.at(call, line), parents)


def load(call: Call) -> Val:
    """``load(fp)``; with ``toml`` also a path."""
    return parse(call, loaded(call, call.bind("fp", required=1)[0]))


def loads(call: Call) -> Val:
    """``loads(s)``."""
    return parse(call, loaded(call, call.bind("s", required=1)[0]))


FUNCTIONS = {"load": load, "loads": loads, "TOMLDecodeError": TOMLDecodeError}
MEMBERS = {"tomllib": FUNCTIONS, "tomli": FUNCTIONS, "toml": {**FUNCTIONS, "TomlDecodeError": TOMLDecodeError}}
