import pytest

from connlint.models.environment import Supplied
from connlint.parsers.topology.arguments import flag, number, option
from connlint.parsers.topology.words import COMPUTED, Word, plain, simple_commands

GIVEN = {"N": Supplied(value="4", how="--env"), "EMPTY": Supplied(value="", how="--env")}


def words(text, environment=GIVEN):
    return simple_commands(text, environment)


@pytest.mark.parametrize("text", ["", "   ", "&&", ";"])
def test_nothing(text):
    assert words(text) == []


def test_an_open_quote_is_no_crash():
    assert [word.text for word in words("echo 'open")[0]] == ["echo", "'open"]


def test_operators_separate_commands():
    assert [[word.text for word in command] for command in words("a b && c 'd e'; f | g")] == [
        ["a", "b"],
        ["c", "d e"],
        ["f"],
        ["g"],
    ]


def test_an_empty_word_is_a_word():
    assert [[word.text for word in command] for command in words("a -b '' c; d")] == [["a", "-b", "", "c"], ["d"]]


@pytest.mark.parametrize(
    "text,expected",
    [
        ("$N", Word("4", "", "environment variable N: --env")),
        ("${N}", Word("4", "", "environment variable N: --env")),
        ("${N:-9}", Word("4", "", "environment variable N: --env")),
        ("${M:-9}", Word("9", "", "default of environment variable M")),
        ("${M-9}", Word("9", "", "default of environment variable M")),
        ("${EMPTY:-9}", Word("9", "", "default of environment variable EMPTY")),
        ("${M}", Word("", "M", "")),
        ("$(M)", Word("", "M", "")),
        ("${M:?must}", Word("", "M", "")),
        ("--workers=${M}", Word("--workers=", "M", "")),
        ("$(nproc)", Word("", COMPUTED, "")),
        ("$((2 * $(nproc) + 1))", Word("", COMPUTED, "")),
    ],
)
def test_variables(text, expected):
    assert words(text) == [[expected]]


def test_plain_text_needs_every_variable():
    assert plain("a$N", GIVEN) == "a4"
    assert plain("a$M", GIVEN) is None
    assert plain("$$N", GIVEN) == "$N"


@pytest.mark.parametrize("text", ["-w 4", "-w4", "--workers 4", "--workers=4", "-w 3 --workers 4"])
def test_options_are_found_in_every_spelling(text):
    assert option(words(text)[0], "-w", "--workers").text == "4"


def test_options_that_are_not_there():
    assert option(words("gunicorn app --workers-x=1")[0], "-w", "--workers") is None
    assert flag(words("--preload")[0], "--preload")


def test_numbers_and_what_hinders_them():
    assert number(Word("4", how="x"), "workers", None).value == 4
    assert number(Word("", "M"), "workers", None).missing == "M"
    assert number(Word("", COMPUTED), "workers", None).missing == "cores"
    assert "'many' is not a number" in number(Word("many"), "workers", None).reason
