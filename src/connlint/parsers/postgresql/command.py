"""Settings on the command line of a server: ``-c name=value``, ``--name=value``, ``-N 200``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SHORT = {"N": "max_connections", "p": "port", "h": "listen_addresses", "B": "shared_buffers"}
_IDENTIFIER = re.compile(r"[A-Za-z_][\w.-]*")
_LONG = re.compile(r"--([A-Za-z_][\w.-]*)=(.*)", re.DOTALL)
_GLUED = re.compile(r"-([cNphB])(.+)", re.DOTALL)


def assignments(words: Sequence[str]) -> Iterator[tuple[str, str, int]]:
    """The settings in the words of a command: (name, value, index of the word with the value)."""
    index = 0
    while index < len(words):
        word = words[index]
        long, glued = _LONG.fullmatch(word), _GLUED.fullmatch(word)
        following = words[index + 1] if index + 1 < len(words) else ""
        if long is not None:
            yield _name(long[1]), long[2], index
        elif glued is not None:
            yield from _option(glued[1], glued[2], index)
        elif re.fullmatch(r"-[cNphB]", word) and following:
            index += 1
            yield from _option(word[1], following, index)
        index += 1


def _option(letter: str, text: str, index: int) -> Iterator[tuple[str, str, int]]:
    if letter != "c":
        yield _SHORT[letter], text, index
        return
    name, equals, value = text.partition("=")
    if equals and _IDENTIFIER.fullmatch(name.strip()):
        yield _name(name), value, index
    elif " " in text:
        yield from ((name, value, index) for name, value, _ in assignments(_words(text)))


def _words(text: str) -> list[str]:
    """The words of a script that a shell is given with its own ``-c``."""
    import shlex

    try:
        return shlex.split(text)
    except ValueError:
        return text.split()


def _name(text: str) -> str:
    return text.strip().lower().replace("-", "_")
