"""Questions about one unknown value: the ways through a module are those that some value of it really takes."""

from __future__ import annotations

import pytest

from tests.settings import reality
from tests.settings.modules import lay

GIVEN = "os.environ['X']"
MAYBE = "os.environ.get('X')"
VALUES = ("b", "c", "d", "other")
"""A variable that is set is taken not to be empty."""

TESTS = {
    "the same twice": (GIVEN, "x == 'b'", "x == 'b'"),
    "two constants": (GIVEN, "x == 'b'", "x == 'c'"),
    "a constant and its truth": (GIVEN, "x == 'b'", "x"),
    "the empty text and its truth": (GIVEN, "x == ''", "x"),
    "truth and a constant": (GIVEN, "x", "x == 'b'"),
    "truth and the empty text": (GIVEN, "x", "x == ''"),
    "a constant and a list with it": (GIVEN, "x == 'b'", "x in ('b', 'c')"),
    "a constant and a list without it": (GIVEN, "x == 'b'", "x in ('c', 'd')"),
    "a constant and a list of it alone": (GIVEN, "x == 'b'", "x in ['b']"),
    "a list and a constant of it": (GIVEN, "x in ('b', 'c')", "x == 'b'"),
    "a list and a constant out of it": (GIVEN, "x in ('b', 'c')", "x == 'd'"),
    "a list and all its constants": (GIVEN, "x in ('b', 'c')", "x == 'b'", "x == 'c'"),
    "a list and its truth": (GIVEN, "x in ('b', 'c')", "x"),
    "a list with the empty text and its truth": (GIVEN, "x in ('b', '')", "x"),
    "a list and a longer one": (GIVEN, "x in ('b',)", "x in ('b', 'c')"),
    "a list and a shorter one": (GIVEN, "x in ('b', 'c')", "x in ('b',)"),
    "a list and another": (GIVEN, "x in ('b', 'c')", "x in ('d',)"),
    "truth and a list of nothing true": (GIVEN, "x", "x in ('', None)"),
    "None and its truth": (MAYBE, "x is None", "x"),
    "None and a constant": (MAYBE, "x is None", "x == 'b'"),
    "None and a list": (MAYBE, "x is None", "x in (None, 'b')"),
    "truth and None": (MAYBE, "x", "x is None"),
    "not None and a list": (MAYBE, "x is not None", "x in ('b',)"),
    "a list and None": (MAYBE, "x in ('b', 'c')", "x is None"),
}


def program(source: str, *tests: str) -> str:
    """HOST says which tests hold, one letter for each."""
    steps = "".join(f"if {test}:\n    r += {letter!r}\n" for test, letter in zip(tests, "pqrs", strict=False))
    return f"import os\nx = {source}\nr = ''\n{steps}DATABASES = {{'default': {{'HOST': r}}}}\n"


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """What each module comes to for every value of X."""
    base = tmp_path_factory.mktemp("questions")
    jobs = []
    for number, tests in enumerate(TESTS.values()):
        home = lay(base / str(number), {"settings.py": program(*tests)})
        jobs += [(name, home, {"X": value}) for name, value in [(list(TESTS)[number], value) for value in VALUES]]
        jobs += [(list(TESTS)[number], home, {})] if tests[0] == MAYBE else []
    found = {}
    for (name, home, _), truth in zip(jobs, reality.import_all([job[1:] for job in jobs]), strict=True):
        table = dict(dict(truth["databases"]["dict"])["default"]["dict"])
        found.setdefault(name, (home, set()))[1].add(table["HOST"])
    return found


@pytest.mark.parametrize("name", TESTS)
def test_questions(name, real):
    home, outcomes = real[name]
    worlds = reality.read(home, {}).worlds
    assert {world.databases["default"].settings["HOST"].value for world in worlds} == outcomes
