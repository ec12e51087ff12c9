"""Which files of a project are worth parsing, and what is seen in them."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from connlint.parsers.code import celery, closing, commands, coroutines, ready, session, threads
from connlint.parsers.code.unit import Unit
from connlint.sources.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from connlint.models.problem import Problem

MAX_BYTES = 1024 * 1024
"""Larger files are data, not code that somebody wrote."""

_HINT = re.compile(
    rb"async def|\bThread|\bdef ready\b|\bCelery\(|task_postrun|close_all|close_old_connections|connection\.close"
    rb"|management|(?i:[\"'\s]set\s+(?:session\s+)?[a-z_.]+\s*(?:=|\sto\s)|set\s+(?:session\s+)?role\b)"
)
_TESTS = re.compile(r"(^|/)(tests?|testing|conftest\.py|test_[^/]*\.py|[^/]*_tests?\.py)(/|$)")

FINDERS = (session.find, celery.find, commands.find, coroutines.find, threads.find, ready.find, closing.find)


def read_code(root: Path, shown: Callable[[Path], str]) -> tuple[Problem, ...]:
    """Look through the Python files below ``root``, tests excepted; ``shown`` gives the path as reported.

    A file that cannot be parsed is passed over: Python itself names it better.
    """
    seen: list[Problem] = []
    for path in walk(root).files:
        if path.suffix == ".py" and not _TESTS.search(path.relative_to(root).as_posix()):
            seen.extend(_read(path, path.relative_to(root).as_posix(), shown))
    return tuple(seen)


def _read(path: Path, inside: str, shown: Callable[[Path], str]) -> Iterator[Problem]:
    try:
        data = path.read_bytes()
    except OSError:
        return
    if len(data) > MAX_BYTES or not (_HINT.search(data) or "management/commands/" in inside):
        return
    try:
        unit = Unit(shown(path), inside, ast.parse(data), data.decode("utf-8-sig", "replace").splitlines())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for find in FINDERS:
        yield from find(unit)
