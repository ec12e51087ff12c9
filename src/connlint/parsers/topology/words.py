"""Command lines as words: quotes, operators, variables with their defaults; nothing is run."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from connlint.models.environment import Supplied

_REFERENCE = re.compile(r"\$\$|\$\{(\w+)(?:(:?[-=?+])([^{}]*))?\}|\$\((\w+)\)|\$(\w+)")
_COMMAND = re.compile(r"\$\(\((?:[^()]|\([^()]*\))*\)\)|\$\((?![A-Z_]+\))(?:[^()]|\([^()]*\))*\)|`[^`]*`")
_MISSING, _DEFAULT, _GIVEN, _END = "\ue000", "\ue001", "\ue002", "\ue003"
_MARK = re.compile(f"([{_MISSING}{_DEFAULT}{_GIVEN}])([^{_END}]*){_END}")
COMPUTED = "a command of the shell"
"""What is missing where a word is computed by ``$(...)``."""


@dataclass(frozen=True)
class Word:
    """One word: its text, the variable that is missing for it ("" when none), and how its variables came by values."""

    text: str
    missing: str = ""
    how: str = ""


def expand(text: str, environment: Mapping[str, Supplied]) -> str:
    """The text with variables replaced by values that carry marks; ``words`` takes the marks away again."""

    def replace(match: re.Match[str]) -> str:
        if match.group() == "$$":
            return "$"
        name = match.group(1) or match.group(4) or match.group(5)
        given = environment.get(name)
        operator, other = match.group(2) or "", match.group(3) or ""
        if given is not None and (given.value or ":" not in operator):
            return f"{_GIVEN}{name}: {given.how}{_END}{other if operator.endswith('+') else given.value}"
        if operator.endswith(("-", "=")):
            return f"{_DEFAULT}{name}{_END}{expand(other, environment)}"
        return "" if operator.endswith("+") else f"{_MISSING}{name}{_END}"

    return _REFERENCE.sub(replace, _COMMAND.sub(f"{_MISSING}{COMPUTED}{_END}".replace(" ", "\u00a0"), text))


def word(marked: str) -> Word:
    """One expanded text as a word."""
    missing = how = ""
    for kind, name in _MARK.findall(marked):
        if kind == _MISSING:
            missing = name.replace("\u00a0", " ")
        elif kind == _DEFAULT:
            how = f"default of environment variable {name}"
        else:
            how = f"environment variable {name.replace(chr(0xA0), ' ')}"
    return Word(_MARK.sub("", marked), missing, how)


def plain(text: str, environment: Mapping[str, Supplied]) -> str | None:
    """The text with its variables replaced; None when one is missing."""
    found = word(expand(text, environment))
    return None if found.missing else found.text


def simple_commands(text: str, environment: Mapping[str, Supplied]) -> list[list[Word]]:
    """The simple commands of a shell line or script, between ``&&``, ``;``, ``|`` and line ends."""
    commands: list[list[Word]] = []
    for line in re.sub(r"\\\r?\n", " ", text).splitlines():
        commands.extend(_line(_protect(expand(line, environment))))
    return commands


def exec_words(elements: Iterable[str], environment: Mapping[str, Supplied]) -> list[Word]:
    """The words of a command given as a list."""
    return [word(expand(element, environment)) for element in elements]


def _protect(line: str) -> str:
    """Blanks inside marks would split a word."""
    return _MARK.sub(lambda match: match.group().replace(" ", "\u00a0"), line)


def _line(line: str) -> list[list[Word]]:
    lexer = shlex.shlex(line, posix=True, punctuation_chars=";&|")
    lexer.whitespace_split = True
    commands: list[list[Word]] = [[]]
    try:
        for token in lexer:
            if token and set(token) <= set(";&|"):
                commands.append([])
            else:
                commands[-1].append(word(token))
    except ValueError:
        return [[word(part) for part in line.split()]]
    return [command for command in commands if command]
