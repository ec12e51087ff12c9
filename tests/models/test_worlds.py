"""Several worlds become one value per key."""

from connlint.models.django import Alias, SettingsModule, World
from connlint.models.merged import merge_worlds
from connlint.models.traced import Branch, default, either, known, unknown

DEBUG = (("DEBUG", True),)
PRODUCTION = (("DEBUG", False),)


def module(*worlds):
    return SettingsModule(file="settings.py", worlds=worlds)


def world(literals, **settings):
    return World(literals=literals, databases={"default": Alias(name="default", settings=settings)})


def conditions(traced):
    return {branch.condition: branch.traced.value for branch in traced.branches}


def test_no_databases_at_all_is_no_alias_and_not_unknown():
    view = merge_worlds(module(World()))
    assert view.aliases == {}
    assert view.unknown is None


def test_a_whole_unknown_stands_in_place_of_the_aliases():
    view = merge_worlds(module(World(databases_unknown=unknown("set by a loop"))))
    assert view.unknown.reason == "set by a loop"


def test_one_world_keeps_its_values():
    value = known(600)
    assert merge_worlds(module(world((), CONN_MAX_AGE=value))).aliases["default"].settings == {"CONN_MAX_AGE": value}


def test_equal_values_are_one_value():
    merged = merge_worlds(module(world(DEBUG, CONN_MAX_AGE=known(5)), world(PRODUCTION, CONN_MAX_AGE=known(5))))
    assert merged.aliases["default"].settings["CONN_MAX_AGE"] == known(5)


def test_zero_and_false_are_told_apart():
    merged = merge_worlds(module(world(DEBUG, X=known(0)), world(PRODUCTION, X=known(False))))
    assert conditions(merged.aliases["default"].settings["X"]) == {"DEBUG": 0, "not DEBUG": False}


def test_a_default_and_the_same_value_set_are_told_apart():
    merged = merge_worlds(module(world(DEBUG, X=default(0, "default of Django")), world(PRODUCTION, X=known(0))))
    branches = merged.aliases["default"].settings["X"].branches
    assert [(b.condition, b.traced.status) for b in branches] == [("DEBUG", "default"), ("not DEBUG", "known")]


def test_a_key_of_some_worlds_has_only_their_branches():
    merged = merge_worlds(module(world(DEBUG), world(PRODUCTION, HOST=known("db"))))
    assert conditions(merged.aliases["default"].settings["HOST"]) == {"not DEBUG": "db"}


def test_an_alias_of_some_worlds_says_when():
    with_replica = World(
        literals=PRODUCTION,
        databases={"default": Alias(name="default"), "replica": Alias(name="replica", settings={"HOST": known("r")})},
    )
    merged = merge_worlds(module(world(DEBUG), with_replica)).aliases
    assert merged["default"].condition == ""
    assert merged["replica"].condition == "not DEBUG"
    assert conditions(merged["replica"].settings["HOST"]) == {"not DEBUG": "r"}


def test_a_world_with_unknown_databases_adds_an_unknown_branch():
    lost = World(literals=PRODUCTION, databases_unknown=unknown("read from Vault"))
    merged = merge_worlds(module(world(DEBUG, HOST=known("db")), lost)).aliases["default"].settings["HOST"]
    assert [(b.condition, b.traced.status, b.traced.reason) for b in merged.branches] == [
        ("DEBUG", "known", ""),
        ("not DEBUG", "unknown", "read from Vault"),
    ]


def test_unknown_in_every_world_is_unknown():
    merged = merge_worlds(module(world(DEBUG, HOST=unknown("a", missing="A")), world(PRODUCTION, HOST=unknown("b"))))
    value = merged.aliases["default"].settings["HOST"]
    assert (value.status, value.reason, value.missing) == ("unknown", "a; or b", "A")


def test_options_that_are_unknown_as_a_whole_in_one_world():
    one = World(literals=DEBUG, databases={"default": Alias(name="default", options={"connect_timeout": known(5)})})
    two = World(
        literals=PRODUCTION, databases={"default": Alias(name="default", options_whole=unknown("a function call"))}
    )
    merged = merge_worlds(module(one, two)).aliases["default"]
    assert [b.traced.status for b in merged.options["connect_timeout"].branches] == ["known", "unknown"]
    assert merged.options_whole is None


def test_why_there_may_be_other_aliases():
    lost = World(literals=PRODUCTION, databases_unknown=unknown("read from Vault"))
    assert merge_worlds(module(world(DEBUG), lost)).others.reason == "read from Vault"
    assert merge_worlds(module(world(DEBUG))).others is None


def optional(value):
    return either((Branch(condition="X is set", traced=unknown("X")), Branch(condition="X is not set", traced=value)))


def test_branches_of_a_value_and_of_the_worlds_are_joined():
    view = merge_worlds(module(world(DEBUG, HOST=optional(known("db"))), world(PRODUCTION, HOST=known("live"))))
    branches = view.aliases["default"].settings["HOST"].branches
    assert [(one.condition, one.traced.value) for one in branches] == [
        ("DEBUG and X is set", None),
        ("DEBUG and X is not set", "db"),
        ("not DEBUG", "live"),
    ]


def test_unknown_for_several_reasons_is_unknown():
    first, second = unknown("read from a file"), unknown("X has no default", missing="X")
    merged = merge_worlds(module(world(DEBUG, HOST=first), world(PRODUCTION, HOST=second))).aliases["default"]
    host = merged.settings["HOST"]
    assert (host.status, host.reason, host.missing) == ("unknown", "read from a file; or X has no default", "X")


def test_options_of_a_world_whose_databases_are_not_known():
    known_one = World(
        literals=DEBUG, databases={"default": Alias(name="default", options={"sslmode": known("require")})}
    )
    other = World(literals=PRODUCTION, databases_unknown=unknown("set by a loop"))
    mode = merge_worlds(module(known_one, other)).aliases["default"].options["sslmode"]
    assert [(one.condition, one.traced.value, one.traced.reason) for one in mode.branches] == [
        ("DEBUG", "require", ""),
        ("not DEBUG", None, "set by a loop"),
    ]
