"""Syntax of newer Pythons, written as older ones take it; every line stays where it is."""

from __future__ import annotations

import re

ALIAS = re.compile(r"^(\s*)type[ \t]+(\w+)[ \t]*(?:\[[^\]\n]*\])?([ \t]*=)(?!=)", re.MULTILINE)
GENERIC = re.compile(
    r"^(\s*(?:async[ \t]+def|def|class)[ \t]+\w+)[ \t]*\[(?:[^\[\]\n]|\[[^\[\]\n]*\])*\](?=[ \t]*[(:])", re.MULTILINE
)
STRING = re.compile(r"(?<![\w])([rRbBuUfFtT]{0,2})(\"\"\"|'''|\"|')")
OTHER = {'"': "'", "'": '"'}


def older(text: str) -> str:
    """The text without the syntax of Python 3.12: type aliases and parameters, f-strings that repeat their quote."""
    text = GENERIC.sub(r"\1", ALIAS.sub(r"\1\2\3", text))
    try:
        return _code(text)
    except ValueError:
        return text


def _code(text: str) -> str:
    """The text with every f-string written as Python 3.11 takes it; ValueError where a string has no end."""
    parts: list[str] = []
    position = 0
    while position < len(text):
        if text[position] == "#":
            end = _line_end(text, position)
        elif match := STRING.match(text, position):
            end, part = _string(text, match, "")
            parts.append(part)
            position = end
            continue
        else:
            end = position + 1
        parts.append(text[position:end])
        position = end
    return "".join(parts)


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _string(text: str, match: re.Match[str], outer: str) -> tuple[int, str]:
    """Where the string ends, and the string; inside one quoted with ``outer`` it takes the other quote."""
    prefix, quote = match[1], match[2]
    formatted = "f" in prefix.lower()
    parts: list[str] = []
    position = match.end()
    while not text.startswith(quote, position):
        if position >= len(text) or (len(quote) == 1 and text[position] == "\n"):
            raise ValueError
        if text[position] == "\\":
            end, part = position + 2, text[position : position + 2]
        elif formatted and text[position] == "{" and not text.startswith("{{", position):
            end, part = _field(text, position + 1, quote)
        else:
            end = position + (2 if formatted and text.startswith("{{", position) else 1)
            part = text[position:end]
        parts.append(part)
        position = end
    body = "".join(parts)
    if quote == outer and OTHER[quote] not in body and "\\" not in body:
        quote = OTHER[quote]
    return position + len(match[2]), f"{prefix}{quote}{body}{quote}"


def _field(text: str, position: int, quote: str) -> tuple[int, str]:
    """A replacement field from behind its brace on: where it ends, and the field with its braces."""
    parts = ["{"]
    depth = 1
    while depth:
        if position >= len(text):
            raise ValueError
        match = STRING.match(text, position)
        if match is not None:
            position, part = _string(text, match, quote)
            parts.append(part)
            continue
        depth += {"{": 1, "}": -1}.get(text[position], 0)
        parts.append(text[position])
        position += 1
    return position, "".join(parts)
