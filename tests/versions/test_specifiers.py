import pytest

from connlint.parsers.versions.specifiers import Allowed, next_release, parse_specifier


@pytest.mark.parametrize("text", ["", "*", "!=4.2", "nonsense", "^4 || ^5", ">= x"])
def test_what_bounds_nothing(text):
    assert parse_specifier(text) == Allowed()


@pytest.mark.parametrize(
    "text,expected",
    [
        ("==4.2.1", Allowed(pin="4.2.1")),
        ("=== 4.2.1", Allowed(pin="4.2.1")),
        ("4.2.1", Allowed(pin="4.2.1")),
        ("== 4.2rc1", Allowed(pin="4.2rc1")),
        (">=4.2,<5.0", Allowed(lowest="4.2", below="5.0")),
        (">=4.2, !=4.2.5, <5", Allowed(lowest="4.2", below="5")),
        ("~=4.2", Allowed(lowest="4.2", below="5")),
        ("~=4.2.3", Allowed(lowest="4.2.3", below="4.3")),
        ("==4.2.*", Allowed(lowest="4.2", below="4.3")),
        ("5.*", Allowed(lowest="5", below="6")),
        ("^4.2.1", Allowed(lowest="4.2.1", below="5")),
        ("^0.2.3", Allowed(lowest="0.2.3", below="0.3")),
        ("~4.2", Allowed(lowest="4.2", below="4.3")),
        ("<=4.2.7", Allowed(below="4.2.8")),
        (">=4.1 <5", Allowed(lowest="4.1", below="5")),
    ],
)
def test_bounds(text, expected):
    assert parse_specifier(text) == expected


def test_and_keeps_the_tighter_bounds():
    assert Allowed(lowest="4", below="6") & Allowed(lowest="4.2", below="5") == Allowed(lowest="4.2", below="5")


def test_or_of_the_same_is_the_same():
    assert Allowed(pin="4.2.1") | Allowed(pin="4.2.1") == Allowed(pin="4.2.1")


def test_or_covers_both():
    assert Allowed(pin="4.2.1") | Allowed(pin="5.0") == Allowed(lowest="4.2.1", below="5.1")
    assert Allowed(pin="4.2.1") | Allowed(lowest="4") == Allowed(lowest="4")
    assert next_release("4.2.9") == "4.2.10"
