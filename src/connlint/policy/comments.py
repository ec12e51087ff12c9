"""Suppression comments: ``# connlint: ignore[CL101] until=2027-01-31 reason``."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from connlint.models.place import Place
from connlint.models.plain import Plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_COMMENT = r"(?i)connlint:\s*(?P<kind>ignore-file|ignore)(?![\w-])\s*(?:\[(?P<words>[^\]]*)\])?(?P<rest>.*)"
_UNTIL = r"\buntil\s*=\s*(?P<date>\S+)"
_HASH = r"(?:^|\s)#(?P<text>.*)"


class Suppression(Plain):
    """One comment. ``lines`` are those it speaks for, None for the whole file.

    ``words`` are codes, prefixes or names as written; ``until`` the last day it holds; ``malformed`` the
    date as written when it is none.
    """

    place: Place
    words: tuple[str, ...]
    lines: tuple[int, int] | None
    reason: str = ""
    until: date | None = None
    malformed: str = ""


def read_suppressions(file: str, lines: Sequence[str]) -> Iterator[Suppression]:
    """The suppression comments of a file: Python's are told from strings, an ini's stand on lines of their own."""
    if not any("connlint:" in line for line in lines):
        return
    for number, column, text in _comments(file, lines):
        match = re.search(_COMMENT, text)
        if match is None:
            continue
        start = column + match.start()
        alone = not lines[number - 1][: column - 1].strip().strip("#;")
        spoken = None if match["kind"].lower() == "ignore-file" else _lines(lines, number, alone=alone)
        place = Place(file=file, line=number, column=start, end_line=number, end_column=column + len(text.rstrip()))
        yield _suppression(match, place, spoken)


def _suppression(match: re.Match[str], place: Place, lines: tuple[int, int] | None) -> Suppression:
    rest = match["rest"]
    until = re.search(_UNTIL, rest)
    day = _date(until["date"]) if until else None
    return Suppression(
        place=place,
        words=tuple(word for word in re.split(r"[\s,]+", match["words"] or "") if word),
        lines=lines,
        reason=" ".join(re.sub(_UNTIL, "", rest).split()).lstrip("-: "),
        until=day,
        malformed=until["date"] if until and day is None else "",
    )


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text.rstrip(".,;"))
    except ValueError:
        return None


def _lines(lines: Sequence[str], number: int, *, alone: bool) -> tuple[int, int]:
    """A comment beside something speaks for its line, one on its own for the next line that is no comment."""
    if not alone:
        return number, number
    following = number
    while following < len(lines) and (not lines[following].strip() or lines[following].lstrip()[0] in "#;"):
        following += 1
    return number, following + 1


def _comments(file: str, lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of every comment, both counting from 1."""
    if file.endswith(".py"):
        yield from _python_comments(lines)
        return
    own_line_only = file.endswith((".ini", ".cfg"))
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith(("#", ";")):
            column = len(line) - len(line.lstrip()) + 2
            yield number, column, line[column - 1 :]
        elif not own_line_only and (match := re.search(_HASH, line)):
            yield number, match.start("text") + 1, match["text"]


def _python_comments(lines: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    import tokenize

    source = iter([f"{line}\n" for line in lines])
    try:
        for token in tokenize.generate_tokens(lambda: next(source, "")):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.start[1] + 2, token.string[1:]
    except (tokenize.TokenError, SyntaxError):
        return
