"""The language of conditions: what it refuses, its three values, its totality."""

import math

import pytest

from connlint.models.traced import Traced, default, known, unknown
from connlint.rules.language.conditions import ConditionError, compile_condition, names_in
from connlint.rules.language.missing import Missing


class Values:
    """A scope over a table of traced values."""

    def __init__(self, **values):
        self.values = {
            path.replace("__", "."): value if isinstance(value, Traced) else known(value)
            for path, value in values.items()
        }

    def traced(self, path):
        return self.values.get(path, default(None, "not set"))

    def value(self, path):
        traced = self.traced(path)
        return Missing({path: traced}) if traced.status == "unknown" else traced.value


UNKNOWN = unknown("environment variable X has no default", missing="X")


def result(text, **values):
    value = compile_condition(text)(Values(**values))
    return tuple(value.waits) if isinstance(value, Missing) else value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a b",
        "__import__('os')",
        "db.conn_max_age.__class__()",
        "[x for x in y]",
        "lambda: 1",
        "x := 1",
        "f'{x}'",
        "x[0]",
        "{1: 2}",
        "print(x)",
        "is_set(1)",
        "is_set(x, y)",
        "truthy(value=1)",
        "x ** 2",
        "x << 2",
        "-x",
        "-'5' == x",
        "-True == x",
        "~x",
        "(1).real",
        "b'x' == x",
        "x if",
        "older(x, y)",
        "(" * 300 + "x" + ")" * 300,
    ],
)
def test_refuses_everything_outside_the_language(text):
    with pytest.raises(ConditionError):
        compile_condition(text)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("False and x", False),
        ("x and False", False),
        ("True or x", True),
        ("x or True", True),
        ("True and x", ("x",)),
        ("x or False", ("x",)),
        ("not x", ("x",)),
        ("x == 1", ("x",)),
        ("x + 1 > 2", ("x",)),
        ("x > y", ("x", "y")),
        ("x and y", ("x", "y")),
        ("3 > 2 > x", ("x",)),
        ("1 > 2 > x", False),
        ("truthy(x)", ("x",)),
        ("one_of(1, x)", ("x",)),
        ("1 if x else 2", ("x",)),
        ("1 in (x, 2)", ("x",)),
        ("known(x)", False),
        ("known(x) and x", False),
    ],
)
def test_unknown_stays_open_only_while_it_matters(text, expected):
    assert result(text, x=UNKNOWN, y=UNKNOWN) == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("none > 1", False),
        ("none < 1", False),
        ("none == 0", False),
        ("none is None", True),
        ("none != 0", True),
        ("word > 1", False),
        ("word < number", False),
        ("none + 1 > 0", False),
        ("1 / zero > 0", False),
        ("number in none", False),
        ("number not in none", True),
        ("'x' in word", True),
        ("number in (1, 300)", True),
        ("0 < number <= 300", True),
        ("number - 60 == 240", True),
    ],
)
def test_odd_values_never_break_a_run(text, expected):
    assert result(text, none=None, word="text", number=300, zero=0) is expected


def test_conn_max_age_none_is_above_every_number():
    assert result("db.conn_max_age > 10", db__conn_max_age=None)
    assert result("10 < db.conn_max_age", db__conn_max_age=None)
    assert not result("db.conn_max_age <= 86400", db__conn_max_age=None)
    assert result("db.conn_max_age is None", db__conn_max_age=None)
    assert not result("db.conn_max_age == 0", db__conn_max_age=None)
    assert result("inf > 1") is True
    assert result("x == inf", x=math.inf)


def test_a_default_is_not_set():
    assert result("is_set(x)", x=default(0, "default of Django")) is False
    assert result("is_set(x)", x=0) is True
    assert result("is_set(x)", x=UNKNOWN) == ("x",)


def test_versions():
    assert result('older(v, "5.1")', v="4.2.11") is True
    assert result('at_least(v, "5.1")', v="5.1") is True
    assert result('older(v, "5.1")', v=UNKNOWN) == ("v",)
    assert result('surely_older(v, "5.1")', v=UNKNOWN) is False
    assert result('surely_at_least(v, "5.1")', v=UNKNOWN) is False
    bounded = Traced(status="unknown", reason="asks for >=4.2", parts={"min": known("4.2")})
    assert result('older(v, "4.1")', v=bounded) is False


@pytest.mark.parametrize(
    "text, expected",
    [
        ("truthy('False')", True),
        ("says_false('False')", True),
        ("says_false('')", False),
        ("number('5')", 5),
        ("number('2.5')", 2.5),
        ("number(True)", None),
        ("number('5s')", None),
        ("words('a, b  c')", ("a", "b", "c")),
        ("words(none)", ()),
        ("one_of(3, 1, 3)", True),
        ("starts_with('/run', '/')", True),
        ("ends_with('a.b', '.b')", True),
        ("matches('abc', '^a')", True),
        ("matches(none, '^a')", False),
        ("smallest(3, none, 2)", 2),
        ("largest(none)", None),
        ("count(none)", 0),
        ("distinct(none)", 0),
        ("lower('AB')", "ab"),
        ("is_text('')", True),
        ("is_bool(0)", False),
        ("is_number(True)", False),
        ("is_list(words('a'))", True),
    ],
)
def test_functions(text, expected):
    assert result(text, none=None) == expected


def test_names_are_found_without_functions():
    assert set(names_in("is_set(db.port) and facts.x > range.low")) == {"db.port", "facts.x", "range.low"}


@pytest.mark.parametrize("text, expected", [("a > -1", True), ("a == -1.5", False), ("a - -1 == 1", True)])
def test_numbers_below_zero(text, expected):
    assert result(text, a=0) is expected
