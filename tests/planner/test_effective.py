import pytest

from connlint.models.traced import unknown
from connlint.parsers.pgbouncer import read_pgbouncer
from connlint.planner.effective import effective, reserve
from connlint.sources.text import read
from tests.planner.build import pooler, trace

APP = trace("app")


def value(key, config, entry="app", login=APP):
    found = effective(config, entry, login)
    return found[key].value if found[key].decided else found[key].status


@pytest.mark.parametrize(
    "databases, users, mode",
    [
        ({"app": {}}, {}, "session"),
        ({"app": {"pool_mode": "statement"}}, {}, "statement"),
        ({"app": {"pool_mode": "statement"}}, {"app": {"pool_mode": "transaction"}}, "transaction"),
        ({"app": {"pool_mode": "statement"}}, {"other": {"pool_mode": "transaction"}}, "statement"),
    ],
)
def test_users_over_databases_over_global(databases, users, mode):
    assert value("pool_mode", pooler(databases, users, pool_mode="session")) == mode


def test_a_forced_user_decides_about_pools_and_the_login_user_about_clients():
    config = pooler(
        {"app": {"user": "owner"}},
        {
            "owner": {"pool_mode": "session", "client_idle_timeout": 1, "query_timeout": 7},
            "app": {"pool_mode": "statement", "client_idle_timeout": 2, "query_timeout": 8},
        },
    )
    found = effective(config, "app", APP)
    assert found["pool_mode"].value == "session"
    assert found["query_timeout"].value == 7
    assert found["client_idle_timeout"].value == 2


@pytest.mark.parametrize("version, size", [("1.22.1", 20), ("1.23.0", 5), ("1.25.2", 5)])
def test_pool_size_of_a_user_counts_from_1_23(version, size):
    assert value("pool_size", pooler(users={"app": {"pool_size": 5}}, version=version)) == size


@pytest.mark.parametrize(
    "key, written, globally, expected",
    [
        ("max_db_connections", 0, 9, 9),
        ("max_db_connections", -1, 9, 9),
        ("max_db_connections", 4, 9, 4),
        ("server_lifetime", 0, 60, 60),
        ("server_lifetime", 5, 60, 5),
        ("min_pool_size", 0, 3, 0),
        ("min_pool_size", -1, 3, 3),
    ],
)
def test_what_means_inherit_in_an_entry(key, written, globally, expected):
    assert value(key, pooler({"app": {key: written}}, **{key: globally})) == expected


@pytest.mark.parametrize("written, expected", [(0, 0), (-1, 20), (3, 3)])
def test_pool_size_0_is_a_size_and_below_0_inherits(written, expected):
    assert value("pool_size", pooler({"app": {"pool_size": written}})) == expected


def test_a_user_of_zero_inherits_a_timeout():
    assert value("query_timeout", pooler(users={"app": {"query_timeout": 0}}, query_timeout=9)) == 9


@pytest.mark.parametrize("spelling,version", [("reserve_pool", "1.18.0"), ("reserve_pool_size", "1.25.2")])
def test_both_spellings_of_the_reserve_count(tmp_path, spelling, version):
    path = tmp_path / "pgbouncer.ini"
    path.write_text(f"[databases]\napp = {spelling}=0\n[pgbouncer]\nreserve_pool_size = 3\n")
    assert value("reserve_pool_size", read_pgbouncer(read(path), version=version)) == 0


def test_an_unknown_user_is_unknown_only_where_it_matters():
    nobody = unknown("not known", missing="DB_USER")
    config = pooler(users={"app": {"pool_mode": "session"}})
    found = effective(config, "app", nobody)
    assert found["pool_mode"].status == "unknown"
    assert found["pool_mode"].missing == "DB_USER"
    assert found["query_timeout"].value == 0


def test_the_origin_is_where_it_was_set():
    config = pooler({"app": {"pool_mode": "session"}})
    assert effective(config, "app", APP)["pool_mode"].origin == config.databases["app"].settings["pool_mode"].origin


def test_a_key_of_a_newer_version_is_missing():
    config = pooler(version="1.12.0")
    without = config.model_copy(
        update={"settings": {k: v for k, v in config.settings.items() if k != "transaction_timeout"}}
    )
    assert "transaction_timeout" not in effective(without, "app", APP)


def test_no_reserve_without_a_reserve_timeout():
    config = pooler(reserve_pool_size=5, reserve_pool_timeout=0)
    assert reserve(config, effective(config, "app", APP)).value == 0
    config = pooler(reserve_pool_size=5)
    assert reserve(config, effective(config, "app", APP)).value == 5
