"""dynaconf: what it makes of the text of an environment variable, or of a text in a settings file.

Source of the facts: ``dynaconf.utils.parse_conf`` of 3.3; proved by tests against the installed library.
"""

from __future__ import annotations

import ast
import json
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.semantics.refused import Refused

if TYPE_CHECKING:
    from collections.abc import Callable

TRUE = ("t", "true", "enabled", "1", "on", "yes")
LAZY = ("@format", "@jinja", "@get", "@read_file", "@reset", "@insert", "@empty")
"""Converters whose result depends on other settings, files, or is deprecated: not modelled."""

MERGES = {"@merge": False, "@merge_unique": True}
DELETES = ("@del",)


@dataclass(frozen=True)
class Merge:
    """``@merge``: add to what is there; ``unique`` items only."""

    value: Any
    unique: bool = False


@dataclass(frozen=True)
class Delete:
    """``@del``."""


@dataclass(frozen=True)
class Lazy:
    """A text that dynaconf evaluates later; ``token`` says how."""

    token: str


def from_environment(text: str) -> Any:
    """The value of a variable: a converter, TOML, or the text itself."""
    return convert(text.lower() if text.strip() in ("True", "False") else text, toml=True)


def convert(text: str, *, toml: bool = False) -> Any:
    """A text through its converter, else as TOML when that is asked for."""
    token, _, rest = text.partition(" ")
    if token in LAZY or (token in CONVERTERS and re.match(r"@(jinja|format|read_file|get)\b", rest)):
        return Lazy(token)
    if token in MERGES:
        return Merge(_mergeable(rest), MERGES[token])
    if token in DELETES:
        return Delete()
    if token in CONVERTERS:
        return CONVERTERS[token](rest)
    return from_toml(text) if toml else text


def from_toml(text: str) -> Any:
    """The TOML value that a text is, or the text."""
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        return tomllib.loads(f"key={text}")["key"]
    except (tomllib.TOMLDecodeError, KeyError):
        return text


def _number(kind: Callable[[str], Any]) -> Callable[[str], Any]:
    def convert_number(text: str) -> Any:
        try:
            return kind(text)
        except ValueError:
            raise Refused("DynaconfParseError", "the text is not a number") from None

    return convert_number


def _json(text: str) -> Any:
    for read in (json.loads, _embedded, ast.literal_eval):
        found = _attempt(read, text)
        if found:
            return found[0]
    raise Refused("DynaconfParseError", "the text is not JSON")


def _attempt(read: Callable[[str], Any], text: str) -> tuple[Any, ...]:
    try:
        return (read(text),)
    except (ValueError, SyntaxError, IndexError, TypeError, RecursionError, MemoryError):
        return ()


def _embedded(text: str) -> Any:
    return _objects(_like_json(text))[0]


def _like_json(text: str) -> str:
    for word, plain in (("True", "true"), ("False", "false"), ("None", "null")):
        text = text.replace(f": {word}", f": {plain}").replace(f":{word}", f":{plain}")
    return text


def _objects(text: str) -> list[Any]:
    decoder, found, at = json.JSONDecoder(), [], 0
    while (at := text.find("{", at)) != -1:
        here = _attempt(decoder.raw_decode, text[at:])
        if here:
            found.append(here[0][0])
        at += here[0][1] if here else 1
    return found


_PAIR = re.compile(r"""([a-zA-Z0-9_.]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([a-zA-Z0-9_.\-:/@]*))""")


def _mergeable(text: str) -> Any:
    value = convert(text, toml=True)
    if isinstance(value, (bool, int, float)):
        return [value]
    if not isinstance(value, str):
        return value
    objects = _objects(_like_json(value))
    if len(objects) == 1:
        return objects[0]
    pairs = _PAIR.findall(value)
    if pairs:
        return {name.strip(): convert(one or two or three, toml=True) for name, one, two, three in pairs}
    return [convert(part, toml=True) for part in value.split(",")] if "," in value else [value]


CONVERTERS: dict[str, Callable[[str], Any]] = {
    "@str": str,
    "@int": _number(int),
    "@float": _number(float),
    "@bool": lambda text: text.strip().lower() in TRUE,
    "@json": _json,
    **{f"@{name}": getattr(str, name) for name in ("upper", "lower", "title", "capitalize", "strip", "lstrip")},
    **{f"@{name}": getattr(str, name) for name in ("rstrip", "split", "casefold", "swapcase")},
    **dict.fromkeys(("@note", "@comment", "@null", "@none"), lambda _: None),
}
