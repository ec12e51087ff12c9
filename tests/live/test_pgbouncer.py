"""The console of PgBouncer as a configuration, and its pools."""

import pytest

from connlint.live.pgbouncer import read_pooler, release_of
from connlint.live.pools import pool_values, read_pools
from connlint.parsers.pgbouncer.running import Vocabulary
from connlint.sources.errors import UnreadableError
from tests.live.recorded import Recorded, table

CONFIG = """
key                 | value       | default   | changeable
pool_mode           | transaction | session   | yes
default_pool_size   | 20          | 20        | yes
server_idle_timeout | 12.5        | 600       | yes
tcp_keepalive       | 0           | 1         | yes
unix_socket_mode    | 511         | 0777      | no
auth_user           | NULL        | NULL      | yes
stats_users         | app         |           | yes
brand_new           | x           | y         | yes
"""
DATABASES = """
name      | host      | port | database  | force_user | pool_size | min_pool_size | reserve_pool_size | pool_mode
pgbouncer | NULL      | 6432 | pgbouncer | pgbouncer  | 2         | 0             | 0                 | statement
shop      | 127.0.0.1 | 5433 | shop_1    | NULL       | 4         | 0             | 0                 | NULL
other     | NULL      | 5432 | other     | app        | 20        | 0             | 0                 | session
"""
USERS = """
name      | pool_size | reserve_pool_size | pool_mode | max_user_connections | max_user_client_connections
app       |         3 | NULL              | NULL      | 7                    | 0
pgbouncer |           | NULL              | NULL      | 0                    | 0
"""


def pooler(release="1.24.1", **answers):
    said = {"SHOW CONFIG": CONFIG, "SHOW DATABASES": DATABASES, "SHOW USERS": USERS, **answers}
    return read_pooler(Recorded("10.0.0.6:6432", said), release, Vocabulary(release))


@pytest.mark.parametrize("answer", ["ERROR: syntax error", "version\nPostgreSQL 16.4"])
def test_what_is_no_console(answer):
    with pytest.raises(UnreadableError) as caught:
        release_of(Recorded("x:1", {"SHOW VERSION": answer}), "--pgbouncer")
    assert caught.value.file == "--pgbouncer"


def test_release():
    assert release_of(Recorded("x:1", {"SHOW VERSION": "version\nPgBouncer 1.18.0"}), "") == "1.18.0"


def test_settings_have_the_types_of_the_ini():
    config, rows = pooler()
    assert config.settings["query_timeout"].reason == "SHOW CONFIG does not tell query_timeout"
    values = {name: one.value for name, one in config.settings.items() if one.decided}
    assert values == {
        "pool_mode": "transaction",
        "default_pool_size": 20,
        "server_idle_timeout": 12.5,
        "tcp_keepalive": False,
        "unix_socket_mode": 511,
        "auth_user": None,
        "stats_users": "app",
        "brand_new": "x",
    }
    defaults = {name for name, one in config.settings.items() if one.status == "default"}
    assert defaults == {"default_pool_size", "unix_socket_mode", "auth_user"}
    assert rows["unix_socket_mode"]["changeable"] == "no"
    assert config.place.short == "SHOW CONFIG of 10.0.0.6:6432"
    assert (config.version, config.version_assumed) == ("1.24.1", False)


def test_databases_hold_what_they_do_not_inherit():
    config, _ = pooler()
    assert list(config.databases) == ["shop", "other"]
    assert not config.databases_whole, "the console does not list *"
    known = {name: one.value for name, one in config.databases["shop"].settings.items() if one.decided}
    assert known == {"host": "127.0.0.1", "port": 5433, "dbname": "shop_1", "pool_size": 4, "min_pool_size": 0,
                     "reserve_pool_size": 0}  # fmt: skip
    assert config.databases["other"].settings["user"].value == "app"
    assert "pool_size" not in config.databases["other"].settings


def test_what_the_console_does_not_show_is_unknown():
    config, _ = pooler()
    hidden = config.databases["shop"].settings["connect_query"]
    assert "SHOW DATABASES does not tell connect_query of shop" in hidden.reason
    assert "password" not in config.databases["shop"].settings
    user = config.users["app"].settings
    assert (user["pool_size"].value, user["max_user_connections"].value) == (3, 7)
    assert "SHOW USERS does not tell client_idle_timeout of app" in user["client_idle_timeout"].reason
    assert list(config.users) == ["app"]


def test_an_old_release_has_fewer_keys():
    config, _ = pooler("1.18.0", **{"SHOW USERS": "name | pool_mode\napp | session"})
    assert set(config.users["app"].settings) == {"pool_mode", "max_user_connections"}
    assert config.users["app"].settings["max_user_connections"].status == "unknown"


def test_a_newer_release_counts_as_the_newest_known():
    config, _ = pooler("9.9")
    assert config.settings["pool_mode"].value == "transaction"
    assert Vocabulary("9.9").entry_value("databases", "brand_new", "x") == "x"


POOLS = "database | user | cl_active | cl_waiting | sv_active | sv_idle | maxwait | maxwait_us | pool_mode\n"


def test_the_longest_wait_of_all_readings_counts():
    first = table(POOLS + "app | a | 1 | 2 | 1 | 0 | 3 | 500000 | transaction")
    last = table(POOLS + "app | a | 1 | 1 | 1 | 0 | 1 | 0 | transaction\napp | b | 2 | 0 | 0 | 4 | 0 | 0 | session")
    values = pool_values([first, last])
    (waiting,) = values["waiting_pools"].value
    assert (waiting.pool, waiting.clients, waiting.seconds) == ("app/a", 2, 3.5)
    assert (values["clients"].value, values["clients_waiting"].value, values["server_connections"].value) == (4, 1, 5)


def test_the_console_is_no_pool():
    said = {"SHOW POOLS": POOLS + "pgbouncer | pgbouncer | 1 | 0 | 0 | 0 | 0 | 0 | statement"}
    assert read_pools(Recorded("x:1", said)) == []
