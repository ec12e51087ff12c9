"""The rows of ``show``: as few as tell everything."""

from connlint.models.traced import Branch, default, either, known, unknown
from connlint.reporters.configuration.rows import rows_of, rows_of_all

LOST = unknown("the module a cannot be read")
OPEN = Branch(
    condition="DB_HOST is set", traced=unknown("environment variable DB_HOST is not supplied", missing="DB_HOST")
)


def told(traced):
    return [(row.value, row.how) for row in rows_of("HOST", traced)]


def test_values_that_differ_have_a_row_each():
    branches = (Branch(condition="a", traced=known("x")), Branch(condition="not a", traced=known("y")))
    assert told(either(branches)) == [("x", "when a"), ("y", "when not a")]
    one = Branch(condition="DB_HOST is set and a", traced=OPEN.traced)
    assert len(told(either((one, Branch(condition="DB_HOST is not set", traced=known("x")))))) == 2


def test_a_variable_that_is_not_supplied_takes_one_row():
    assert told(either((OPEN, Branch(condition="DB_HOST is not set", traced=known(None))))) == [
        ("None", "unless DB_HOST is set, which is not supplied")
    ]
    other = Branch(condition="DB_HOST is not set", traced=known("db", "default of environment variable HOST"))
    assert told(either((OPEN, other))) == [
        ("db", "default of environment variable HOST; unless DB_HOST is set, which is not supplied")
    ]


def test_one_value_in_every_branch_takes_one_row():
    branches = (Branch(condition="a", traced=default(0, "Django")), Branch(condition="not a", traced=known(0)))
    assert told(either(branches)) == [("0", "in every case")]
    apart = (Branch(condition="a", traced=known("0")), Branch(condition="not a", traced=known(0)))
    assert len(told(either(apart))) == 2
    secret = (Branch(condition="a", traced=known("x").model_copy(update={"secret": True})), branches[1])
    assert len(told(either(secret))) == 2


def test_an_alias_of_which_nothing_is_known_takes_one_row():
    assert [(row.key, row.value) for row in rows_of_all({"ENGINE": LOST, "HOST": LOST})] == [("every key", "?")]
    assert [row.key for row in rows_of_all({"ENGINE": LOST, "HOST": known("h")})] == ["ENGINE", "HOST"]
    assert [row.key for row in rows_of_all({"ENGINE": LOST})] == ["ENGINE"]
