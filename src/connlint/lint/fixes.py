"""Apply the fixes of findings to files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from connlint.models.traced import REDACTED
from connlint.sources.encoding import UTF8
from connlint.sources.masking import mask
from connlint.sources.text import read
from connlint.sources.writing import write

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from connlint.models.finding import Edit, Finding, Result
    from connlint.models.place import Place

_LINE_END = re.compile(r"\r\n|\r|\n")
_BOM = b"\xef\xbb\xbf"
_SHORT = 3


@dataclass(frozen=True)
class Change:
    """A file before and after."""

    file: str
    before: str
    after: str


def plan_fixes(result: Result, *, unsafe: bool) -> tuple[list[Change], int]:
    """The changes that the fixes of a result make, and how many fixes are in them."""
    taken, number = choose_edits(result.findings, unsafe=unsafe)
    files = dict.fromkeys(edit.place.file for edit in taken)
    return [_change(file, [edit for edit in taken if edit.place.file == file]) for file in files], number


def choose_edits(findings: Iterable[Finding], *, unsafe: bool) -> tuple[list[Edit], int]:
    """The edits of the fixes that can be made together, and how many fixes they are.

    A fix whose edits overlap with those of an earlier one is left for the next run.
    """
    taken: list[Edit] = []
    number = 0
    for finding in findings:
        edits = _edits(finding, unsafe=unsafe)
        if edits and not any(_overlap(edit.place, other.place) for edit in edits for other in taken):
            taken.extend(edits)
            number += 1
    return taken, number


def write_changes(changes: Iterable[Change]) -> None:
    """Write the changed files; line ends, the encoding and a byte order mark stay as they are."""
    for change in changes:
        path = Path(change.file)
        held = read(path, change.file)
        mark = _BOM if held.data.startswith(_BOM) else b""
        write(path, mark + change.after.encode("utf-8" if held.encoding == UTF8 else held.encoding))


def diff(change: Change, secrets: Sequence[Place] = ()) -> Iterator[str]:
    """A change as a unified diff, line by line, without what stands at the places of secrets or looks like one."""
    from difflib import unified_diff

    hidden = sorted(_texts(change, secrets), key=len, reverse=True)
    before, after = (_masked(text, hidden) for text in (change.before, change.after))
    yield from unified_diff(before, after, f"a/{change.file}", f"b/{change.file}", lineterm="")


def _texts(change: Change, secrets: Sequence[Place]) -> set[str]:
    """What stands at the places, line by line; what is too short to be told from a word is left to its key."""
    lines = _LINE_END.split(change.before)
    found = set()
    for place in secrets:
        if place.file == change.file:
            for number in range(place.line, place.end_line + 1):
                start = place.column - 1 if number == place.line else 0
                end = place.end_column - 1 if number == place.end_line else None
                found.add(lines[number - 1][start:end].strip("'\" "))
    return {text for text in found if len(text) > _SHORT}


def _masked(text: str, hidden: Sequence[str]) -> list[str]:
    """The lines; equal lines stay equal, so that the diff stays the diff."""
    for secret in hidden:
        text = text.replace(secret, REDACTED)
    return mask(text).splitlines()


def _edits(finding: Finding, *, unsafe: bool) -> tuple[Edit, ...]:
    if finding.fix is None or not (finding.fix.safe or unsafe):
        return ()
    return finding.fix.edits


def _overlap(one: Place, other: Place) -> bool:
    if one.file != other.file:
        return False
    starts = (one.line, one.column), (other.line, other.column)
    ends = (one.end_line, one.end_column), (other.end_line, other.end_column)
    return starts[0] == starts[1] or (starts[0] < ends[1] and starts[1] < ends[0])


def _change(file: str, edits: list[Edit]) -> Change:
    text = read(Path(file), file).text
    starts = [0, *(match.end() for match in _LINE_END.finditer(text))]
    after = text
    for edit in sorted(edits, key=lambda one: (one.place.line, one.place.column), reverse=True):
        start = starts[edit.place.line - 1] + edit.place.column - 1
        end = starts[edit.place.end_line - 1] + edit.place.end_column - 1
        after = after[:start] + edit.text + after[end:]
    return Change(file, text, after)
