"""Change one number or flag of an aligned stack: that rule speaks, and nothing unrelated."""

import tempfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.rules.stacks import Files, grave

AGE, SERVER, DEFAULT_SERVER_IDLE = 300, 97, 600
UNCHECKED = {"CONN_HEALTH_CHECKS": False}
FOUR_WORKERS = 4


def options(key, values):
    return values.map(lambda value: {"alias": {"OPTIONS": {"connect_timeout": 5, key: value}}})


def pooler(key, numbers, **alias):
    return numbers.map(lambda number: {"pooler": {key: number}, "alias": alias})


def alias(key, values, **settings_):
    return values.map(lambda value: {"alias": {key: value}, "pooler": settings_})


WRONG = {
    "CL101": alias("CONN_MAX_AGE", st.integers(DEFAULT_SERVER_IDLE + 1, 10**6)),
    "CL101 from the other side": pooler("server_idle_timeout", st.integers(1, AGE - 1)),
    "CL102": pooler("client_idle_timeout", st.integers(1, AGE - 1), **UNCHECKED),
    "CL102 from the other side": alias(
        "CONN_MAX_AGE", st.integers(101, DEFAULT_SERVER_IDLE), client_idle_timeout=100
    ).map(lambda changes: {**changes, "alias": {**changes["alias"], **UNCHECKED}}),
    "CL105": pooler("query_timeout", st.integers(21, 10**4)),
    "CL107": pooler("query_wait_timeout", st.integers(30, 10**4)),
    "CL204": st.just({"alias": {"OPTIONS": {"connect_timeout": 0}}}),
    "CL210": pooler("server_connect_timeout", st.sampled_from(["0", "0.1", "0.5", "0.99"])),
    "CL301": pooler("max_client_conn", st.integers(1, FOUR_WORKERS - 1)),
    "CL302": pooler("default_pool_size", st.integers(SERVER + 1, 10**4)),
    "CL303": pooler("default_pool_size", st.integers(78, SERVER)),
    "CL307": pooler("min_pool_size", st.integers(21, 76)),
    "CL309": pooler("max_db_connections", st.integers(1, 19)),
    "CL401": alias("DISABLE_SERVER_SIDE_CURSORS", st.sampled_from([False, 0, None, ""])),
    "CL402": alias(
        "OPTIONS",
        st.sampled_from(["statement_timeout", "lock_timeout", "work_mem"]).map(
            lambda name: {"connect_timeout": 5, "options": f"-c {name}=1"}
        ),
    ),
    "CL406": options("assume_role", st.sampled_from(["a", "owner"])),
    "CL501": alias("CONN_HEALTH_CHECKS", st.sampled_from([False, 0, None])),
    "CL508": alias("CONN_MAX_AGE", st.integers(0, 600).map(str)),
    "CL514": options("keepalives", st.sampled_from([True, "on", "x"])),
    "CL515": alias("CONN_HEALTH_CHECKS", st.sampled_from(["False", "false", "0", "no", "off"])),
    "CL702": pooler("server_idle_timeout", st.integers(600, 9999).map("{}s".format)),
    "CL703": pooler("default_pool_size", st.integers(1, 70).map("{} ; each".format)),
    "CL706": pooler("default_pool_size", st.integers(1, 63).map("0{:o}".format)),
}


@pytest.mark.parametrize("name", WRONG)
def test_one_change_one_rule(name):
    @given(changes=WRONG[name])
    @settings(max_examples=6, deadline=None, derandomize=True, database=None)
    def check(changes):
        with tempfile.TemporaryDirectory() as folder:
            found = Files(**changes).findings(folder)
        assert grave(found) == [name.split()[0]], changes

    check()


RIGHT = {
    "age within both limits": alias("CONN_MAX_AGE", st.integers(1, DEFAULT_SERVER_IDLE)),
    "client_idle_timeout above the age": pooler("client_idle_timeout", st.integers(AGE, 10**6), **UNCHECKED).map(
        lambda changes: {"pooler": changes["pooler"]}
    ),
    "queue below the worker's timeout": pooler("query_wait_timeout", st.integers(5, 29)),
    "enough places": pooler("max_client_conn", st.integers(FOUR_WORKERS, 10**5)),
    "pools within the headroom": pooler("default_pool_size", st.integers(1, 77)),
    "a true flag": alias("DISABLE_SERVER_SIDE_CURSORS", st.sampled_from([True, 1])),
    "a short connect_timeout": alias("OPTIONS", st.integers(1, 60).map(lambda limit: {"connect_timeout": limit})),
}


@pytest.mark.parametrize("name", RIGHT)
def test_a_change_that_stays_aligned(name):
    @given(changes=RIGHT[name])
    @settings(max_examples=6, deadline=None, derandomize=True, database=None)
    def check(changes):
        with tempfile.TemporaryDirectory() as folder:
            found = Files(**changes).findings(folder)
        assert grave(found) == [], changes

    check()
