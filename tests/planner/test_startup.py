import pytest

from connlint.models.traced import unknown
from tests.planner.build import alias, link, pooler

TIMEOUT = "-c statement_timeout=30000"


def fate(options, version="1.25.2", ignore="", track="IntervalStyle", versions=None, **more):
    config = pooler(version=version, ignore_startup_parameters=ignore, track_extra_parameters=track)
    facts = link(alias(options={"options": options, **more}), pooler=config, versions=versions).facts
    return facts["startup_refused"].value, facts["startup_dropped"].value


@pytest.mark.parametrize(
    "version, ignore, track, refused, dropped",
    [
        ("1.18.0", "", "", "options", []),
        ("1.18.0", "extra_float_digits", "", "options", []),
        ("1.18.0", "statement_timeout", "", "options", []),
        ("1.18.0", "extra_float_digits,options", "", "", ["statement_timeout"]),
        ("1.25.2", "", "IntervalStyle", "statement_timeout", []),
        ("1.25.2", "extra_float_digits", "IntervalStyle", "statement_timeout", []),
        ("1.25.2", "statement_timeout", "IntervalStyle", "", ["statement_timeout"]),
        ("1.25.2", "options", "IntervalStyle", "", ["statement_timeout"]),
        ("1.25.2", "", "IntervalStyle,statement_timeout", "", ["statement_timeout"]),
        ("1.26.1", "", "", "statement_timeout", []),
        ("1.26.1", "", "statement_timeout", "", []),
        ("1.26.1", "statement_timeout", "statement_timeout", "", ["statement_timeout"]),
        ("1.20.0", "options", "IntervalStyle", "statement_timeout", []),
        ("1.25.2", "Statement_Timeout", "IntervalStyle", "statement_timeout", []),
    ],
)
def test_the_table_of_the_lab(version, ignore, track, refused, dropped):
    assert fate(TIMEOUT, version, ignore, track) == (refused, dropped)


@pytest.mark.parametrize(
    "options", ["-c TimeZone=UTC", "-ctimezone=UTC", "--application_name=x", "-c IntervalStyle=iso_8601"]
)
def test_tracked_parameters_are_applied(options):
    assert fate(options) == ("", [])


@pytest.mark.parametrize(
    "options, version, refused",
    [
        ("-c TimeZone=UTC ", "1.25.2", "options"),
        ("-d 5", "1.25.2", "options"),
        ("-c search_path=a, b", "1.25.2", "options"),
        ("--TimeZone=UTC", "1.22.1", "options"),
        ("--TimeZone=UTC", "1.23.0", ""),
        (" -c TimeZone=UTC", "1.25.2", ""),
    ],
)
def test_other_shapes_are_refused_whatever_is_ignored(options, version, refused):
    assert fate(options, version, ignore="options")[0] == refused


def test_search_path_is_reported_from_postgresql_18():
    track = "IntervalStyle,search_path"
    assert fate("-c search_path=a", track=track, versions={"postgresql": "17.2"}) == ("", ["search_path"])
    assert fate("-c search_path=a", track=track, versions={"postgresql": "18.0"}) == ("", [])
    assert fate("-c search_path=a", track=track) == ("", None)


def test_1_26_tracks_what_postgresql_reports():
    assert fate("-c search_path=a", version="1.26.1", track="") == ("", [])
    assert fate("-c IntervalStyle=iso_8601", version="1.26.1", track="", ignore="IntervalStyle") == (
        "",
        ["IntervalStyle"],
    )
    assert fate("-c IntervalStyle=iso_8601", version="1.25.2", ignore="IntervalStyle") == ("", [])


def test_nothing_is_sent_without_options():
    found = link(alias(options={"connect_timeout": 5, "sslmode": "require"}), pooler=pooler()).facts
    assert found["startup_parameters"].value == []
    assert found["startup_refused"].value == ""


def test_unknown_options_are_undecided():
    doubt = unknown("environment variable X has no default", missing="X")
    found = link(alias(options={"options": doubt}), pooler=pooler()).facts
    assert found["startup_refused"].missing == "X"
    assert found["options_parameters"].status == "unknown"


def test_pgbouncers_own_words():
    facts = link(alias(options={"options": TIMEOUT}), pooler=pooler()).facts
    assert facts["startup_refused_error"].value == "unsupported startup parameter in options: statement_timeout"


@pytest.mark.parametrize(
    "name, version, ignore, fate_of_it",
    [
        ("replication", "1.22.1", "", ("replication", [])),
        ("replication", "1.22.1", "replication", ("", ["replication"])),
        ("replication", "1.23.0", "", ("", [])),
        ("application_name", "1.25.2", "application_name", ("", [])),
        ("application_name", "1.26.1", "application_name", ("", ["application_name"])),
        ("connect_timeout", "1.25.2", "", ("", [])),
    ],
)
def test_parameters_of_their_own(name, version, ignore, fate_of_it):
    assert fate("", version, ignore, **{name: "shop"}) == fate_of_it


@pytest.mark.parametrize("version", ["1.18.0", "1.22.1"])
def test_the_first_parameter_that_is_sent_is_the_one_that_is_refused(version):
    assert fate(TIMEOUT, version, replication="database") == ("replication", [])


@pytest.mark.parametrize(
    "options, refused",
    [("-c search_path", "options"), ("-c TimeZone=Etc\\ UTC", ""), ("-c TimeZone=Etc UTC", "options")],
)
def test_words_are_read_as_pgbouncer_does(options, refused):
    assert fate(options)[0] == refused


@pytest.mark.parametrize("key", ["ignore_startup_parameters", "track_extra_parameters"])
def test_a_list_that_is_not_known_leaves_the_fate_open(key):
    config = pooler(**{key: unknown(f"{key} holds the placeholder ${{X}}", missing="X")})
    facts = link(alias(options={"options": TIMEOUT}), pooler=config).facts
    assert facts["startup_parameters"].value == ["options"]
    assert {facts[name].status for name in ("startup_refused", "startup_refused_error", "startup_dropped")} == {
        "unknown"
    }
