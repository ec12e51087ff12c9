"""The options of a command line, and numbers out of words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known, unknown
from connlint.parsers.topology.words import COMPUTED, Word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connlint.models.environment import Supplied
    from connlint.models.place import Place

CORES = "cores"


def option(words: Sequence[Word], *names: str) -> Word | None:
    """The value of an option, the last one winning: ``--workers 4``, ``--workers=4``, ``-w 4``, ``-w4``."""
    found = None
    for index, word in enumerate(words):
        for name in names:
            if word.text == name and index + 1 < len(words):
                found = words[index + 1]
            elif name.startswith("--") and word.text.startswith(name + "="):
                found = Word(word.text[len(name) + 1 :], word.missing, word.how)
            elif not name.startswith("--") and re.fullmatch(re.escape(name) + r"=?[\d.]+", word.text):
                found = Word(word.text[len(name) :].lstrip("="), word.missing, word.how)
    return found


def flag(words: Sequence[Word], *names: str) -> bool:
    """Whether a switch is there."""
    return any(word.text in names for word in words)


def number(word: Word, what: str, place: Place | None) -> Traced:
    """The number a word holds; an unknown that names the variable when one is missing."""
    if word.missing == COMPUTED:
        return unknown(f"{what} is computed when the command runs", place, CORES)
    if word.missing:
        return unknown(f"environment variable {word.missing} has no default ({what})", place, word.missing)
    try:
        figure = float(word.text)
    except ValueError:
        return unknown(f"{what} {word.text!r} is not a number", place)
    return known(int(figure) if figure == int(figure) else figure, word.how or what, place)


def from_environment(given: Supplied | None, name: str, place: Place | None) -> Traced | None:
    """The number a variable of the environment holds; None when it is not set."""
    if given is None or not given.value:
        return None
    return number(Word(given.value, how=f"{name} of {given.how}"), name, given.origin or place)
