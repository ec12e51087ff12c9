"""Which files of a project are worth parsing, and what is seen in them."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from connlint.parsers.code import celery, closing, commands, coroutines, ready, session, threads
from connlint.parsers.code.unit import Unit
from connlint.sources.encoding import python_encoding
from connlint.sources.text import held
from connlint.sources.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from connlint.models.problem import Problem

MAX_BYTES = 1024 * 1024
"""Larger files are data, not code that somebody wrote."""

_FINDERS: tuple[tuple[Callable[[Unit], Iterator[Problem]], tuple[re.Pattern[bytes], ...]], ...] = (
    (session.find, (re.compile(rb"(?i)[\"']\s*(?:set\s+(?:session\s+)?[a-z_.{]|listen\s)"),)),
    (session.find, (re.compile(rb"advisory_lock"), re.compile(rb"django"))),
    (session.find, (re.compile(rb"set_config\("), re.compile(rb"django"))),
    (session.find, (re.compile(rb"notif(?:ies|y_handler)\("), re.compile(rb"django"))),
    (celery.find, (re.compile(rb"\bCelery\(|task_postrun|task_prerun|worker_process_init"),)),
    (commands.find, (re.compile(rb"\bsleep\("),)),
    (coroutines.find, (re.compile(rb"\basync def\b"), re.compile(rb"\.objects\b|_or_404\b|\batomic\b|\.cursor\("))),
    (coroutines.allowed, (re.compile(rb"DJANGO_ALLOW_ASYNC_UNSAFE"),)),
    (threads.find, (re.compile(rb"\b(?:Thread|Timer|ThreadPoolExecutor)\("),)),
    (ready.find, (re.compile(rb"\bdef ready\("),)),
    (closing.find, (re.compile(rb"\bclose_all\b|\batomic\b"), re.compile(rb"\bclose"))),
)
"""What a file must hold, all of it, for a finder to look at it: most files are never parsed."""
_TESTS = re.compile(r"(^|/)(tests?(?:\.py)?|testing|conftest\.py|test_[^/]*\.py|[^/]*_tests?\.py)(/|$)")


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
        instead = held(path)
        data = path.read_bytes() if instead is None else instead
    except OSError:
        return
    if len(data) > MAX_BYTES:
        return
    finders = dict.fromkeys(find for find, hints in _FINDERS if all(hint.search(data) for hint in hints))
    if not finders:
        return
    try:
        unit = Unit(shown(path), inside, ast.parse(data), data.decode(python_encoding(data), "replace").splitlines())
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return
    for find in finders:
        yield from find(unit)
