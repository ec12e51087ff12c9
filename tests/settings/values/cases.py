"""Expressions that Python really evaluates and connlint reads: rows for tables of ``tests.settings.differential``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.settings import differential, reality
from tests.settings.differential import Case, Imported
from tests.settings.modules import traced

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

START = "import os\nimport sys\n"
CAUGHT = "except Exception as error:\n    r = type(error).__name__\n"
FORK = f"{START}x = bool(os.environ.get('X'))\n"
WAYS = {"X is not set": {}, "X is set": {"X": "1"}}


def case(expression: str, before: str = "", unknown: str = "") -> Case:
    """The value of the expression, or part of the reason why connlint must not say it."""
    return Case(f"{START}{before}\nr = {expression}\n", unknown)


def raising(expression: str, before: str = "", unknown: str = "") -> Case:
    """The name of the error that the expression raises."""
    return Case(f"{START}{before}\ntry:\n    r = {expression}\n{CAUGHT}", unknown)


def forked(expression: str, before: str = "") -> Case:
    """An expression in ``x``, which is whether the variable X is set; nobody says whether it is."""
    return Case(f"{FORK}{before}\nr = {expression}\n")


def import_table(cases: Mapping[str, Case], folder: Path) -> Imported:
    """Python runs all cases in one process, forks both ways."""
    return differential.import_cases(
        {
            f"{name}: {way}": case._replace(hidden={**case.hidden, **hidden})
            for name, case in cases.items()
            for way, hidden in (WAYS if is_fork(case) else {"": {}}).items()
        },
        folder,
    )


def is_fork(case: Case) -> bool:
    """Whether it depends on X."""
    return case.code.startswith(FORK)


def judge(name: str, cases: Mapping[str, Case], imported: Imported) -> None:
    """connlint reads what Python makes of it; of a fork, what Python makes of it on each way."""
    if not is_fork(cases[name]):
        differential.judge(f"{name}: ", {f"{name}: ": cases[name]}, imported)
        return
    found = traced(reality.read(imported[f"{name}: X is set"][0], {}), "HOST")
    assert {branch.condition for branch in found.branches} == set(WAYS), found
    for branch in found.branches:
        truth = imported[f"{name}: {branch.condition}"][1]
        assert truth["ok"], truth
        real = dict(dict(truth["databases"]["dict"])["default"]["dict"])["HOST"]
        assert branch.traced.decided
        assert reality.same(branch.traced.value, real), (branch, real)
