"""The one place that connects: it cannot hang, it says one line, and it keeps secrets."""

import builtins
import socket
import sys
import time

import pytest

from connlint.live import connection
from connlint.live.connection import Connection
from connlint.live.questions import SESSIONS, SETTINGS, SQL
from connlint.live.session import RefusedError
from connlint.sources.errors import UnreadableError
from tests.live.wire import refusal, rows, serving

psycopg = pytest.importorskip("psycopg")


def dsn(server, more=""):
    return f"host=127.0.0.1 port={server.port} user=app dbname=shop sslmode=disable gssencmode=disable {more}"


def refused(conninfo):
    with pytest.raises(UnreadableError) as caught:
        Connection("--postgres", conninfo)
    assert caught.value.file == "--postgres"
    assert "\n" not in caught.value.message
    return caught.value.message


@pytest.mark.parametrize("conninfo", ["hunter2", "postgresql://app:hunter2@[::1:5432/app", "hunter2=1 host=x"])
def test_a_string_that_libpq_cannot_read_is_not_quoted(conninfo):
    assert "hunter2" not in refused(conninfo)


def test_nobody_listens():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    message = refused(f"host=127.0.0.1 port={port} password=hunter2")
    assert "Connection refused" in message
    assert "hunter2" not in message


@pytest.mark.parametrize("where", ["option", "environment"])
def test_a_server_that_repeats_the_password(where, monkeypatch):
    if where == "environment":
        monkeypatch.setenv("PGPASSWORD", "hunter2")
    with serving({"login": refusal("no such user: app with hunter2")}) as server:
        message = refused(dsn(server, "password=hunter2" if where == "option" else ""))
    assert "no such user: app with ********" in message


def test_a_login_that_is_never_answered(monkeypatch):
    monkeypatch.setattr(connection, "CONNECT_TIMEOUT", 2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        start = time.monotonic()
        message = refused(f"host=127.0.0.1 port={silent.getsockname()[1]} sslmode=disable gssencmode=disable")
    assert "timeout" in message
    assert time.monotonic() - start < 20


def test_an_answer_that_never_comes(monkeypatch):
    monkeypatch.setattr(connection, "ANSWER_TIMEOUT", 0.2)
    with serving({"SHOW POOLS": None}) as server:
        session = Connection("--pgbouncer", dsn(server))
        with pytest.raises(UnreadableError, match=r"gave no answer within 0.2 s"):
            session.ask("SHOW POOLS")


@pytest.mark.parametrize("last_words", [[], [refusal("terminating connection due to administrator command")]])
def test_a_connection_that_is_lost(last_words):
    with serving({"SHOW POOLS": last_words}) as server:
        session = Connection("--pgbouncer", dsn(server))
        with pytest.raises(UnreadableError) as caught:
            session.ask("SHOW POOLS")
        session.close()
    assert caught.value.file == "--pgbouncer"


@pytest.mark.parametrize(
    "error, expected",
    [
        (ModuleNotFoundError("No module named 'psycopg'"), 'needs psycopg: pip install "connlint[live]"'),
        (ImportError("no pq wrapper available.\nlibpq"), "(no pq wrapper available. libpq)"),
    ],
)
def test_without_psycopg(monkeypatch, error, expected):
    real = builtins.__import__

    def without(name, *arguments, **keywords):
        if name == "psycopg":
            raise error
        return real(name, *arguments, **keywords)

    monkeypatch.delitem(sys.modules, "psycopg")
    monkeypatch.setattr(builtins, "__import__", without)
    assert expected in refused("host=127.0.0.1")


def test_a_refusal_ends_its_transaction():
    with serving({"pg_stat_activity": refusal("permission denied")}) as server:
        session = Connection("--postgres", dsn(server))
        with pytest.raises(RefusedError, match="permission denied"):
            session.ask(SESSIONS)
        assert session.ask("SHOW VERSION") == []
        session.close()
        assert server.asked == [SQL[SESSIONS], "ROLLBACK", "SHOW VERSION"]


def test_a_refusal_outside_a_transaction_is_all():
    with serving({"SHOW": refusal("invalid command")}) as server:
        session = Connection("--pgbouncer", dsn(server))
        with pytest.raises(RefusedError, match="invalid command"):
            session.ask("SHOW VERSION")
        session.close()
        assert server.asked == ["SHOW VERSION"]


def test_rows_and_who_is_there():
    with serving({"pg_settings": rows(("name", "setting"), ("a", None), ("ü", "1")), "SHOW": rows(("key",))}) as server:
        session = Connection("--postgres", dsn(server, "password=hunter2"))
        assert session.ask(SETTINGS) == [{"name": "a", "setting": None}, {"name": "ü", "setting": "1"}]
        assert session.ask("SHOW POOLS") == []
        assert (session.name, session.user, session.database) == (f"127.0.0.1:{server.port}", "app", "shop")
        assert session.version == "15.18"
        assert session.parameter("server_version") == "15.18 (Debian 15.18-1)"
        assert session.parameter("search_path") is None
        other = session.beside("other")
        assert other.database == "other"
        assert b"connlint doctor" in server.login
        other.close()
        session.close()
