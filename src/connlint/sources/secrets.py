"""Which names hold secrets, misspelt ones as well."""

from __future__ import annotations

import re
from functools import lru_cache

_NAME = re.compile(
    r"pass(?:word|wd|phrase|file|code|key)?$|password|passwd|secret|token(?!i[sz])|credential|private_?key|(?:^|_)pwd|api_?key"
)
_SHORTENED = re.compile(r"passw|p[a-z]?s+w[a-z]{0,3}d")
"""``pswd``, ``psswrd``, ``pasword``: what a password is called in a hurry."""
_STEMS = {"password": 2, "passphrase": 2, "credential": 2, "passwd": 1, "secret": 1, "token": 1, "apikey": 1}
"""Words that name secrets, with the number of typing errors that leave them recognisable."""
_ORDINARY = frozenset({"passed", "passport", "passive", "secure", "taken", "toke"})
_CAPITAL = r"(?<=[a-z])(?=[A-Z])"
_SEPARATOR = re.compile(r"[\W_]+")
_PAIR = r"(?<![\w.-])([\w.-]{1,64})\s*=\s*[^\s=]"
_LONGEST = 64


@lru_cache(maxsize=4096)
def names_secret(name: str) -> bool:
    """Whether the value of a key or variable of this name is a secret: a known name, or one close to it."""
    return _NAME.search(name.casefold()) is not None or misspells_secret(name)


@lru_cache(maxsize=4096)
def misspells_secret(name: str) -> bool:
    """Whether a name is close to one that holds a secret, but is none of the usual ones."""
    if len(name) > _LONGEST or _NAME.search(name.casefold()):
        return False
    parted = name if name.islower() or name.isupper() else re.sub(_CAPITAL, "_", name)
    words = [word.lower().rstrip("0123456789") for word in _SEPARATOR.split(parted)]
    return any(map(_ends_misspelt, words)) or (len(words) > 1 and _misspelt("".join(words)))


def pairs_secret(text: str) -> bool:
    """Whether a text holds ``key=value`` of a secret, as a connection string does."""
    return "=" in text and any(map(names_secret, re.findall(_PAIR, text)))


def _ends_misspelt(word: str) -> bool:
    """Whether a word is a misspelt stem, also behind something else: ``sslpasword``."""
    return _SHORTENED.search(word) is not None or any(
        _misspelt(word[start:]) for start in range(len(word)) if start == 0 or word[start] in "pcs"
    )


def _misspelt(word: str) -> bool:
    """Whether a word is a stem with few typing errors; its first two letters may have swapped places."""
    return word not in _ORDINARY and any(
        word[:1] in (stem[0], stem[1])
        and abs(len(word) - len(stem)) <= errors
        and len(set(stem) - set(word)) <= errors
        and (word[0] == stem[0] or word[1:2] == stem[0])
        and _distance(word, stem) <= errors
        for stem, errors in _STEMS.items()
    )


def _distance(one: str, other: str) -> int:
    """Letters inserted, left out, replaced or swapped with their neighbour."""
    older, before = [0] * (len(other) + 1), list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, wanted in enumerate(other, 1):
            best = min(before[column] + 1, now[-1] + 1, before[column - 1] + (letter != wanted))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == wanted:
                best = min(best, older[column - 2] + 1)
            now.append(best)
        older, before = before, now
    return before[-1]
