"""Sessions by state, and the rate of new ones."""

import pytest

from connlint.live.activity import rate, read_logins, read_sessions
from connlint.models.traced import unknown
from tests.live.recorded import Recorded


def sessions(lines):
    return read_sessions(Recorded("x:1", {"pg_stat_activity": f"state | sessions | longest\n{lines}"}, user="app"))


@pytest.mark.parametrize(
    "lines, reason",
    [
        ("hidden | 3 | NULL\nidle | 4 | 1.0", "hides what others do from app, which is no member of pg_monitor"),
        ("disabled | 3 | NULL", "track_activities is off"),
    ],
)
def test_what_cannot_be_seen_is_unknown_as_a_whole(lines, reason):
    values = sessions(lines)
    assert {one.status for one in values.values()} == {"unknown"}
    assert reason in values["active"].reason


def test_a_refusal_is_unknown_with_its_reason():
    values = read_sessions(Recorded("x:1", {"pg_stat_activity": "ERROR: permission denied"}))
    assert values["idle"].reason == "pg_stat_activity: ERROR: permission denied"


def test_an_empty_server():
    values = {name: one.value for name, one in sessions("").items()}
    assert values == {
        "active": 0,
        "idle": 0,
        "idle_in_transaction": 0,
        "oldest_idle_in_transaction_seconds": 0,
        "connections_used": 1,
    }


def test_states():
    values = sessions(
        "active | 2 | 0.1\nfastpath function call | 1 | 0.1\nidle | 5 | 900.0\nstarting | 1 | NULL\n"
        "idle in transaction | 3 | 4.5\nidle in transaction (aborted) | 1 | 6.0"
    )
    assert {name: one.value for name, one in values.items()} == {
        "active": 3,
        "idle": 5,
        "idle_in_transaction": 4,
        "oldest_idle_in_transaction_seconds": 6.0,
        "connections_used": 14,
    }


@pytest.mark.parametrize("version", ["13.22", "10.1"])
def test_old_servers_do_not_count_sessions(version):
    assert "14 and later" in read_logins(Recorded("x:1", {}, version=version)).reason


def test_logins_that_are_refused():
    assert "pg_stat_database: ERROR" in read_logins(Recorded("x:1", {"pg_stat_database": "ERROR: no"})).reason


def test_rate():
    open_ = unknown("why")
    assert rate(open_, {}, 5) is open_
    assert rate({}, open_, 5) is open_
    assert "reset" in rate({"1": 9}, {"1": 3}, 5).reason
    assert rate({}, {}, 5).value == 0
    assert rate({"1": 10}, {"1": 12, "2": 3}, 5).value == 60
    assert rate({"1": 10, "dropped": 7}, {"1": 10}, 5).value == 0
