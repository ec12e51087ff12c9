"""Suppression comments are read where they are comments, and say which lines they speak for."""

from datetime import date

import pytest

from connlint.policy.comments import read_suppressions


def read(file, text):
    return list(read_suppressions(file, text.split("\n")))


@pytest.mark.parametrize(
    "file, text",
    [
        ("s.py", 'x = "# connlint: ignore[CL101] in a string"'),
        ("s.py", '"""\n# connlint: ignore[CL101]\n"""'),
        ("p.ini", "x = 20 # connlint: ignore[CL101] PgBouncer has no inline comments"),
        ("p.ini", "x = 20 ; connlint: ignore[CL101]"),
        ("c.yml", "command: run#connlint: ignore[CL101]"),
        ("s.py", "# connlint: ignorance[CL101]"),
        ("s.py", "# noqa: CL101"),
    ],
)
def test_what_is_no_comment_suppresses_nothing(file, text):
    assert read(file, text) == []


@pytest.mark.parametrize(
    "file, text, lines",
    [
        ("s.py", "a = 1\nx = 5  # connlint: ignore[CL101] why\ny = 1", (2, 2)),
        ("s.py", "# connlint: ignore[CL101] why\nx = 5\n", (1, 2)),
        ("s.py", "# connlint: ignore[CL101] why\n# more\n\nx = 5\n", (1, 4)),
        ("p.ini", "; connlint: ignore[CL101] why\nx = 20", (1, 2)),
        ("p.ini", "  # connlint: ignore[CL101] why\nx = 20", (1, 2)),
        ("c.yml", "x: 1 # connlint: ignore[CL101] why", (1, 1)),
        ("c.yml", "# connlint: ignore[CL101] why\nx: 1", (1, 2)),
        ("postgresql.conf", "x = 1 # connlint: ignore[CL101] why", (1, 1)),
    ],
)
def test_a_comment_speaks_for_its_line_or_the_next(file, text, lines):
    (found,) = read(file, text)
    assert found.lines == lines
    assert found.words == ("CL101",)
    assert found.reason == "why"


def test_a_comment_for_the_file():
    (found,) = read("s.py", "# connlint: ignore-file[CL1, conn-max-age-unlimited] legacy")
    assert found.lines is None
    assert found.words == ("CL1", "conn-max-age-unlimited")


def test_a_day_until_which_it_holds():
    (found,) = read("s.py", "x = 1  # connlint: ignore[CL101] until=2027-01-31 the new pooler comes")
    assert found.until == date(2027, 1, 31)
    assert found.reason == "the new pooler comes"
    assert found.malformed == ""


def test_a_day_that_is_none():
    (found,) = read("s.py", "x = 1  # connlint: ignore[CL101] until=soon")
    assert found.until is None
    assert found.malformed == "soon"


def test_a_comment_without_rules():
    (found,) = read("s.py", "x = 1  # connlint: ignore")
    assert found.words == ()


def test_the_place_is_the_comment():
    (found,) = read("s.py", "x = 1  # connlint: ignore[CL101] why")
    place = found.place
    assert (place.line, place.column, place.end_column) == (1, 10, 37)


def test_a_file_that_is_not_python_any_more_is_read_as_far_as_it_goes():
    (found,) = read("s.py", "x = 1  # connlint: ignore[CL101] why\ny = '''")
    assert found.words == ("CL101",)
