"""One look at everything."""

import pytest

from connlint.live import Systems, observe
from connlint.live.session import RefusedError
from connlint.parsers.pgbouncer.running import Vocabulary
from tests.live.recorded import Recorded, clock, systems

SETTINGS = """
name            | setting | unit | vartype | source  | context    | pending_restart
max_connections | 100     | NULL | integer | default | postmaster | f
"""
SESSIONS = "state | sessions | longest\nactive | 2 | 0.1\nidle | 5 | 1.0"
POOLS = "database | user | cl_active | cl_waiting | maxwait | maxwait_us | pool_mode\napp | x | 2 | 1 | 0 | 4 | session"


def test_nothing_to_look_at():
    assert observe(Systems(), 5, Vocabulary, clock()) == []
    Systems().close()


def test_settings_that_are_refused_end_the_run():
    with pytest.raises(RefusedError):
        observe(systems({"SHOW CONFIG": "ERROR: admin access needed"}), 5, Vocabulary, clock())


def test_both():
    both = systems({"pg_settings": SETTINGS, "pg_stat_activity": SESSIONS, "SHOW POOLS": POOLS})
    server, console = observe(both, 7, Vocabulary, clock())
    assert server.running.title == (
        "PostgreSQL 16.4 at 10.0.0.5:5432: 8 of 100 connections: 2 active, 5 idle, 0 idle in transaction; "
        "0 new connections a minute, sampled over 7 s"
    )
    assert server.running.place.short == "pg_stat_activity of 10.0.0.5:5432"
    assert console.running.title == "PgBouncer 1.24.1 at 10.0.0.6:6432: clients 3, waiting 1, server connections 0"
    assert console.running.place.short == "SHOW POOLS of 10.0.0.6:6432"
    both.close()
    assert not both.server.open
    assert not both.console.open


def test_what_a_role_cannot_see_is_in_the_title():
    few = systems({"pg_stat_activity": "state | sessions | longest\nhidden | 3 | NULL"}, version="13.1")
    (server,) = observe(few, 5, Vocabulary, clock())
    assert (
        "no member of pg_monitor (sessions hidden: 3); PostgreSQL 13.1 does not count sessions" in server.running.title
    )
    assert server.running.values["max_connections"].status == "unknown"


def test_a_part_of_a_second():
    (server,) = observe(systems({"pg_settings": SETTINGS}), 2.54, Vocabulary, clock())
    assert "sampled over 2.5 s" in server.running.title


def test_max_connections_that_is_not_shown():
    (server,) = observe(systems({"pg_stat_activity": SESSIONS}), 5, Vocabulary, clock())
    assert "8 of an unknown number connections" in server.running.title


@pytest.mark.parametrize("name, users", [("10.0.0.6:6432", ["app", "web"]), ("10.0.0.5:5432", ["app"])])
def test_an_account_of_the_same_pooler_may_look_into_its_pools(name, users):
    both = Systems(Recorded(name, {}, user="web"), Recorded("10.0.0.6:6432", {}, user="app"), "1.24.1")
    assert [session.user for session in both.logins()] == users


def test_time_passes():
    assert observe(systems({"pg_settings": SETTINGS}), 0.01, Vocabulary)[0].running.values["sampled_seconds"].value < 1
