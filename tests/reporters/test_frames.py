"""Frames stay true for tabs, wide and control characters, long lines, and secrets."""

from pathlib import Path

import pytest

from connlint.models.finding import Location
from connlint.reporters.ansi import Pen
from connlint.reporters.context import Context
from connlint.reporters.frames import Frames

from .conftest import MemoryTexts, place


def draw(files, *locations, secrets=(), width=80, pen=None):
    context = Context(texts=MemoryTexts(files), cards=tuple, page=str, root=Path.cwd(), width=width)
    return list(Frames(context, pen or Pen(), secrets).draw(locations, "red"))


def at(file, line, column, end_column, label="", *, end_line=None):
    return Location(place=place(file, line, column, end_column, end_line), label=label)


def test_a_file_that_is_gone_still_has_a_frame():
    assert draw({}, at("x.py", 3, 1, 4)) == ["  --> x.py:3:1", "  |", "3 |", "  | ^", "  |"]


def test_a_name_with_a_line_end_stays_on_its_line():
    assert draw({}, at("x\ny.py", 3, 1, 4))[0] == "  --> x\\ny.py:3:1"


@pytest.mark.parametrize(
    "text, column, end, expected",
    [
        ("a\tb = 1", 3, 4, ["a   b = 1", "    ^"]),
        ("\t\tb", 3, 4, ["        b", "        ^"]),
        ("日本 = x", 6, 7, ["日本 = x", "       ^"]),
        ("日本 = x", 1, 3, ["日本 = x", "^^^^"]),
        ("e\u0301 = x", 6, 7, ["e\u0301 = x", "    ^"]),
        ("a\x1b[31m = x", 10, 11, ["a\\x1b[31m = x", "            ^"]),
        ("a\u202eb", 3, 4, ["a\\u202eb", "       ^"]),
        ("short", 4, 40, ["short", "   ^^"]),
        ("short", 6, 6, ["short", "     ^"]),
    ],
)
def test_carets_stand_under_the_characters(text, column, end, expected):
    lines = draw({"f.ini": text}, at("f.ini", 1, column, end))
    assert [line[4:] for line in lines[2:4]] == expected


def test_a_span_of_several_lines_is_marked_to_the_end_of_its_first():
    lines = draw({"s.py": "X = {\n  1,\n}"}, at("s.py", 1, 5, 2, end_line=3))
    assert lines[2:4] == ["1 | X = {", "  |     ^"]


def test_two_places_of_a_file_share_a_frame_with_a_gap():
    lines = draw({"s.py": "a\nb\nc\nd"}, at("s.py", 1, 1, 2, "one"), at("s.py", 4, 1, 2, "two"))
    assert lines == ["  --> s.py:1:1", "  |", "1 | a", "  | ^ one", ".", "4 | d", "  | ^ two", "  |"]


def test_the_file_of_the_primary_place_comes_first():
    lines = draw({"b.py": "b", "a.ini": "a"}, at("b.py", 1, 1, 2), at("a.ini", 1, 1, 2))
    assert [line for line in lines if ">" in line or ":::" in line] == ["  --> b.py:1:1", "  ::: a.ini:1:1"]


def test_a_long_line_is_cut_around_its_caret():
    text = "x" * 500 + "HERE" + "y" * 500
    shown, carets = draw({"s.py": text}, at("s.py", 1, 501, 505), width=60)[2:4]
    assert len(shown) <= 60
    assert shown[carets.index("^") : carets.index("^") + 4] == "HERE"
    assert shown.count("…") == 2


@pytest.mark.parametrize(
    "file, text",
    [
        ("s.py", "'PASSWORD': 'hunter2',"),
        ("s.py", '"PASSWORD" : "hunter2"'),
        ("s.py", "DATABASES['default']['PASSWORD'] = 'hunter2'"),
        ("s.py", "PASSWORD = os.environ.get('DB_PASSWORD', 'hunter2')"),
        ("s.py", "dj_database_url.parse('postgres://app:hunter2@db/app')"),
        ("s.py", "dsn = 'host=db password=hunter2 dbname=app'"),
        ("s.py", "SECRET_KEY = b'hunter2'"),
        ("p.ini", "app = host=db password=hunter2 dbname=app"),
        ("p.ini", "app = host=db password='hunter2' dbname=app"),
        (".env", "DB_PASSWORD=hunter2"),
        (".env", "DATABASE_URL=postgres://app:hunter2@db/app"),
        ("compose.yml", "  POSTGRES_PASSWORD: hunter2"),
        ("compose.yml", "  - PGPASSWORD=hunter2"),
        ("pg.conf", "primary_conninfo = 'host=x password=hunter2'"),
    ],
)
def test_a_secret_is_masked_wherever_it_stands(file, text):
    shown = "\n".join(draw({file: text}, at(file, 1, 1, 5)))
    assert "hunter2" not in shown
    assert "********" in shown


@pytest.mark.parametrize(
    "text",
    [
        "'PASSWORD': os.environ['DB_PASSWORD'],",
        "PASSWORD_HASHERS = [",
        "password = env.str(name)",
        "CONN_MAX_AGE = 60",
        "from x import get_secret_value",
    ],
)
def test_code_that_holds_no_secret_is_shown(text):
    assert draw({"s.py": text}, at("s.py", 1, 1, 5))[2] == f"1 | {text}"


def test_a_place_that_a_parser_calls_secret_is_masked_over_all_its_lines():
    files = {"s.py": "X = (\n  'abc'\n  'def')\ny = 1"}
    secret = place("s.py", 1, 5, 9, end_line=3)
    shown = "\n".join(draw(files, at("s.py", 1, 1, 2), at("s.py", 2, 3, 8), at("s.py", 3, 3, 8), secrets=(secret,)))
    assert "abc" not in shown
    assert "def" not in shown


def test_carets_after_a_mask_stand_right():
    text = "app = password=x host=db"
    shown, carets = draw({"p.ini": text}, at("p.ini", 1, 18, 25))[2:4]
    assert shown == "1 | app = password=******** host=db"
    assert shown[carets.index("^") :] == "host=db"


def test_hyperlinks_only_when_asked_for():
    lines = draw({"s.py": "a"}, at("s.py", 1, 1, 2), pen=Pen(links=True))
    assert "\x1b]8;;file:///" in lines[0]
    assert "\x1b" not in draw({"s.py": "a"}, at("s.py", 1, 1, 2))[0]
