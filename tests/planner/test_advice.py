import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connlint.models.django import World
from connlint.models.options import Options
from connlint.models.traced import default, unknown
from connlint.planner.advice import advise
from connlint.planner.planning import make_plan, settle
from connlint.rules import evaluate, load_catalogue
from tests.planner.build import alias, group, module, pooler, server, stack

CATALOGUE = load_catalogue()
LOGIN = {"auth_type": "scram-sha-256", "auth_file": "userlist.txt"}
NOT_OURS = {"CL511"}
"""A statement of fact about threaded servers, not something to change."""

seconds = st.sampled_from([0, 1, 5, 30, 60, 120, 299, 300, 450, 600, 3600])
pooler_settings = st.fixed_dictionaries(
    {},
    optional={
        "pool_mode": st.sampled_from(["session", "transaction", "statement"]),
        "max_client_conn": st.integers(1, 400),
        "default_pool_size": st.integers(0, 80),
        "reserve_pool_size": st.integers(0, 10),
        "reserve_pool_timeout": st.sampled_from([0, 5]),
        "min_pool_size": st.integers(0, 30),
        "max_db_connections": st.integers(0, 40),
        "client_idle_timeout": seconds,
        "server_idle_timeout": seconds,
        "server_lifetime": seconds,
        "server_login_retry": seconds,
        "query_wait_timeout": seconds,
        "query_timeout": seconds,
        "idle_transaction_timeout": seconds,
        "server_connect_timeout": st.sampled_from([0, 0.5, 15]),
        "ignore_startup_parameters": st.sampled_from(["", "options", "extra_float_digits"]),
    },
)
entry_settings = st.fixed_dictionaries(
    {"host": st.just("127.0.0.1")},
    optional={
        "pool_size": st.integers(1, 60),
        "pool_mode": st.sampled_from(["session", "transaction", "statement"]),
        "reserve_pool_size": st.integers(0, 5),
        "max_db_connections": st.integers(0, 40),
        "connect_query": st.sampled_from(["SET statement_timeout = '2min'", "SELECT 1"]),
    },
)
alias_settings = st.fixed_dictionaries(
    {
        "CONN_MAX_AGE": st.sampled_from([0, 60, 300, 600, 3600, None]),
        "PORT": st.sampled_from(["6432", "6432", "7000"]),
    },
    optional={
        "CONN_HEALTH_CHECKS": st.booleans(),
        "DISABLE_SERVER_SIDE_CURSORS": st.booleans(),
        "ATOMIC_REQUESTS": st.booleans(),
        "AUTOCOMMIT": st.booleans(),
    },
)
alias_options = st.fixed_dictionaries(
    {},
    optional={
        "connect_timeout": st.sampled_from([0, 1, 3, 5, 30]),
        "options": st.sampled_from(["-c statement_timeout=30000", "-c statement_timeout=5s -c search_path=a"]),
        "pool": st.just(value=True),
        "assume_role": st.just("reporter"),
        "prepare_threshold": st.sampled_from([0, 5]),
    },
)
groups = st.builds(
    lambda processes, replicas, surge, timeout, kind: group(
        processes=processes, replicas=replicas, surge=surge, timeout=timeout, worker_class=kind
    ),
    st.integers(1, 16),
    st.integers(1, 6),
    st.integers(0, 2),
    st.sampled_from([0, 10, 20, 25, 30, 60, 120]),
    st.sampled_from(["sync", "uvicorn"]),
)
servers = st.fixed_dictionaries(
    {"max_connections": st.integers(10, 300)},
    optional={
        "statement_timeout": st.sampled_from([0, 5, 20, 60]),
        "idle_session_timeout": seconds,
        "idle_in_transaction_session_timeout": seconds,
    },
)
VERSIONS = {"django": "5.1.4", "psycopg": "3.2.3", "pgbouncer": "1.25.2"}


def findings(derived):
    evaluation = evaluate(derived, CATALOGUE, Options())
    return sorted({f"{one.code} {one.message}" for one in evaluation.findings if one.code not in NOT_OURS})


def deployment(pool, entry, values, options, web, postgresql):  # noqa: PLR0917 - one for each layer
    values = {"CONN_MAX_AGE": default(0, "default of Django"), **values}
    config = pooler({"app": entry}, **{**LOGIN, "server_login_retry": 15, "server_connect_timeout": 15, **pool})
    versions = dict(VERSIONS)
    return stack([module(alias(options=options, **values))], [config], [web], [server(**postgresql)], versions)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(pooler_settings, entry_settings, alias_settings, alias_options, groups, servers)
def test_a_proposal_has_no_findings(pool, entry, values, options, web, postgresql):  # noqa: PLR0917 - one for each layer
    before = deployment(pool, entry, values, options, web, postgresql)
    advice, after = settle(before)
    assert findings(after) == []
    assert not [one for one in advise(after) if one.changes], "the plan is idempotent"
    assert {(one.where, one.name, one.setting) for one in advice} >= {("alias", "default", "CONN_MAX_AGE")}


users = st.dictionaries(
    st.sampled_from(["app", "other"]),
    st.fixed_dictionaries(
        {},
        optional={
            "pool_size": st.integers(1, 50),
            "pool_mode": st.sampled_from(["session", "transaction"]),
            "client_idle_timeout": st.sampled_from([0, 60, 600]),
            "max_user_connections": st.integers(1, 50),
            "query_timeout": st.sampled_from([0, 10]),
        },
    ),
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(
    pooler_settings, entry_settings, st.tuples(alias_settings, alias_settings), alias_options, users, groups, servers
)
def test_two_aliases_on_two_entries(pool, entry, values, options, overrides, web, postgresql):  # noqa: PLR0917
    first, second = ({**one, "PORT": "6432"} for one in values)
    lines = {"app": entry, "second": {"host": "127.0.0.1", "dbname": "second"}}
    config = pooler(lines, overrides, **{**LOGIN, "server_login_retry": 15, "server_connect_timeout": 15, **pool})
    other = alias("second", NAME="second", USER="other", options={"connect_timeout": 5}, **second)
    aliases = module(alias(options=options, **first), other)
    before = stack([aliases], [config], [web], [server(**postgresql)], dict(VERSIONS))
    after = settle(before)[1]
    assert findings(after) == []
    assert not [one for one in advise(after) if one.changes]


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(alias_settings, alias_options, st.integers(1, 5), servers)
def test_a_direct_proposal_has_no_findings(values, options, processes, postgresql):
    options = {name: value for name, value in options.items() if name != "assume_role"}
    web = group(processes=processes)
    before = stack([module(alias(options=options, **values))], [], [web], [server(**postgresql)], dict(VERSIONS))
    assert findings(settle(before)[1]) == []


def proposed(before):
    return {(one.where, one.name, one.setting): one for one in settle(before)[0]}


def test_what_fits_is_kept():
    before = stack(
        [module(alias(CONN_MAX_AGE=450, CONN_HEALTH_CHECKS=True, DISABLE_SERVER_SIDE_CURSORS=True))],
        [pooler(query_wait_timeout=8, **LOGIN)],
        [group()],
        [server(max_connections=100)],
    )
    found = proposed(before)
    assert not found["alias", "default", "CONN_MAX_AGE"].changes
    assert not found["pgbouncer", "", "default_pool_size"].changes
    assert not found["pgbouncer", "", "query_wait_timeout"].changes


def test_pools_shrink_to_what_postgresql_offers():
    before = stack(
        poolers=[pooler({"a": {"host": "db"}, "b": {"host": "db"}}, default_pool_size=60, **LOGIN)],
        servers=[server(max_connections=53)],
    )
    found = proposed(before)
    assert found["pgbouncer", "", "default_pool_size"].value == 20
    assert "2 pools x 20 = 40" in found["pgbouncer", "", "default_pool_size"].reason


def test_too_many_pools_ask_for_more_slots():
    before = stack(
        poolers=[pooler({name: {"host": "db"} for name in "abcdefghij"}, **LOGIN)], servers=[server(max_connections=10)]
    )
    found = proposed(before)
    assert found["pgbouncer", "", "default_pool_size"].value == 1
    assert found["postgresql", "", "max_connections"].value == 16


def test_max_client_conn_has_room_for_a_deploy():
    found = proposed(stack(groups=[group(processes=20, replicas=5, surge=5)]))
    assert found["pgbouncer", "", "max_client_conn"].value == 250


def test_only_the_entry_that_needs_it_gets_session_mode():
    reporter = alias("reports", NAME="reports", options={"assume_role": "reporter"})
    config = pooler({"app": {"host": "db"}, "reports": {"host": "db"}}, **LOGIN)
    found = proposed(stack([module(alias(), reporter)], [config], [group()]))
    assert found["pgbouncer", "", "pool_mode"].value == "transaction"
    assert found["database", "reports", "pool_mode"].value == "session"
    assert found["alias", "reports", "CONN_MAX_AGE"].value == 0
    assert found["alias", "default", "CONN_MAX_AGE"].value == 300


def test_tenants_stay_in_session_mode():
    tenant = alias(ENGINE="django_tenants.postgresql_backend", CONN_MAX_AGE=300)
    found = proposed(stack([module(tenant)], [pooler(**LOGIN)], [group()]))
    assert found["pgbouncer", "", "pool_mode"].value == "session"
    assert found["alias", "default", "CONN_MAX_AGE"].value == 0


@pytest.mark.parametrize("unknown_side", ["groups", "servers"])
def test_what_is_not_known_is_not_proposed(unknown_side):
    sides = {"groups": [group()], "servers": [server(max_connections=100)]}
    found = proposed(stack(**{side: value for side, value in sides.items() if side != unknown_side}))
    if unknown_side == "groups":
        assert ("pgbouncer", "", "max_client_conn") not in found
    else:
        assert not found["pgbouncer", "", "default_pool_size"].changes


def test_the_budget_before_and_after():
    plan = make_plan(stack(groups=[group(processes=50, replicas=4)], servers=[server(max_connections=100)]))
    assert [(line.used.total.value, line.limit.total.value) for line in plan.budget[:1]] == [(200, 100)]
    assert plan.budget[0].headroom.value == -100
    assert plan.after[0].headroom.value > 0


def test_health_checks_are_not_proposed_to_a_django_without_them():
    kept = [module(alias(CONN_MAX_AGE=300))]
    key = ("alias", "default", "CONN_HEALTH_CHECKS")
    assert key not in proposed(stack(kept, versions={"django": "4.0"}))
    assert proposed(stack(kept, versions={"django": "4.1"}))[key].value is True


def test_options_that_are_not_known_get_no_members():
    whole = alias().model_copy(update={"options_whole": unknown("it is computed")})
    assert not [key for key in proposed(stack([module(whole)])) if key[0] == "options"]


def test_a_unix_socket_needs_no_connect_timeout():
    found = proposed(stack([module(alias(HOST="/run/pg"))], [pooler(unix_socket_dir="/run/pg", **LOGIN)]))
    assert ("options", "default", "connect_timeout") not in found
    assert found["alias", "default", "CONN_MAX_AGE"].value == 300


def test_the_world_without_debug_is_the_one_that_is_planned_for():
    def world(truth, age):
        one = alias(CONN_MAX_AGE=age)
        return World(literals=(("DEBUG", truth),), databases={one.name: one})

    found = proposed(stack([module(worlds=(world(False, 450), world(True, 0)))]))
    assert found["alias", "default", "CONN_MAX_AGE"].current.value == 450


def test_what_transaction_mode_makes_useless_goes():
    config = pooler(server_reset_query="DISCARD ALL", server_reset_query_always=True, **LOGIN)
    found = proposed(stack(poolers=[config]))
    assert found["pgbouncer", "", "server_reset_query_always"].value is False
    assert found["pgbouncer", "", "server_reset_query"].remove
    reporter = alias(options={"assume_role": "reporter"})
    assert ("pgbouncer", "", "server_reset_query") not in proposed(stack([module(reporter)], [config]))


def test_an_unlimited_pool_gets_a_size_when_no_budget_is_known():
    found = proposed(stack(poolers=[pooler(default_pool_size=0, **LOGIN)]))
    one = found["pgbouncer", "", "default_pool_size"]
    assert (one.value, one.reason) == (20, "the default; a pool needs a limit")


def test_a_pool_of_size_0_that_no_link_needs_gets_the_default_size():
    direct = alias(HOST="elsewhere.example", PORT="5432", NAME="other")
    config = pooler({}, default_pool_size=0, **LOGIN)
    one = proposed(stack([module(direct)], [config]))["pgbouncer", "", "default_pool_size"]
    assert (one.value, one.reason) == (20, "0 is no limit since PgBouncer 1.24")


def test_settings_of_the_pooler_that_are_not_known_stay_as_they_are():
    open_ones = {key: unknown(f"{key} holds a placeholder") for key in ("default_pool_size", "client_idle_timeout")}
    found = proposed(stack(poolers=[pooler(**open_ones, **LOGIN)]))
    assert not {("pgbouncer", "", key) for key in open_ones} & found.keys()


def test_sizes_of_lines_go_when_one_size_fits_all():
    config = pooler({"app": {"host": "db", "pool_size": 90}}, {"app": {"pool_size": 80}}, **LOGIN)
    found = proposed(stack(poolers=[config], servers=[server(max_connections=53)]))
    assert found["database", "app", "pool_size"].remove
    assert found["user", "app", "pool_size"].remove
    assert found["pgbouncer", "", "default_pool_size"].value == 40


def test_a_minimum_above_the_pool_of_its_line_goes():
    config = pooler({"app": {"host": "db", "pool_size": 5, "min_pool_size": 9}}, **LOGIN)
    found = proposed(stack(poolers=[config], servers=[server(max_connections=100)]))
    assert found["database", "app", "min_pool_size"].remove


def test_cores_bound_the_pools_too():
    found = proposed(
        stack(poolers=[pooler(default_pool_size=60, **LOGIN)], servers=[server(max_connections=200)], cores=4)
    )
    assert found["pgbouncer", "", "default_pool_size"].value == 40


def test_very_many_direct_connections_are_no_plan():
    plan = make_plan(stack(poolers=[], groups=[group(processes=300, replicas=4)]))
    assert plan.notes == (
        "1200 connections go directly to PostgreSQL: put a pooler between, or bound the workers",
        "no PgBouncer configuration was given; the plan is for direct connections",
    )


@pytest.mark.parametrize("limit, wanted", [(10, 0), (30, 0), (31, 31), (60, 60)])
def test_a_query_timeout_above_the_statement_timeout_stays(limit, wanted):
    before = stack([module(alias())], [pooler(query_timeout=limit)], [], [server(statement_timeout=30)])
    (found,) = [one for one in advise(before) if one.setting == "query_timeout"]
    assert (found.value, found.changes) == (wanted, wanted != limit)


def test_a_pooler_on_another_port_is_where_the_alias_goes():
    found = proposed(stack([module(alias(HOST="pooler", PORT="7000"))], [pooler(listen_addr="*", **LOGIN)]))
    assert (found["alias", "default", "PORT"].value, found["alias", "default", "PORT"].current.value) == (
        "6432",
        "7000",
    )


def test_a_value_that_a_later_round_changes_again_says_what_was_there_first():
    pooled = alias(options={"pool": True})
    web = group(processes=30, threads=8, worker_class="gthread")
    found = proposed(stack([module(pooled)], [pooler(**LOGIN)], [web], versions=VERSIONS))
    limit = found["pgbouncer", "", "max_client_conn"]
    assert found["options", "default", "pool"].remove
    assert (limit.current.value, limit.value) == (100, 300)
    assert limit.reason == "240 clients and a quarter more, in steps of 50"
