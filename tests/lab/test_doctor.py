"""``connlint doctor`` on real servers: what it sees, what it cannot see, and that it leaves nothing behind."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress

import pytest

from connlint.lint.doctor import Asked, connect, examine
from connlint.live.observing import Clock
from connlint.live.session import RefusedError
from connlint.models.options import Options
from connlint.sources.errors import UnreadableError
from tests.lab.harness.run import Run
from tests.lab.harness.setup import Setup

psycopg = pytest.importorskip("psycopg")
OPTIONS = Options(suppressions=False)


def dsn(port, user="app", database="postgres"):
    return f"host=127.0.0.1 port={port} user={user} password=secret dbname={database}"


def look(*paths, options=OPTIONS, interval=1, **asked):
    """One run of doctor: its report, and the findings by code."""
    systems = connect(Asked(**asked))
    try:
        report = examine([str(path) for path in paths], options, systems, interval)
    finally:
        systems.close()
    found = {}
    for finding in report.result.findings:
        found.setdefault(finding.code, []).append(finding)
    return report, found


@contextmanager
def sessions(count, conninfo, *, autocommit=True, sql=""):
    """So many connections, each after one statement."""
    with ExitStack() as stack:
        opened = [
            stack.enter_context(psycopg.connect(conninfo, autocommit=autocommit, connect_timeout=5))
            for _ in range(count)
        ]
        for one in opened:
            if sql:
                one.execute(sql)
        yield opened


@contextmanager
def busy(count, conninfo, sql="SELECT pg_sleep(20)"):
    """So many sessions in the middle of a statement, which is cancelled at the end."""

    def run(one):
        with suppress(psycopg.Error):
            one.execute(sql)

    with ThreadPoolExecutor(count) as pool, ExitStack() as stack:
        opened = [psycopg.connect(conninfo, autocommit=True) for _ in range(count)]
        for one in opened:
            stack.callback(one.close)
            stack.callback(one.cancel)
            pool.submit(run, one)
        time.sleep(0.5)
        yield


@pytest.fixture
def pooled(lab):
    """Start a pooler of the version in turn; gives its Run and the connection string of its console."""
    with ExitStack() as stack:

        def start(setup):
            run = stack.enter_context(Run(lab.machine, lab.server, lab.launcher, setup))
            run.start_pooler()
            return run, dsn(run.port, database="ignored")

        yield start


def monitor(server):
    """A role of its own: other cases make ``app`` a member of ``other``."""
    server.sql("DROP ROLE IF EXISTS watcher; CREATE ROLE watcher LOGIN PASSWORD 'secret' IN ROLE pg_monitor")
    return dsn(server.port, "watcher")


def test_nothing_is_said_of_a_quiet_pair(pooled, postgresql):
    run, console = pooled(Setup())
    report, found = look(run.folder, postgres=monitor(postgresql), pgbouncer=console)
    assert [code for code in found if code.startswith("CL8")] == []
    assert [one for one in report.result.undecided if one.code.startswith("CL8") and one.code != "CL808"] == []
    assert f"PostgreSQL {postgresql.version} at 127.0.0.1:{postgresql.port}: " in report.result.notes[0]
    assert f"at 127.0.0.1:{run.port}: clients 0, waiting 0" in report.result.notes[1]
    assert str(report.stack.versions.found["postgresql"].value) == postgresql.version


def test_the_console_alone_gives_the_settings(pooled, lab):
    setup = Setup(
        pgbouncer={"server_idle_timeout": 12.5, "tcp_keepalive": 0, "client_idle_timeout": 99}, entry="pool_size=4"
    )
    run, console = pooled(setup)
    report, _ = look(pgbouncer=console)
    (config,) = report.stack.poolers
    assert config.version == lab.version
    shown = {key: config.settings[key].value for key in ("server_idle_timeout", "tcp_keepalive", "pool_mode")}
    assert shown == {"server_idle_timeout": 12.5, "tcp_keepalive": False, "pool_mode": "transaction"}
    assert config.settings["query_wait_timeout"].status == "default"
    entry = config.databases[run.database]
    assert entry.settings["pool_size"].value == 4
    assert entry.settings["connect_query"].status == "unknown"
    assert "pgbouncer" not in config.databases


def test_every_other_rule_meets_the_running_values(pooled):
    run, console = pooled(Setup(pgbouncer={"server_lifetime": 0}))
    _, found = look(pgbouncer=console)
    (finding,) = found["CL209"]
    assert finding.locations[0].place.file == f"SHOW CONFIG of 127.0.0.1:{run.port}"


def test_cl806(pooled, lab):
    run, console = pooled(Setup(entry="pool_size=1"))
    assert "CL806" not in look(pgbouncer=console)[1]
    client = dsn(run.port, database=run.database)
    with sessions(1, client, autocommit=False, sql="SELECT 1"), busy(1, client, "SELECT 1"):
        _, found = look(pgbouncer=console, interval=2)
    (finding,) = found["CL806"]
    assert f"clients of pool {run.database}/app wait" in finding.message
    lab.seen.append(("CL806", "seen"))


def test_cl807(pooled, lab):
    run, console = pooled(Setup(pgbouncer={"query_timeout": 7}))
    assert "CL807" not in look(run.folder, pgbouncer=console)[1]
    ini = run.folder / "pgbouncer.ini"
    text = ini.read_text().replace("query_timeout = 7", "query_timeout = 8\nmax_client_conn = 77\nlisten_backlog = 99")
    ini.write_text(text.replace("[databases]", f"[databases]\nlater = host=127.0.0.1 port={run.server.port}"))
    report, found = look(run.folder, pgbouncer=console)
    said = {finding.message.split(" is ")[0]: finding for finding in found["CL807"]}
    assert set(said) == {"query_timeout", "max_client_conn", "listen_backlog", "[databases] later"}
    one = said["query_timeout"]
    places = [location.place for location in one.locations]
    assert places[0].file.endswith("pgbouncer.ini")
    assert text.splitlines()[places[0].line - 2].startswith("query_timeout")
    assert places[1].short == f"SHOW CONFIG of 127.0.0.1:{run.port}"
    assert "RELOAD" in one.advice
    assert "restart" in said["listen_backlog"].advice
    assert report.stack.poolers[0].settings["query_timeout"].value == 8, "the file wins for the other rules"
    lab.seen.append(("CL807", "seen"))


def test_cl807_of_postgresql(postgresql, tmp_path):
    asked = {"postgres": monitor(postgresql)}
    (tmp_path / "settings.py").write_text("DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql'}}\n")
    conf = tmp_path / "postgresql.conf"
    conf.write_text("max_connections = 200\nshared_buffers = 16384kB\nfsync = no\ncheckpoint_timeout = 300s\n")
    assert "CL807" not in look(tmp_path, **asked)[1]
    conf.write_text("max_connections = 100\nshared_buffers = 17MB\nwork_mem = 5MB\n")
    _, found = look(tmp_path, **asked)
    assert {finding.message.split(" is ")[0] for finding in found["CL807"]} == {
        "max_connections", "shared_buffers", "work_mem"
    }  # fmt: skip


def test_cl808(pooled, lab):
    run, console = pooled(Setup())
    client = dsn(run.port, database=run.database)
    with sessions(1, client, sql="SELECT 1"):
        report, found = look(run.folder, pgbouncer=console)
        assert "CL808" not in found
        assert "CL808" not in {one.code for one in report.result.undecided}
        with sessions(1, client, sql="SET statement_timeout = '7s'"):
            pass
        _, found = look(run.folder, pgbouncer=console)
        (finding,) = found["CL808"]
        assert "statement_timeout = 7000" in finding.message
        report, found = look(pgbouncer=console)
        assert "CL808" not in found, "without the file it may be connect_query"
        assert "CL808" in {one.code for one in report.result.undecided}
    lab.seen.append(("CL808", "seen"))


def test_cl808_tells_two_server_connections_apart(pooled):
    run, console = pooled(Setup())
    client = dsn(run.port, database=run.database)
    with sessions(2, client, autocommit=False, sql="SELECT 1") as (first, second):
        second.execute("SET work_mem = '9MB'")
        second.commit()
        first.commit()
        pids = {row["remote_pid"] for row in run.show("SERVERS")}
        _, found = look(pgbouncer=console)
        assert "work_mem = 9216" in found["CL808"][0].message
        assert {row["remote_pid"] for row in run.show("SERVERS")} == pids, "doctor costs no server connection"


def test_cl808_knows_connect_query_and_tracked_parameters(pooled):
    run, console = pooled(Setup(entry="connect_query='SET statement_timeout = 5000'"))
    client = dsn(run.port, database=run.database)
    with sessions(1, client, sql="SET TimeZone = 'Asia/Tokyo'"):
        report, found = look(run.folder, pgbouncer=console)
    assert "CL808" not in found
    assert "CL808" not in {one.code for one in report.result.undecided}


def test_cl808_through_the_pooler_by_the_other_option(pooled, postgresql):
    run, _ = pooled(Setup(pgbouncer={"stats_users": "other"}))
    client = dsn(run.port, database=run.database)
    with sessions(1, client, sql="SET statement_timeout = '7s'"):
        _, found = look(run.folder, pgbouncer=dsn(run.port, "other"), postgres=client)
        assert "CL808" in found
        with sessions(1, client) as (other,):
            assert other.execute("SHOW statement_timeout").fetchone() == ("7s",), "doctor's own limit does not stay"


def test_cl801_and_cl805(postgresql):
    asked = {"postgres": monitor(postgresql)}
    young = OPTIONS.model_copy(update={"ranges": {"idle-in-transaction-old": (1.0, 10.0)}})
    assert not {"CL801", "CL805"} & set(look(options=young, **asked)[1])
    with sessions(51, dsn(postgresql.port), autocommit=False, sql="SELECT 1"):
        _, found = look(options=young, interval=2, **asked)
        assert "51 sessions are idle in transaction" in found["CL801"][0].message
        assert found["CL805"][0].severity == "warning"
        time.sleep(8)
        _, found = look(options=young, interval=2, **asked)
        assert found["CL805"][0].severity == "error"


def test_an_ordinary_role_is_told_what_it_cannot_see(postgresql):
    with sessions(1, dsn(postgresql.port, "postgres")):
        report, _ = look(postgres=dsn(postgresql.port))
    undecided = {one.code: one.reason for one in report.result.undecided if one.code.startswith("CL8")}
    assert set(undecided) == {"CL801", "CL802", "CL804", "CL805"}
    assert "pg_monitor" in undecided["CL801"]
    assert "sessions hidden: 1" in undecided["CL801"]


def test_cl802(small):
    asked = {"postgres": dsn(small.port, "postgres")}
    with busy(6, dsn(small.port, "postgres")):
        assert "CL802" not in look(**asked)[1]
    with busy(7, dsn(small.port, "postgres")):
        assert "7 sessions are active" in look(**asked)[1]["CL802"][0].message


@pytest.mark.parametrize("count, level", [(4, None), (5, "warning"), (7, "error")])
def test_cl804(small, count, level):
    with sessions(count, dsn(small.port, "postgres")):
        _, found = look(postgres=dsn(small.port, "postgres"))
    assert [finding.severity for finding in found.get("CL804", ())] == ([level] if level else [])


def test_cl803(postgresql):
    systems = connect(Asked(postgres=monitor(postgresql)))

    def connections(count):
        def sleep(_):
            for _ in range(count):
                psycopg.connect(dsn(postgresql.port)).close()
            time.sleep(2)

        return Clock(sleep)

    try:
        quiet = examine([], OPTIONS, systems, 2, connections(0)).result
        assert [one.code for one in quiet.findings if one.code == "CL803"] == []
        assert "0 new connections a minute" in quiet.notes[0]
        (finding,) = [
            one for one in examine([], OPTIONS, systems, 2, connections(20)).result.findings if one.code == "CL803"
        ]
    finally:
        systems.close()
    assert "sampled over 2" in finding.message


def test_the_console_is_no_postgresql(pooled):
    run, _ = pooled(Setup())
    with pytest.raises(UnreadableError, match="belongs to --pgbouncer"):
        connect(Asked(postgres=dsn(run.port, database="pgbouncer")))
    with pytest.raises(UnreadableError, match='database "pgbouncer" does not exist'):
        connect(Asked(pgbouncer=dsn(run.server.port)))
    with pytest.raises(UnreadableError, match="not allowed"):
        connect(Asked(pgbouncer=dsn(run.port, "other")))


def test_statement_mode_is_looked_at_too(pooled):
    run, console = pooled(Setup(pgbouncer={"pool_mode": "statement"}))
    with sessions(1, dsn(run.port, database=run.database), sql="SET work_mem = '9MB'"):
        assert "CL808" in look(run.folder, pgbouncer=console)[1]


def test_doctor_reads_only(postgresql):
    systems = connect(Asked(postgres=dsn(postgresql.port)))
    with pytest.raises(RefusedError, match="read-only"):
        systems.server.ask("BEGIN READ ONLY; CREATE TABLE doctor (id int)")
    assert systems.server.ask("SELECT 1 AS one") == [{"one": "1"}]
    systems.close()
