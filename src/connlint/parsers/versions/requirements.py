"""requirements.txt and its relatives: lines, continuations, ``-r``, ``-c``."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from connlint.parsers.versions.candidates import DECLARED, PINNED, Candidate
from connlint.parsers.versions.requirement import Requirement, parse_requirement
from connlint.parsers.versions.specifiers import Allowed
from connlint.sources.optional import read_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.place import Place
    from connlint.sources.text import Source

MAX_FILES = 50
_OTHER_FILE = re.compile(r"(?:-r|-c|--requirement|--constraint)[\s=]*(\S+)")
_EDITABLE = re.compile(r"(?:-e|--editable)[\s=]*")


def read_requirements(path: Path, root: Path) -> list[Candidate]:
    """The statements of a requirements file and of those it names inside ``root``; missing files are passed over."""
    found: list[Candidate] = []
    waiting, seen = [path], {path}
    while waiting and len(seen) <= MAX_FILES:
        current = waiting.pop()
        source = read_or_none(current)
        if source is None:
            continue
        rank = DECLARED if current.suffix == ".in" else PINNED
        for place, line in _logical_lines(source):
            other = _OTHER_FILE.match(line)
            if other:
                target = _inside(Path(current.parent, other.group(1)), root)
                if target and target not in seen:
                    seen.add(target)
                    waiting.append(target)
                continue
            requirement = parse_requirement(_without_options(line))
            found.extend(statements(requirement, place, rank) if requirement else ())
    return found


def statements(requirement: Requirement, place: Place, rank: int) -> list[Candidate]:
    """The requirement itself, and what its extras are sure to bring: psycopg's C parts have its own version."""
    found = [Candidate(requirement.name, requirement.allowed, place, rank)]
    if requirement.name == "psycopg":
        twins = [extra for extra in requirement.extras if extra in ("binary", "c")]
        found += [Candidate(f"psycopg-{extra}", requirement.allowed, place, rank) for extra in twins]
        if "pool" in requirement.extras:
            found.append(Candidate("psycopg-pool", Allowed(), place, rank))
    return found


def _inside(path: Path, root: Path) -> Path | None:
    try:
        target = Path(os.path.realpath(path))
    except ValueError:  # a NUL byte in the name
        return None
    return target if Path(os.path.realpath(root)) in target.parents else None


def _without_options(line: str) -> str:
    line = _EDITABLE.sub("", line)
    egg = re.search(r"#egg=([\w.-]+)", line)
    if egg:
        return f"{egg.group(1)} @ {line}"
    return re.split(r"\s--?[a-z]", line)[0]


def _logical_lines(source: Source) -> Iterator[tuple[Place, str]]:
    """Lines with continuations joined and comments gone, each with the place of its first part."""
    joined, start = "", 0
    for number, line in enumerate(source.lines, 1):
        start = start or number
        plain = re.sub(r"(^|\s)#(?!egg=).*$", "", line).rstrip()
        if plain.endswith("\\"):
            joined += plain[:-1] + " "
            continue
        text = (joined + plain).strip()
        if text:
            first = source.lines[start - 1]
            column = len(first) - len(first.lstrip()) + 1
            yield source.span(start, column, start, len(first.rstrip()) + 1), text
        joined, start = "", 0
