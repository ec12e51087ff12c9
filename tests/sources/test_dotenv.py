"""Env files are read as python-dotenv reads them; the expected values are its own."""

from pathlib import Path

import pytest

from connlint.sources.dotenv import read_dotenv
from connlint.sources.text import Source


def values(text, outside=None):
    found = read_dotenv(Source(".env", Path(".env"), text.encode()), outside)
    return {name: one.value for name, one in found.items()}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", {}),
        ("# A=1\n  # B=2", {}),
        ("A", {}),
        ("A=1", {"A": "1"}),
        ("A=1\nA=2", {"A": "2"}),
        ("export A=1", {"A": "1"}),
        ("  A = 1  ", {"A": "1"}),
        ("A=", {"A": ""}),
        ("A=1 # c", {"A": "1"}),
        ("A=1#c", {"A": "1#c"}),
        ("A=#c", {"A": "#c"}),
        ("A= #c", {"A": ""}),
        ("A='1 # c' # d", {"A": "1 # c"}),
        ('A="1\\n2"', {"A": "1\n2"}),
        ("A='1\\n2'", {"A": "1\\n2"}),
        ('A="x\ny"\nB=1', {"A": "x\ny", "B": "1"}),
        ('A="say \\"x\\""', {"A": 'say "x"'}),
        ("A=x y", {"A": "x y"}),
        ("A=1\r\nB=2\r\n", {"A": "1", "B": "2"}),
        ("A=1\nB=${A}2", {"A": "1", "B": "12"}),
        ("B=${A}2", {"B": "2"}),
        ("B=${A:-3}2", {"B": "32"}),
        ("A=1\nB='${A}'", {"A": "1", "B": "1"}),
        ("A='\nB=1", {"B": "1"}),
        ('A="x" y\nB=1', {"B": "1"}),
        ("A=$B", {"A": "$B"}),
        ("'A'=1", {"A": "1"}),
    ],
)
def test_values(text, expected):
    assert values(text) == expected


def test_variables_from_outside_are_expanded():
    assert values("B=${A}2", {"A": "1"}) == {"B": "12"}


def test_the_origin_is_the_value():
    origin = read_dotenv(Source(".env", Path(".env"), b"\nexport A='x y' # c\n"))["A"].origin
    assert (origin.line, origin.column, origin.end_line, origin.end_column) == (2, 11, 2, 14)
