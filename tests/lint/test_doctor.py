"""What runs beside what the files say: which one counts, and what is compared."""

import pytest

from connlint.lint import doctor
from connlint.lint.doctor import Asked, connect, examine
from connlint.lint.joining import _connect_query
from connlint.lint.sameness import same_setting
from connlint.live import connection
from connlint.models.options import Options
from connlint.models.pgbouncer import PgBouncerConfig
from connlint.sources.errors import UnreadableError
from tests.live.recorded import Recorded, clock, systems

INI = """\
[databases]
app = host=10.0.0.5 pool_size=4
[pgbouncer]
listen_addr = 127.0.0.1
auth_file = userlist.txt
server_idle_timeout = 60
"""
SHOWN = """
key                 | value        | default | changeable
listen_addr         | 127.0.0.1    | NULL    | no
listen_port         | 6432         | 6432    | no
auth_file           | userlist.txt | NULL    | yes
server_idle_timeout | 60           | 600     | yes
"""
DATABASES = (
    "name | host | port | database | force_user | pool_size | pool_mode\napp | 10.0.0.5 | 5432 | app | NULL | 4 | NULL"
)
COLUMNS = "name | setting | unit | vartype | source | context | pending_restart"
SETTINGS = f"{COLUMNS}\nmax_connections | 37 | NULL | integer | default | postmaster | f"
MODULE = (
    "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'NAME': 'app', 'HOST': 'h', 'PORT': 6432}}\n"
)


def run(paths, options=None, **answers):
    given = options or Options(extend_select=("CL513",))
    return examine([str(path) for path in paths], given, systems(answers), 5, clock())


def differences(tmp_path, ini=INI, shown=SHOWN, databases=DATABASES, users="name | pool_mode"):
    (tmp_path / "pgbouncer.ini").write_text(ini)
    answers = {"SHOW CONFIG": shown, "SHOW DATABASES": databases, "SHOW USERS": users}
    report = run([tmp_path / "pgbouncer.ini"], **answers)
    return [finding for finding in report.result.findings if finding.code == "CL807"]


def test_a_file_that_runs_as_it_is(tmp_path):
    assert differences(tmp_path) == []


@pytest.mark.parametrize(
    "ini, shown, databases",
    [
        (INI, SHOWN.replace("127.0.0.1 ", "127.0.0.1 "), DATABASES.replace("NULL | 4 |", "NULL | 4 |")),
        (INI + "user = nobody\n", SHOWN + "user | root | NULL | no\n", DATABASES),
        (INI, SHOWN + "unix_socket_dir | /run | /tmp | no\nauth_query | x | x | yes\n", DATABASES),
        (
            INI.replace(" pool_size=4", " pool_size=-1"),
            SHOWN + "default_pool_size | 20 | 20 | yes\n",
            DATABASES.replace("| 4 |", "| 20 |"),
        ),
        (INI.replace(" pool_size=4", " pool_size=4 max_db_connections=0"), SHOWN, DATABASES),
        (
            INI.replace("[pg", "* = host=10.0.0.9\n[pg"),
            SHOWN,
            DATABASES + "\nauto | 10.0.0.9 | 5432 | auto | NULL | 20 | NULL",
        ),
        (INI + "query_wait_timeout = ${WAIT}\n", SHOWN + "query_wait_timeout | 9 | 120 | yes\n", DATABASES),
    ],
)
def test_what_is_no_difference(tmp_path, ini, shown, databases):
    assert [finding.message for finding in differences(tmp_path, ini, shown, databases)] == []


def test_a_setting_that_was_not_reloaded(tmp_path):
    (finding,) = differences(tmp_path, shown=SHOWN.replace("| 60 ", "| 30 "))
    assert finding.message == "server_idle_timeout is 60 in the file, and 30 in the program that runs"
    assert [one.place.short.rpartition("/")[2] for one in finding.locations] == [
        "pgbouncer.ini:6",
        "SHOW CONFIG of 10.0.0.6:6432",
    ]
    assert "RELOAD" in finding.advice


def test_a_setting_that_needs_a_restart(tmp_path):
    (finding,) = differences(tmp_path, shown=SHOWN.replace("127.0.0.1", "0.0.0.0 "))
    assert "a restart of PgBouncer" in finding.advice


def test_a_default_that_the_file_leaves(tmp_path):
    (finding,) = differences(tmp_path, shown=SHOWN + "query_wait_timeout | 9 | 120 | yes\n")
    assert finding.message.startswith("query_wait_timeout is left at its default 120 by the file, and 9 in")
    assert finding.locations[0].place.line == 3


@pytest.mark.parametrize(
    "databases, message",
    [
        (DATABASES.replace("| 4 |", "| 9 |"), "pool_size of app is 4 in the file, and 9"),
        (DATABASES.replace("10.0.0.5", "10.0.0.7"), "host of app is 10.0.0.5 in the file, and 10.0.0.7"),
        (DATABASES.replace("5432", "5433"), "port of app is left at its default 5432 by the file, and 5433"),
        (DATABASES.replace("\napp", "\nold"), "[databases] app is there in the file, and not there"),
        (DATABASES.replace("\napp", "\nold"), "[databases] old is not there in the file, and there"),
    ],
)
def test_lines_of_databases(tmp_path, databases, message):
    assert any(message in finding.message for finding in differences(tmp_path, databases=databases))


def test_lines_of_users(tmp_path):
    ini = INI + "[users]\nweb = pool_mode=session\n"
    (finding,) = differences(tmp_path, ini, users="name | pool_mode\nweb | transaction")
    assert "pool_mode of web is session in the file, and transaction" in finding.message


def test_of_several_files_the_one_with_its_port(tmp_path):
    (tmp_path / "a.ini").write_text(INI + "listen_port = 6432\n")
    (tmp_path / "b.ini").write_text(INI + "listen_port = 6433\n")
    answers = {"SHOW CONFIG": SHOWN.replace("| 60 ", "| 30 "), "SHOW DATABASES": DATABASES}
    report = run([tmp_path / "a.ini", tmp_path / "b.ini"], **answers)
    (finding,) = [one for one in report.result.findings if one.code == "CL807"]
    assert finding.locations[0].place.file.endswith("a.ini")


def test_of_several_files_none_when_it_is_not_clear(tmp_path):
    for name in ("a.ini", "b.ini"):
        (tmp_path / name).write_text(INI)
    report = run([tmp_path / "a.ini", tmp_path / "b.ini"], **{"SHOW CONFIG": SHOWN.replace("| 60 ", "| 30 ")})
    assert "CL807" not in {one.code for one in report.result.findings}
    assert any("CL807 compared none" in note for note in report.result.notes)


def test_what_runs_fills_in_what_no_file_says(tmp_path):
    (tmp_path / "settings.py").write_text(MODULE)
    answers = {"SHOW CONFIG": SHOWN, "SHOW DATABASES": DATABASES, "pg_settings": SETTINGS}
    stack = run([tmp_path / "settings.py"], **answers).stack
    assert stack.poolers[0].file == "SHOW CONFIG of 10.0.0.6:6432"
    assert stack.servers[0].settings["max_connections"].value == 37
    assert stack.versions.found["pgbouncer"].value == "1.24.1"
    assert stack.versions.found["postgresql"].how == "server_version of 10.0.0.5:5432"
    assert [file.rpartition("/")[2] for file in stack.files] == ["settings.py"]


def test_what_is_declared_wins(tmp_path):
    (tmp_path / "settings.py").write_text(MODULE)
    stack = run([tmp_path / "settings.py"], Options(max_connections=50), pg_settings=SETTINGS).stack
    assert [server.settings["max_connections"].value for server in stack.servers] == [50, 37]


@pytest.mark.parametrize(
    "entry, decided",
    [
        ("app = host=h connect_query='SET work_mem = 9'", True),
        ("* = host=h connect_query='SET work_mem = 9'", True),
        ("app = host=h", True),
        ("other = host=h", True),
        ("app = host=h connect_query='${QUERY}'", False),
    ],
)
def test_connect_query_of_the_file(tmp_path, entry, decided):
    (tmp_path / "pgbouncer.ini").write_text(INI.replace("app = host=10.0.0.5 pool_size=4", entry))
    answers = {
        "SHOW CONFIG": SHOWN,
        "SHOW POOLS": "database | user | sv_idle | pool_mode\napp | app | 1 | transaction",
        "pg_settings of a backend": "backend | name | setting\n7 | work_mem | 9\n7 | role | none",
    }
    report = run([tmp_path / "pgbouncer.ini"], **answers)
    assert ("CL808" in {one.code for one in report.result.undecided}) is not decided
    assert ("CL808" in {one.code for one in report.result.findings}) is (decided and "work_mem" not in entry)


def test_entries_that_are_not_known_by_name():
    assert _connect_query(PgBouncerConfig(file="x", version="1.24", databases_whole=False), "app") is None


def test_a_path_that_cannot_be_used_ends_the_run_before_it_watches():
    with pytest.raises(UnreadableError):
        run(["/nowhere/settings.py"], pg_settings="name")


def test_settings_that_are_refused_are_one_line():
    with pytest.raises(UnreadableError, match="admin access needed"):
        run([], **{"SHOW CONFIG": "ERROR: admin access needed"})


@pytest.mark.parametrize("asked", [Asked(postgres="a"), Asked(pgbouncer="b"), Asked("a", "b")])
def test_connecting(monkeypatch, asked):
    opened = []

    def login(option, conninfo, database=""):
        opened.append((option, conninfo, database))
        return Recorded("x:1", {"SHOW VERSION": "version\nPgBouncer 1.18.0"})

    monkeypatch.setattr(connection, "Connection", login)
    found = connect(asked)
    assert [one[:2] for one in opened] == [(f"--{name}", text) for name, text in asked._asdict().items() if text]
    assert (found.server is not None, found.console is not None) == (bool(asked.postgres), bool(asked.pgbouncer))
    assert found.release == ("1.18.0" if asked.pgbouncer else "")


def test_a_console_is_no_postgresql(monkeypatch):
    console = Recorded("x:1", {"server_version": "1.24.1/bouncer"})
    monkeypatch.setattr(connection, "Connection", lambda *_: console)
    with pytest.raises(UnreadableError, match="belongs to --pgbouncer"):
        connect(Asked(postgres="a"))
    assert not console.open


def test_what_is_open_is_closed_when_the_second_login_fails(monkeypatch):
    server = Recorded("x:1", {})

    def login(option, conninfo, database=""):
        if option == "--pgbouncer":
            raise UnreadableError("refused", option)
        return server

    monkeypatch.setattr(connection, "Connection", login)
    with pytest.raises(UnreadableError):
        doctor.connect(Asked("a", "b"))
    assert not server.open


def row(setting, vartype="integer", unit=None, name="work_mem"):
    return {"name": name, "setting": setting, "unit": unit, "vartype": vartype}


@pytest.mark.parametrize(
    "value, shown, same",
    [
        ("on", row("on", "bool"), True),
        (1, row("on", "bool"), True),
        ("off", row("on", "bool"), False),
        ("maybe", row("on", "bool"), None),
        (100, row("100"), True),
        (100, row("200"), False),
        ("0x10", row("16"), True),
        ("0700", row("0700"), True),
        ("x", row("200"), None),
        (-1, row("512", unit="8kB"), None),
        (-1, row("-1", unit="ms"), True),
        (60, row("60000", unit="ms", name="statement_timeout"), True),
        (30, row("60000", unit="ms", name="statement_timeout"), False),
        (0, row("0", unit="ms", name="statement_timeout"), True),
        (300, row("300", unit="s", name="checkpoint_timeout"), True),
        ("2ms", row("2", "real", "ms", "vacuum_cost_delay"), True),
        (2, row("2", "real", "ms", "vacuum_cost_delay"), True),
        ("5min", row("5", unit="min", name="log_rotation_x"), True),
        ("16MB", row("2048", unit="8kB"), True),
        ("16000kB", row("2000", unit="8kB"), True),
        ("16MB", row("4096", unit="8kB"), False),
        ("16MB", row("4096", unit="s"), None),
        (2048, row("2048", unit="8kB"), True),
        ("0.9", row("0.9", "real"), True),
        ("0.5", row("0.9", "real"), False),
        ("hot_standby", row("replica", "enum"), True),
        ("TRUE", row("on", "enum"), True),
        ("minimal", row("replica", "enum"), False),
        ("iso,mdy", row("ISO, MDY", "string"), True),
        ("*", row("localhost", "string"), False),
    ],
)
def test_sameness(value, shown, same):
    assert same_setting(value, shown) is same


@pytest.mark.parametrize(
    "line, conf, said",
    [
        ("work_mem | 4096 | kB | integer | configuration file | user | f", "work_mem = 5MB", "a reload of PostgreSQL"),
        ("port | 5433 | NULL | integer | command line | postmaster | f", "port = 5432", "the file: command line"),
        ("port | 5433 | NULL | integer | default | postmaster | f", "port = 5432", "a restart of PostgreSQL"),
        ("port | 5433 | NULL | integer | default | postmaster | t", "port = 5432", "which is pending"),
        ("wal_buffers | 512 | 8kB | integer | override | postmaster | f", "wal_buffers = 16MB", None),
        ("work_mem | 4096 | kB | integer | user | user | f", "work_mem = 5MB", None),
        ("other | 4096 | kB | integer | default | user | f", "work_mem = 5MB", None),
        ("work_mem | 4096 | kB | integer | default | user | f", "work_mem = 4MB", None),
    ],
)  # fmt: skip
def test_postgresql_conf(tmp_path, line, conf, said):
    (tmp_path / "settings.py").write_text(MODULE)
    (tmp_path / "postgresql.conf").write_text(conf + "\n")
    report = run([tmp_path / "settings.py", tmp_path / "postgresql.conf"], pg_settings=f"{COLUMNS}\n{line}")
    advice = [finding.advice for finding in report.result.findings if finding.code == "CL807"]
    assert len(advice) == (said is not None)
    assert said is None or said in advice[0]
    assert report.stack.servers[0].file.endswith("postgresql.conf")
