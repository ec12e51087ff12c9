"""Characters become code units, whichever were agreed on."""

import pytest
from lsprotocol.types import Position, Range

from connlint.lsp.positions import Ruler, meets
from connlint.models.place import Place

from .client import CAPABLE
from .conftest import SETTINGS

LINES = ["x = '\U0001f600é日' # y", "", "\U0001f600"]


def place(line, column, end_line, end_column):
    return Place(file="f", line=line, column=column, end_line=end_line, end_column=end_column)


def spans(found):
    return (found.start.line, found.start.character), (found.end.line, found.end.character)


@pytest.mark.parametrize(
    "encoding, before, after",
    [(None, 7, 8), ("utf-16", 7, 8), ("utf-8", 9, 11), ("utf-32", 6, 7)],
)
def test_astral_characters(encoding, before, after):
    ruler = Ruler(encoding)
    assert spans(ruler.range(LINES, place(1, 7, 1, 8))) == ((0, before), (0, after))
    assert ruler.character(LINES, Position(0, before)) == (1, 7)
    assert ruler.character(LINES, Position(0, after)) == (1, 8)


@pytest.mark.parametrize("encoding, inside", [("utf-16", [6]), ("utf-8", [6, 7, 8])])
def test_a_position_inside_a_character_is_before_it(encoding, inside):
    assert {Ruler(encoding).character(LINES, Position(0, unit)) for unit in inside} == {(1, 6)}


def test_places_beyond_the_text_end_with_it():
    ruler = Ruler()
    assert spans(ruler.range(LINES, place(3, 1, 3, 99))) == ((2, 0), (2, 2))
    assert spans(ruler.range(LINES, place(9, 5, 9, 6))) == ((8, 0), (8, 0))
    assert ruler.character(LINES, Position(9, 5)) == (10, 1)
    assert ruler.character(LINES, Position(2, 99)) == (3, 2)


@pytest.mark.parametrize(
    "where, marked",
    [
        (place(1, 1, 1, 2), ((0, 0), (0, 1))),
        (place(1, 6, 3, 1), ((0, 5), (0, 14))),
        (place(1, 3, 1, 3), ((0, 2), (0, 14))),
        (place(1, 99, 1, 99), ((0, 0), (0, 14))),
        (place(2, 1, 2, 1), ((1, 0), (1, 0))),
    ],
)
def test_what_is_underlined(where, marked):
    assert spans(Ruler().mark(LINES, where)) == marked


@pytest.mark.parametrize("start, end, met", [(0, 1, False), (0, 2, True), (3, 3, True), (4, 9, True), (5, 9, False)])
def test_ranges_that_meet(start, end, met):
    word = Range(Position(1, 2), Position(1, 4))
    assert meets(word, Range(Position(1, start), Position(1, end))) is met
    assert not meets(word, Range(Position(0, start), Position(0, end)))


@pytest.mark.parametrize("encoding, key", [("utf-16", 9), ("utf-8", 11), ("utf-32", 8)])
def test_the_encoding_is_agreed_on(pair, start, encoding, key):
    client = start(pair)
    agreed = client.initialize({**CAPABLE, "general": {"positionEncodings": [encoding]}})
    assert agreed["capabilities"]["positionEncoding"] == encoding
    text = SETTINGS.replace('        "CONN_MAX_AGE"', '"\U0001f600": 1, "CONN_MAX_AGE"')
    client.open("settings.py", text)
    (found,) = [one for one in client.shown["settings.py"] if one["code"] == "CL102"]
    assert found["range"]["start"] == {"line": 8, "character": key + 16}
    assert "600  settings.py:9" in client.hover("settings.py", 8, key + 3)


def test_utf_16_where_nothing_is_agreed_on(pair, start):
    assert start(pair).initialize({})["capabilities"]["positionEncoding"] == "utf-16"
