"""Tables of small projects, really imported and read: the same value, or unknown where the table says so."""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from connlint.models.django import SettingsModule
from tests.settings import reality
from tests.settings.modules import either, lay, traced


class Case(NamedTuple):
    """A project whose ``settings.py`` leaves its answer in ``r``."""

    code: str
    unknown: str = ""
    """Part of the reason, where connlint cannot know the answer."""
    either: Mapping[str, Any] = {}
    """The branches by condition, "?" for what is unknown, where connlint cannot know which is taken."""
    raises: str = ""
    """The exception that importing it ends with; connlint tells it."""
    files: Mapping[str, str] = {}
    """Other files of the project."""
    absent: Mapping[str, str] = {}
    """Files that only the program finds: they are gone when connlint reads."""
    given: Mapping[str, str] = {}
    """The environment, as connlint is told as well."""
    hidden: Mapping[str, str] = {}
    """Variables that only the program has."""
    since: tuple[int, int] = (3, 10)
    """The first version of Python that knows the syntax."""


Imported = dict[str, tuple[Path, dict[str, Any]]]


def import_cases(cases: Mapping[str, Case], folder: Path, installed: tuple[str, ...] = ()) -> Imported:
    """Where each case lies, and what importing it gave, with these libraries at hand."""
    missing = [name for name in installed if importlib.util.find_spec(name) is None]
    if missing:
        assert not os.environ.get("CI"), f"not installed: {missing}"
        pytest.skip(f"not installed: {missing}")
    known = {name: case for name, case in cases.items() if sys.version_info >= case.since}
    homes = {}
    for number, (name, case) in enumerate(known.items()):
        text = f"{case.code}\nDATABASES = {{'default': {{'ENGINE': 'e', 'HOST': r}}}}\n"
        homes[name] = lay(folder / str(number), {"settings.py": text, **case.files, **case.absent})
    jobs = [(homes[name], {**case.given, **case.hidden}) for name, case in known.items()]
    truths = dict(zip(known, reality.import_all(jobs, installed), strict=True))
    for name, case in known.items():
        for file in case.absent:
            (homes[name] / file).unlink()
    return {name: (homes[name], truths[name]) for name in known}


def judge(name: str, cases: Mapping[str, Case], imported: Imported) -> None:
    """connlint reads what the program does, or says what the table says it cannot know."""
    case = cases[name]
    if name not in imported:
        pytest.skip(f"new in Python {case.since[0]}.{case.since[1]}")
    home, truth = imported[name]
    module = reality.read(home, dict(case.given))
    if case.raises:
        assert truth["error"].startswith(case.raises), truth
        assert ("guard-raises", case.raises) in told(module), module.problems
        return
    assert truth["ok"], truth
    real = dict(dict(truth["databases"]["dict"])["default"]["dict"])["HOST"]
    found = traced(module, "HOST")
    if case.unknown:
        assert found.status == "unknown", (found, real)
        assert case.unknown in found.reason, found.reason
    elif case.either:
        assert found.status == "either", (found, real)
        branches = either(module, "HOST")
        assert branches == case.either, branches
        assert reality.agrees(found, real, {}), (found, real)
    else:
        assert found.status == "known", (found, real)
        assert reality.same(found.value, real), (found.value, real)


def told(module: SettingsModule) -> list[tuple[str, str]]:
    """The problems, with the exception that each is about."""
    return [(problem.kind, problem.data.get("exception", problem.subject)) for problem in module.problems]
