"""The edit that lets a comment ignore a rule on a line, in the way the file at hand has comments."""

from __future__ import annotations

import re
import tokenize
from typing import TYPE_CHECKING

from connlint.models.finding import Edit
from connlint.models.place import Place
from connlint.policy.comments import read_suppressions
from connlint.sources.text import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SIGNS = {".py": "#", ".ini": ";", ".cfg": ";", ".conf": "#"}
"""The files that can have a comment on a line of its own, and the sign that begins it."""

_IGNORES = re.compile(r"(?i)connlint:\s*ignore\s*\[[^\]]*(?=\])")


def ignoring(place: Place, lines: Sequence[str], code: str, end: str = "\n") -> Edit | None:
    """The edit after which a comment speaks for ``place`` and names ``code``; None where no comment can.

    ``end`` is what ends a line of the file. The reason is left to the author, whom CL902 can ask for it.
    """
    before = _meaning(place.file, lines)
    if before is None or place.line > len(lines):
        return None
    for edit in _candidates(place, lines, code, end):
        after = _applied(edit, lines)
        if _speaks(edit, after, place, code) and _meaning(place.file, after) == before:
            return edit
    return None


def _candidates(place: Place, lines: Sequence[str], code: str, end: str) -> Iterator[Edit]:
    last = min(place.end_line, len(lines))
    for number in range(place.line - 1, last + 1):
        found = _IGNORES.search(lines[number - 1]) if number else None
        if found:
            yield _insert(place.file, number, found.end() + 1, f", {code}")
    comment = f"connlint: ignore[{code}]"
    if place.file.endswith(".py"):
        for number in range(place.line, last + 1):
            yield _insert(place.file, number, len(lines[number - 1].rstrip()) + 1, f"  # {comment}")
    sign = next((sign for suffix, sign in _SIGNS.items() if place.file.endswith(suffix)), None)
    if sign is not None:
        line = lines[place.line - 1]
        indent = line[: len(line) - len(line.lstrip())]
        yield _insert(place.file, place.line, 1, f"{indent}{sign} {comment}{end}")


def _insert(file: str, line: int, column: int, text: str) -> Edit:
    return Edit(place=Place(file=file, line=line, column=column, end_line=line, end_column=column), text=text)


def _applied(edit: Edit, lines: Sequence[str]) -> list[str]:
    number, column = edit.place.line, edit.place.column
    line = lines[number - 1]
    changed = lines_of(f"{line[: column - 1]}{edit.text}{line[column - 1 :]}")
    return [*lines[: number - 1], *changed, *lines[number:]]


def _speaks(edit: Edit, lines: Sequence[str], place: Place, code: str) -> bool:
    """Whether the comment that the edit makes is one, and speaks for the place, which may stand a line lower now."""
    lower = int(edit.text.endswith(("\n", "\r")))
    return any(
        code in one.words
        and one.lines is not None
        and one.lines[0] <= place.end_line + lower
        and place.line + lower <= one.lines[1]
        for one in read_suppressions(place.file, lines)
        if one.place.line == edit.place.line
    )


def _meaning(file: str, lines: Sequence[str]) -> list[tuple[int, str]] | None:
    """What Python takes a module for, which no comment changes; nothing of every other file, None where that fails.

    Its words, not its tree: the module may be written for a newer Python.
    """
    if not file.endswith(".py"):
        return []
    source = iter([f"{line}\n" for line in lines])
    try:
        words = list(tokenize.generate_tokens(lambda: next(source, "")))
    except (tokenize.TokenError, SyntaxError):
        return None
    return [(word.type, word.string) for word in words if word.type not in (tokenize.COMMENT, tokenize.NL)]
