"""A comment that ignores a rule stands where it is one, and changes nothing else."""

import pytest

from connlint.lsp.ignoring import ignoring
from connlint.models.place import Place


def after(name, text, line, end_line=None, end="\n"):
    """The text with a comment for CL101 at these lines; None when there is no place for one."""
    place = Place(file=name, line=line, column=1, end_line=end_line or line, end_column=2)
    lines = text.split(end)
    edit = ignoring(place, lines, "CL101", end)
    if edit is None:
        return None
    number, column = edit.place.line - 1, edit.place.column - 1
    lines[number] = lines[number][:column] + edit.text + lines[number][column:]
    return end.join(lines)


@pytest.mark.parametrize(
    "name, text, line",
    [
        ("compose.yml", "a: 1", 1),
        ("app.json", "{}", 1),
        ("s.py", "x = (1", 1),
        ("s.py", "if x:\n    y\n  z = 1", 3),
        ("s.py", "x = 1 + \\\n  1 + \\\n 1", 2),
        ("s.py", "x = '''\na\n'''", 2),
        ("s.py", "", 3),
        ("p.ini", "", 3),
    ],
)
def test_where_no_comment_can_be(name, text, line):
    assert after(name, text, line) is None


@pytest.mark.parametrize(
    "name, text, line, end_line, expected",
    [
        ("s.py", "x = 1\n", 1, 1, "x = 1  # connlint: ignore[CL101]\n"),
        ("s.py", "x = 1  # why  \n", 1, 1, "x = 1  # why  # connlint: ignore[CL101]  \n"),
        ("s.py", "x = '#'\n", 1, 1, "x = '#'  # connlint: ignore[CL101]\n"),
        ("s.py", "x = '''\n''' + \\\n 'a'\n", 1, 3, "x = '''\n''' + \\\n 'a'  # connlint: ignore[CL101]\n"),
        ("s.py", "x = 1  # connlint: ignore[CL2] y\n", 1, 1, "x = 1  # connlint: ignore[CL2, CL101] y\n"),
        ("s.py", "# connlint: Ignore [CL2]\nx = 1\n", 2, 2, "# connlint: Ignore [CL2, CL101]\nx = 1\n"),
        ("s.py", "x = 1 + \\\n  1", 1, 1, "# connlint: ignore[CL101]\nx = 1 + \\\n  1"),
        ("s.py", "if 1:\n  x = '''\na'''", 2, 2, "if 1:\n  # connlint: ignore[CL101]\n  x = '''\na'''"),
        (
            "s.py",
            "y = 1  # connlint: ignore[CL2]\nx = 1",
            2,
            2,
            "y = 1  # connlint: ignore[CL2]\nx = 1  # connlint: ignore[CL101]",
        ),
        ("s.py", "x = 'connlint: ignore[CL2]'", 1, 1, "x = 'connlint: ignore[CL2]'  # connlint: ignore[CL101]"),
        (
            "s.py",
            "x = 1  # connlint: ignore-file[CL2]",
            1,
            1,
            "# connlint: ignore[CL101]\nx = 1  # connlint: ignore-file[CL2]",
        ),
        ("s.py", "x = = 1", 1, 1, "x = = 1  # connlint: ignore[CL101]"),
        ("p.ini", "[a]\nb = 1\n", 2, 2, "[a]\n; connlint: ignore[CL101]\nb = 1\n"),
        (
            "p.ini",
            "; connlint: ignore[CL2]\n\nb = 1\n",
            3,
            3,
            "; connlint: ignore[CL2]\n\n; connlint: ignore[CL101]\nb = 1\n",
        ),
        ("p.ini", "; connlint: ignore[CL2]\nb = 1\n", 2, 2, "; connlint: ignore[CL2, CL101]\nb = 1\n"),
        ("p.ini", "a\x0b\n", 1, 1, "; connlint: ignore[CL101]\na\x0b\n"),
        ("postgresql.conf", "a = 1\n", 1, 1, "# connlint: ignore[CL101]\na = 1\n"),
    ],
)
def test_where_it_stands(name, text, line, end_line, expected):
    assert after(name, text, line, end_line) == expected


def test_line_ends_stay():
    assert after("p.ini", "a\r\nb\r\n", 2, end="\r\n") == "a\r\n; connlint: ignore[CL101]\r\nb\r\n"
