import math

import pytest

from connlint.models.traced import Traced, known, unknown
from tests.planner.build import alias, group, link, pooler, server, stack


def fact(name, *aliases, **rest):
    return link(*aliases, **rest).facts[name]


@pytest.mark.parametrize("written, seconds", [(0, 0), (60, 60), (None, math.inf), (-1, 0), (True, 1), (2.5, 2.5)])
def test_max_age_in_seconds(written, seconds):
    assert fact("max_age_seconds", alias(CONN_MAX_AGE=written)).value == seconds


def test_a_max_age_of_text_is_unknown():
    found = fact("max_age_seconds", alias(CONN_MAX_AGE="60"))
    assert found.status == "unknown"
    assert "str, not a number" in found.reason


def test_max_age_keeps_its_place_and_its_missing_variable():
    doubt = unknown("environment variable AGE has no default", missing="AGE")
    assert fact("max_age_seconds", alias(CONN_MAX_AGE=doubt)).missing == "AGE"
    assert fact("max_age_seconds", alias(CONN_MAX_AGE=5)).origin.line == 1


def test_health_checks_before_django_4_1_do_nothing():
    rest = {"versions": {"django": "4.0.10"}}
    assert fact("health_checks", alias(CONN_HEALTH_CHECKS=True), **rest).value is False
    assert fact("health_checks", alias(CONN_HEALTH_CHECKS=True)).value is True
    assert fact("health_checks", alias()).status == "default"


def test_truth_is_that_of_django():
    assert fact("server_side_cursors", alias(DISABLE_SERVER_SIDE_CURSORS="False")).value is False
    assert fact("server_side_cursors", alias()).value is True
    assert fact("atomic_requests", alias(ATOMIC_REQUESTS=1)).value is True
    assert fact("autocommit", alias()).value is True


def test_the_native_pool_and_its_sizes():
    found = link(alias(options={"pool": True}, CONN_MAX_AGE=0)).facts
    assert (found["native_pool"].value, found["native_pool_min_size"].value, found["native_pool_max_size"].value) == (
        True,
        4,
        4,
    )
    assert fact("native_pool", alias(options={"pool": {}})).value is False
    assert fact("persistent", alias(options={"pool": True}, CONN_MAX_AGE=60)).value is False


@pytest.mark.parametrize(
    "versions, driver",
    [
        ({"psycopg2-binary": "2.9.9"}, "psycopg2"),
        ({"psycopg": "3.2.1", "django": "5.1"}, "psycopg"),
        ({"psycopg": "3.2.1", "psycopg2": "2.9", "django": "4.1"}, "psycopg2"),
        ({"psycopg": "3.2.1", "psycopg2": "2.9", "django": "4.2"}, "psycopg"),
        ({"psycopg": "3.2.1", "psycopg2": "2.9"}, None),
        ({}, None),
    ],
)
def test_the_driver_is_claimed_only_when_sure(versions, driver):
    assert fact("driver", alias(), versions=versions).value == driver


def test_options_count_only_without_a_pooler():
    asking = alias(options={"options": "-c statement_timeout=30s"})
    assert fact("statement_timeout_seconds", asking).value == 30
    assert fact("statement_timeout_from", asking).value == "OPTIONS options"
    behind = link(asking, pooler=pooler()).facts
    assert (behind["statement_timeout_seconds"].value, behind["statement_timeout_seconds"].status) == (0, "default")
    assert behind["statement_timeout_asked"].value == 30


@pytest.mark.parametrize("mode, seconds", [("transaction", 15), ("statement", 15), ("session", 20)])
def test_connect_query_counts_outside_session_mode(mode, seconds):
    config = pooler({"app": {"host": "db", "connect_query": "SET statement_timeout = '15s'"}}, pool_mode=mode)
    assert (
        fact("statement_timeout_seconds", alias(), pooler=config, servers=[server(statement_timeout=20)]).value
        == seconds
    )


def test_the_layers_are_all_named():
    config = pooler({"app": {"connect_query": "set statement_timeout to 5000"}})
    found = fact(
        "statement_timeout_layers",
        alias(options={"options": "-cstatement_timeout=1min"}),
        pooler=config,
        servers=[server(statement_timeout=20)],
    )
    assert found.value == {"OPTIONS options": 60, "connect_query": 5, "postgresql.conf": 20}


@pytest.mark.parametrize(
    "worker, timeout, expected",
    [("sync", 30, 30), ("gthread", 30, 0), ("uvicorn", 30, 0), ("sync", 0, 0)],
)
def test_only_sync_workers_are_ended_by_their_timeout(worker, timeout, expected):
    found = fact("worker_timeout_seconds", alias(), groups=[group(worker_class=worker, timeout=timeout)])
    assert found.value == expected


def test_without_topology_nothing_is_known_about_workers():
    assert fact("worker_timeout_seconds", alias()).status == "unknown"
    assert fact("asgi", alias()).missing == "topology"


def test_asgi_and_gevent_keep_connections_out_of_reach():
    assert fact("asgi", alias(), groups=[group(worker_class="gevent")]).value is True
    assert fact("asgi", alias(), groups=[group(asgi=True)]).value is True
    assert fact("asgi", alias(), groups=[group(server="celery", worker_class="gevent")]).value is False


def test_two_aliases_of_one_pool_are_named():
    found = link(alias(), alias("other"), pooler=pooler()).facts
    assert found["same_pool_aliases"].value == ["other"]
    assert found["same_server_aliases"].value == ["other"]


def test_deriving_twice_changes_nothing():
    once = stack(groups=[group()], servers=[server(max_connections=50)])
    from connlint.planner import derive

    assert derive(once) == once


NOBODY_KNOWS = unknown("environment variable X has no default", missing="X")


def test_options_that_are_not_known_as_a_whole():
    whole = alias().model_copy(update={"options_whole": NOBODY_KNOWS})
    found = link(whole).facts
    for name in ("native_pool", "connect_timeout_seconds", "options_parameters", "statement_timeout_seconds"):
        assert found[name].missing == "X"
    wrong = alias().model_copy(update={"options_whole": known("text")})
    assert link(wrong).facts["native_pool"].value is False


def test_a_native_pool_given_as_a_dict():
    parts = {"min_size": known(2), "max_size": known(8)}
    pool = Traced(status="known", value={"min_size": 2, "max_size": 8}, parts=parts)
    found = link(alias(options={"pool": pool})).facts
    assert (found["native_pool_min_size"].value, found["native_pool_max_size"].value) == (2, 8)
    pool = Traced(status="known", value={"min_size": 2, "max_size": None}, parts={**parts, "max_size": known(None)})
    assert link(alias(options={"pool": pool})).facts["native_pool_max_size"].value == 2


def test_a_service_file_hides_the_host():
    assert "file of libpq" in fact("host", alias(HOST="", options={"service": "shop"})).reason


def test_a_service_that_nobody_knows_is_what_the_host_waits_for():
    assert fact("is_tcp", alias(HOST="", options={"service": NOBODY_KNOWS})).reason == NOBODY_KNOWS.reason


@pytest.mark.parametrize("written,seconds", [("5", 5), (5, 5), ("2.5", 2.5), ("soon", None), (NOBODY_KNOWS, None)])
def test_connect_timeout(written, seconds):
    assert fact("connect_timeout_seconds", alias(options={"connect_timeout": written})).value == seconds


@pytest.mark.parametrize("options", [5, "-c statement_timeout=soon"])
def test_options_that_make_no_sense(options):
    found = fact("statement_timeout_asked", alias(options={"options": options}))
    assert found.status == "unknown"


def test_a_connect_query_that_makes_no_sense_counts_for_nothing():
    config = pooler({"app": {"connect_query": "SET statement_timeout = 'soon'"}})
    assert fact("statement_timeout_from", alias(), pooler=config).value == "nowhere"


def test_a_connect_query_in_an_unknown_mode_is_undecided():
    config = pooler({"app": {"connect_query": "SET statement_timeout = 5000"}}, pool_mode=NOBODY_KNOWS)
    assert fact("statement_timeout_seconds", alias(), pooler=config).status == "unknown"
    config = pooler({"app": {"connect_query": NOBODY_KNOWS}})
    assert fact("statement_timeout_seconds", alias(), pooler=config).missing == "X"


def test_a_worker_class_that_is_not_known():
    found = link(alias(), groups=[group(worker_class=NOBODY_KNOWS)]).facts
    assert (found["asgi"].missing, found["worker_timeout_seconds"].missing) == ("X", "X")


@pytest.mark.parametrize(
    "versions,libpq",
    [
        ({"psycopg": "3.3.9", "psycopg-binary": "3.3.9"}, "18"),
        ({"psycopg2-binary": "2.9.13"}, "17"),
        ({"psycopg2-binary": "2.9.5"}, None),
        ({"psycopg2": "2.9.13"}, None),
        ({"libpq": "16.2", "psycopg2": "2.9"}, "16.2"),
    ],
)
def test_libpq_is_claimed_only_when_sure(versions, libpq):
    assert fact("libpq_version", alias(), versions=versions).value == libpq


def test_servers_that_disagree_are_unknown():
    found = stack(servers=[server(max_connections=50), server(max_connections=60)]).facts["max_connections"]
    assert "disagree" in found.reason
    declared = server(max_connections=70).model_copy(update={"form": "declared"})
    assert stack(servers=[server(max_connections=50), declared]).facts["usable_slots"].value == 67
    assert stack(servers=[declared]).facts["usable_slots"].value == 67


@pytest.mark.parametrize(
    "parts, seconds",
    [
        ({}, math.inf),
        ({"min_size": known(1), "max_idle": known(5)}, math.inf),
        ({"min_size": known(0)}, 600),
        ({"min_size": known(0), "max_idle": known(20)}, 20),
    ],
)
def test_a_pool_keeps_its_least_connections_however_long_they_idle(parts, seconds):
    pool = Traced(status="known", value={}, parts={"max_size": known(8), **parts})
    assert fact("native_pool_max_idle", alias(options={"pool": pool})).value == seconds


def test_a_pool_of_unknown_least_size_may_keep_connections():
    pool = Traced(status="known", value={}, parts={"min_size": unknown("environment", missing="POOL_MIN")})
    assert fact("native_pool_max_idle", alias(options={"pool": pool})).missing == "POOL_MIN"
