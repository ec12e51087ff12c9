"""Problems of one cause: told once where a file is full of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connlint.models.problem import Problem

_MANY = 3
_NAMED = 4
_CAUSE = "placeholder"


def together(problems: Sequence[Problem]) -> list[Problem]:
    """The problems; the placeholders that nobody replaced in a file as one, at the first of them."""
    files: dict[str, list[Problem]] = {}
    for problem in problems:
        if problem.kind == _CAUSE and problem.place is not None:
            files.setdefault(problem.place.file, []).append(problem)
    joined = {id(group[0]): _joined(group) for group in files.values() if len(group) >= _MANY}
    hidden = {id(one) for group in files.values() if len(group) >= _MANY for one in group[1:]}
    return [joined.get(id(problem), problem) for problem in problems if id(problem) not in hidden]


def _joined(group: Sequence[Problem]) -> Problem:
    names = [problem.subject for problem in group]
    rest = len(names) - _NAMED
    listed = ", ".join(names[:_NAMED]) + (f" and {rest} more" if rest > 0 else "")
    message = (
        f"{len(group)} placeholders are left, in {listed}: PgBouncer expands nothing and takes them literally; "
        "if some program renders this file first, call it a template (pgbouncer.ini.template)"
    )
    return group[0].model_copy(update={"message": message, "fatal": any(problem.fatal for problem in group)})
