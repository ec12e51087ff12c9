"""django-environ: the lines of a .env file.

Source of the facts: ``Env.read_env`` of 0.14; proved by tests against the installed library.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.parsers.settings.libraries.semantics.assignment import Assignment

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = re.compile(r"\A(?:export )?([A-Za-z_0-9]+)=(.*)\Z")
_SINGLE = re.compile(r"\A'(.*)'\Z")
_SINGLE_COMMENT = re.compile(r"\A\s*'(?<!\\)(.*)'\s*(#.*\s*)?\Z")
_DOUBLE = re.compile(r'\A"(.*)"\Z')


def parse_file(text: str, *, comments: bool = False) -> Iterator[Assignment]:
    """The variables that ``Env.read_env`` finds, in order; a later line of the same name wins.

    ``comments`` is its ``parse_comments``. A line that is no assignment is skipped, as the library does.
    """
    for number, line in enumerate(text.splitlines(), start=1):
        match = _LINE.match(line)
        if match:
            value = _bare_of_comments(match[2]) if comments else _unquoted(match[2])
            yield Assignment(match[1], _undoubled(value), number, match.start(1) + 1, len(line) + 1)


def _unquoted(value: str) -> str:
    match = _SINGLE.match(value)
    return match[1] if match else value


def _bare_of_comments(value: str) -> str:
    match = _SINGLE_COMMENT.match(value)
    return match[1] if match else value.partition("#")[0]


def _undoubled(value: str) -> str:
    match = _DOUBLE.match(value)
    return re.sub(r"\\(.)", _keep_control, match[1]) if match else value


def _keep_control(match: re.Match[str]) -> str:
    return match[0] if match[1] in "rnt" else match[1]
