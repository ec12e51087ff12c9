"""OPTIONS["options"] as PostgreSQL's backend reads it: ``-c name=value``, ``-cname=value``, ``--name=value``."""

from __future__ import annotations

import re

from connlint.models.plain import Plain

_UNITS = {"us": 0.000001, "ms": 0.001, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}
_TIME = r"(?i)\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*(us|ms|s|min|h|d)?\s*"


class CommandLineOptions(Plain):
    """``parameters`` by name as written, the last of a name winning; ``others`` are switches of another shape."""

    parameters: dict[str, str]
    others: tuple[str, ...] = ()


def split_options(text: str) -> list[str]:
    """The words of the string: white space separates, a backslash keeps the next character (pg_split_opts)."""
    words: list[str] = []
    current: list[str] | None = None
    characters = iter(text)
    for character in characters:
        if character.isspace():
            if current is not None:
                words.append("".join(current))
                current = None
            continue
        current = [] if current is None else current
        current.append(next(characters, "") if character == "\\" else character)
    if current is not None:
        words.append("".join(current))
    return words


def parse_options(text: str) -> CommandLineOptions:
    """What the string sets; names keep their case, dashes in ``--name`` become underscores as PostgreSQL does it."""
    parameters: dict[str, str] = {}
    others: list[str] = []
    words = iter(split_options(text))
    for word in words:
        if word == "-c":
            assignment = next(words, "")
        elif word.startswith(("--", "-c")):
            assignment = word[2:]
        else:
            others.append(word)
            continue
        name, equals, value = assignment.partition("=")
        if not equals:
            others.append(word)
            continue
        parameters.pop(name.replace("-", "_"), None)
        parameters[name.replace("-", "_")] = value
    return CommandLineOptions(parameters, tuple(others))


def seconds(text: str, unit: str = "ms") -> float | int | None:
    """A PostgreSQL time in seconds; a bare number counts in ``unit``. None when PostgreSQL would refuse it."""
    bare = text.strip().strip("'")
    figure, suffix = bare, unit
    if not (bare.isascii() and bare.isdigit()):
        match = re.fullmatch(_TIME, bare)
        if match is None:
            return None
        figure, suffix = match.group(1), match.group(2) or unit
    if suffix not in _UNITS:
        return None
    value = round(float(figure) * _UNITS[suffix], 6)
    return int(value) if value == int(value) else value
