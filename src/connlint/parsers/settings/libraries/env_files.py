"""Env files that a settings module loads: found, read, put into its environment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from connlint.parsers.settings.texts import is_secret_name, is_secret_text
from connlint.parsers.settings.values import NotKnown, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.libraries.semantics.assignment import Assignment


def caller_directory(call: Call) -> str:
    """The directory of the file that makes this call."""
    return os.path.dirname(call.frame.unit.path)  # noqa: PTH120 - paths of the program are text


def upwards(call: Call, start: str) -> Iterator[str]:
    """``start`` and the directories above it, up to the root of the project and never beyond."""
    root = str(call.rt.files.root)
    directory = os.path.abspath(start)  # noqa: PTH100 - symlinks stay as the program sees them
    while directory == root or directory.startswith(root.rstrip(os.sep) + os.sep):
        yield directory
        if directory == root:
            return
        directory = os.path.dirname(directory)  # noqa: PTH120


def is_file(call: Call, path: str) -> bool:
    """Whether a file of the project is there; one outside counts as absent: connlint does not read it."""
    try:
        return call.exists(path) and not os.path.isdir(call.rt.files.resolve(path))  # noqa: PTH112
    except NotKnown:
        return False


def text_of(call: Call, path: str) -> str | None:
    """The text of an env file, with line ends as Python reads them; None when connlint cannot have it.

    Where the file is in the project and cannot be read, every variable that is not set elsewhere may stand in it.
    """
    if not is_file(call, path):
        return None
    try:
        call.rt.files.inside(path)
    except NotKnown:
        return None
    try:
        text = call.read_text(path)
    except NotKnown as problem:
        call.rt.environ.open = call.rt.environ.open or Unknown(problem.unknown.reason)
        return None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def variable(call: Call, path: str, found: Assignment, text: str) -> Val:
    """The value that a line of an env file gives, with its place; a secret is registered as one."""
    place = call.rt.place_in(path, found.line, found.column, found.end_column, found.end_line or found.line)
    if text and (is_secret_name(found.name) or is_secret_text(text)):
        call.rt.secret(place)
    return Val(text, f"env file {call.rt.reported(path)}", place)


def load(call: Call, path: str, assignments: Iterable[Assignment], *, override: bool) -> None:
    """Set the variables of a file in the environment of the program.

    The last of equal names wins. Without ``override`` what is already set stays.
    """
    for found in last_of_each(assignments):
        call.rt.environ.set(found.name, variable(call, path, found, found.value or ""), override=override)


def last_of_each(assignments: Iterable[Assignment]) -> list[Assignment]:
    """The last assignment of each name; none where that has no value."""
    last = {found.name: found for found in assignments}
    return [found for found in last.values() if found.value is not None]
