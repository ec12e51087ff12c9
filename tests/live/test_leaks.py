"""What clients left behind: which pools are looked at, what counts, what stays open."""

import pytest

from connlint.live.leaks import Look, Looks, leaks, look_at_backends
from connlint.models.pgbouncer import PgBouncerConfig, PoolerEntry
from connlint.models.traced import known
from connlint.sources.errors import UnreadableError
from tests.live.recorded import Recorded, table

POOLS = "database | user | cl_active | cl_waiting | sv_active | sv_idle | sv_used | pool_mode\n"
BACKEND = "pg_settings of a backend"
ALONE = "pg_settings of a backend, outside a transaction"


def config(version="1.24.1", **settings):
    entries = {"app": PoolerEntry(name="app"), "forced": PoolerEntry(name="forced", settings={"user": known("owner")})}
    values = {name: known(value) for name, value in settings.items()}
    return PgBouncerConfig(file="x", version=version, databases=entries, settings=values)


def backend(*names, pid=1, role="none"):
    lines = [f"{pid} | {name} | 7" for name in names]
    return "\n".join(["backend | name | setting", *lines, f"{pid} | role | {role}"])


def look(pools, answers=None, *, of=None, reported=()):
    session = Recorded("x:1", answers or {}, user="app", reported=reported)
    return look_at_backends([session], of or config(), table(POOLS + pools)), session


@pytest.mark.parametrize(
    "pools, why",
    [
        ("app | web | 1 | 0 | 0 | 1 | 0 | transaction", "that takes a login of web"),
        ("app | app | 1 | 0 | 2 | 0 | 0 | transaction", "all of them are in use"),
        ("app | app | 1 | 3 | 1 | 1 | 0 | transaction", "all of them are in use"),
    ],
)
def test_pools_that_are_left_alone(pools, why):
    looks, session = look(pools)
    assert looks.looked == ()
    assert why in looks.unseen[0]
    assert session.asked == []
    assert "were not looked at" in leaks(looks, lambda _: "").reason


@pytest.mark.parametrize(
    "pools",
    ["app | web | 1 | 0 | 0 | 1 | 0 | session", "app | web | 1 | 0 | 0 | 0 | 0 | transaction", ""],
)
def test_pools_that_cannot_leak(pools):
    looks, _ = look(pools)
    assert looks == Looks()
    assert leaks(looks, lambda _: None).value == ()


def test_a_login_that_fails_is_no_end_of_the_run():
    looks, _ = look("app | app | 1 | 0 | 0 | 1 | 0 | transaction", {"beside": "no more connections allowed"})
    assert "no more connections allowed" in looks.unseen[0]


def test_a_refusal_is_no_end_either():
    looks, session = look("app | app | 1 | 0 | 0 | 1 | 0 | transaction", {BACKEND: "ERROR: no"})
    assert "ERROR: no" in looks.unseen[0]
    assert session.asked == [BACKEND, "ROLLBACK"]


def test_a_connection_that_is_lost_at_the_end():
    lost = {BACKEND: backend("work_mem"), "ROLLBACK": UnreadableError("gone", "--pgbouncer")}
    looks, _ = look("app | app | 1 | 0 | 0 | 1 | 0 | transaction", lost)
    assert looks.looked[0].values == {"work_mem": "7"}


def test_each_idle_server_connection_is_held_until_all_were_seen():
    looks, session = look("app | app | 1 | 0 | 0 | 1 | 2 | transaction", {BACKEND: backend("work_mem")})
    assert session.asked == [BACKEND] * 3 + ["ROLLBACK"] * 3
    assert len(looks.looked) == 1, "the same process is one backend"


def test_no_more_than_four_of_a_pool():
    _, session = look("app | app | 1 | 0 | 0 | 90 | 0 | transaction", {BACKEND: backend()})
    assert session.asked.count(BACKEND) == 4


def test_statement_mode_has_no_transactions():
    _, session = look("app | app | 1 | 0 | 0 | 9 | 0 | statement", {ALONE: backend("work_mem")})
    assert session.asked == [ALONE, "ROLLBACK"]


def test_a_forced_user_lets_every_login_in():
    looks, _ = look("forced | owner | 1 | 0 | 0 | 1 | 0 | transaction", {BACKEND: backend("work_mem")})
    assert looks.looked[0].pool == "forced/owner"


@pytest.mark.parametrize(
    "of, names, kept",
    [
        (config(), ["TimeZone", "application_name", "DateStyle"], set()),
        (config(), ["IntervalStyle", "search_path"], {"IntervalStyle", "search_path"}),
        (config(track_extra_parameters="intervalstyle, Search_Path"), ["IntervalStyle", "search_path"], set()),
        (config("1.26.1"), ["search_path", "work_mem"], {"work_mem"}),
        (config("1.24.1"), ["search_path", "work_mem"], {"search_path", "work_mem"}),
    ],
)
def test_what_pgbouncer_sets_again_is_no_leak(of, names, kept):
    answers = {BACKEND: backend(*names)}
    looks, _ = look("app | app | 1 | 0 | 0 | 1 | 0 | transaction", answers, of=of, reported=("search_path",))
    assert set(looks.looked[0].values) == kept


def test_a_role_that_stayed():
    looks, _ = look("app | app | 1 | 0 | 0 | 1 | 0 | transaction", {BACKEND: backend(role="owner")})
    assert looks.looked[0].values == {"role": "owner"}


def seen(*values):
    return Looks(tuple(Look("app/app", "app", number, one) for number, one in enumerate(values)))


def test_connect_query_is_meant():
    found = leaks(seen({"statement_timeout": "7"}), lambda _: "SET Statement_Timeout = 7")
    assert found.value == ()


def test_what_an_application_defines_may_be_a_secret():
    (leak,) = leaks(seen({"app.jwt": "hunter2"}), lambda _: "").value
    assert (leak.name, leak.value) == ("app.jwt", "********")


def test_without_the_file_equal_values_stay_open():
    found = leaks(seen({"work_mem": "7"}, {"work_mem": "7"}), lambda _: None)
    assert (found.status, found.missing) == ("unknown", "pgbouncer.ini")
    assert leaks(seen({"work_mem": "7"}), lambda _: None).status == "unknown"


def test_without_the_file_differences_are_leaks():
    found = leaks(seen({"work_mem": "7"}, {}, {"work_mem": "8"}), lambda _: None)
    assert [(leak.backend, leak.name, leak.value) for leak in found.value] == [
        (0, "work_mem", "7"),
        (2, "work_mem", "8"),
    ]


def test_a_leak_that_was_found_outweighs_what_was_not_seen():
    looks = seen({"work_mem": "7"})._replace(unseen=("the backends of pool x were not looked at",))
    assert leaks(looks, lambda _: "").value[0].pool == "app/app"
    assert leaks(looks._replace(looked=()), lambda _: "").status == "unknown"
