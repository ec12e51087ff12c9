"""Conditions are as short as they can be and never true where they must not."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connlint.models.conditions import negate, simplify


@pytest.mark.parametrize(
    "text, expected",
    [
        ("DEBUG", "not DEBUG"),
        ("not DEBUG", "DEBUG"),
        ("ENV == 'prod'", "ENV != 'prod'"),
        ("x is None", "x is not None"),
        ("'test' in sys.argv", "'test' not in sys.argv"),
        ("a or b", "not (a or b)"),
        ("1 < a < 3", "not (1 < a < 3)"),
        ("env.bool('X')", "not env.bool('X')"),
        ("'é' == Ä", "'é' != Ä"),
        ("the import of psycopg works", "not (the import of psycopg works)"),
    ],
)
def test_negate(text, expected):
    assert negate(text) == expected


def test_nothing_else_means_always():
    assert simplify([(("DEBUG", True),)], []) == ""


def test_what_nothing_tells_apart_has_no_condition():
    assert simplify([()], [()]) == ""


def test_two_worlds_need_one_literal():
    debug, production = (("DEBUG", True),), (("DEBUG", False),)
    assert simplify([debug], [production]) == "DEBUG"
    assert simplify([production], [debug]) == "not DEBUG"


def test_a_literal_that_does_not_matter_is_dropped():
    wanted = [(("A", True), ("B", True)), (("A", True), ("B", False))]
    assert simplify(wanted, [(("A", False),)]) == "A"


def test_a_disjunction_names_what_tells_apart():
    wanted = [(("A", True),), (("A", False), ("B", False))]
    assert simplify(wanted, [(("A", False), ("B", True))]) == "A or not B"


def test_conjunctions_in_a_disjunction_stand_in_parentheses():
    wanted = [(("A", True), ("B", True)), (("A", False), ("B", False))]
    others = [(("A", True), ("B", False)), (("A", False), ("B", True))]
    assert simplify(wanted, others) == "(A and B) or (not A and not B)"


def test_an_elif_needs_no_negated_equality():
    production = (("ENV == 'prod'", True),)
    staging = (("ENV == 'prod'", False), ("ENV == 'staging'", True))
    other = (("ENV == 'prod'", False), ("ENV == 'staging'", False))
    assert simplify([staging], [production, other]) == "ENV == 'staging'"
    assert simplify([other], [production, staging]) == "ENV != 'prod' and ENV != 'staging'"
    assert simplify([production], [staging, other]) == "ENV == 'prod'"


def test_a_loose_condition_is_kept_together():
    assert simplify([(("a or b", True), ("C", True))], [(("a or b", False),), (("a or b", True), ("C", False))]) == (
        "(a or b) and C"
    )


@settings(max_examples=60, deadline=None)
@given(st.sets(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=1, max_size=7))
def test_the_text_holds_exactly_in_the_wanted_worlds(wanted):
    every = list(product((True, False), repeat=3))
    names = ("A", "B", "C")

    def literals(world):
        return tuple(zip(names, world, strict=True))

    text = simplify([literals(w) for w in wanted], [literals(w) for w in every if w not in wanted])
    for world in every:
        assert bool(eval(text, {}, dict(literals(world)))) is (world in wanted)


def both(*names):
    """Every conjunction of these conditions and their opposites."""
    return [tuple(zip(names, truths, strict=True)) for truths in product((True, False), repeat=len(names))]


def test_what_holds_either_way_is_left_out():
    other = [(("C", True),)]
    assert simplify(both("a", "b"), other) == "not C"
    assert simplify([(("a", True), ("b", True)), (("a", True), ("b", False))], [(("a", False),)]) == "a"
    assert simplify([(("x", True), *cube) for cube in both("a", "b")], [(("x", False), ("a", True))]) == "x"


def test_what_differs_in_two_answers_stays_two():
    found = simplify([(("a", True), ("b", True)), (("a", False), ("b", False))], [(("a", True), ("b", False))])
    assert found == "b or not a"


def test_a_sentence_has_an_opposite():
    assert simplify(both("a"), [(("the module takes another way", True),)]) == (
        "the module takes a way that connlint followed"
    )
