"""``connlint doctor``: what it prints, in which formats, and what it never prints."""

import json
import subprocess
import sys

import pytest

from connlint.cli.group import commands
from connlint.lint import doctor
from connlint.sources.errors import UnreadableError
from tests.live.recorded import systems

from .conftest import POOLER, SETTINGS
from .test_bad_input import assert_one_line

ANSWERS = {
    "pg_stat_activity": "state | sessions | longest\nidle in transaction | 51 | 200.0",
    "SHOW CONFIG": "key | value | default | changeable\nclient_idle_timeout | 9 | 0 | yes",
    "SHOW DATABASES": "name | host | port | database\napp | 127.0.0.1 | 5432 | app",
}
SYSTEMS = (
    "--postgres",
    "postgresql://app:hunter2@db/app",
    "--pgbouncer",
    "host=db password=hunter2",
    "--interval",
    "1",
)
FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown", "html")


@pytest.fixture
def live(monkeypatch):
    """The systems of a recording in the place of real ones; gives what was asked for."""
    asked = []

    def connect(where):
        asked.append(where)
        return systems(ANSWERS)

    monkeypatch.setattr(doctor, "connect", connect)
    monkeypatch.setattr("time.sleep", lambda _: None)
    return asked


def findings(result):
    found = {}
    for finding in json.loads(result.out)["findings"]:
        found.setdefault(finding["code"], finding)
    return found


def test_no_system(run, project):
    assert_one_line(run("doctor"), "--postgres DSN, --pgbouncer DSN, or both")
    assert_one_line(run("doctor", "settings.py"), "doctor needs a running system")


@pytest.mark.parametrize("interval", ["0", "0.5", "601", "x"])
def test_an_interval_that_is_none(run, project, interval):
    assert_one_line(run("doctor", "--postgres", "x", "--interval", interval), "--interval")


def test_a_system_that_cannot_be_reached(run, project, monkeypatch):
    def connect(_):
        raise UnreadableError("connection refused", "--postgres")

    monkeypatch.setattr(doctor, "connect", connect)
    assert_one_line(run("doctor", *SYSTEMS), "--postgres: connection refused")


def test_a_path_that_is_not_there_closes_the_connections(run, project, live):
    assert_one_line(run("doctor", *SYSTEMS, "nothing.py"), "nothing.py")


def test_without_a_path_the_system_alone_is_checked(run, pair, live):
    result = run("doctor", *SYSTEMS)
    assert result.code == 1
    assert "error[CL801] idle-in-transaction-high: 51 sessions are idle in transaction, more than 50" in result.out
    assert "  --> pg_stat_activity of 10.0.0.5:5432\n" in result.out
    assert "51 idle in transaction, 0 active, 0 idle" in result.out
    assert "settings.py" not in result.out
    assert "in 2 running systems" in result.out.splitlines()[-1]


def test_with_files_every_rule_runs(run, pair, live):
    found = findings(run("doctor", *SYSTEMS, "--format", "json", "settings.py", "pgbouncer.ini"))
    assert {"CL102", "CL801", "CL805", "CL807"} <= set(found)
    assert found["CL102"]["locations"][1]["file"] == "pgbouncer.ini", "the file wins"
    assert [one["file"] for one in found["CL807"]["locations"]] == ["pgbouncer.ini", "SHOW CONFIG of 10.0.0.6:6432"]
    assert found["CL807"]["locations"][1]["live"] is True
    assert found["CL807"]["locations"][1]["line"] == 1


def test_the_environment_gives_the_systems(run, project, live, monkeypatch):
    monkeypatch.setenv("CONNLINT_POSTGRES", "host=a")
    monkeypatch.setenv("CONNLINT_PGBOUNCER", "host=b")
    assert run("doctor").code == 1
    assert tuple(live[0]) == ("host=a", "host=b")


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_shows_a_running_system_and_no_password(run, pair, live, name):
    result = run("doctor", *SYSTEMS, "-v", "--format", name, "settings.py", "pgbouncer.ini")
    assert result.code == 1
    assert "CL807" in result.out
    assert "10.0.0.6" in result.out or name == "gitlab"
    assert "hunter2" not in result.out + result.err


def test_the_sarif_is_valid(run, pair, live):
    import jsonschema

    from tests.reporters.test_sarif import load_schema

    document = json.loads(run("doctor", *SYSTEMS, "--format", "sarif").out)
    assert list(jsonschema.Draft7Validator(load_schema()).iter_errors(document)) == []


def test_github_and_junit_name_no_file_that_is_none(run, project, live):
    assert "::error title=CL801 idle-in-transaction-high::" in run("doctor", *SYSTEMS, "--format", "github").out
    case = next(line for line in run("doctor", *SYSTEMS, "--format", "junit").out.splitlines() if "CL801" in line)
    assert " file=" not in case
    assert 'classname="pg_stat_activity of 10.0.0.5:5432"' in case


def test_gitlab_wants_a_line(run, project, live):
    issues = json.loads(run("doctor", *SYSTEMS, "--format", "gitlab").out)
    assert {issue["location"]["lines"]["begin"] for issue in issues} == {1}


def test_the_options_of_check(run, project, live):
    assert run("doctor", *SYSTEMS, "--ignore", "CL8", "--ignore", "CL7").code == 0
    assert run("doctor", *SYSTEMS, "--exit-zero").code == 0
    assert "CL801" not in run("doctor", *SYSTEMS, "--select", "CL805").out


def test_a_baseline_holds_for_running_systems(run, pair, live, monkeypatch):
    assert run("doctor", *SYSTEMS, "settings.py", "--write-baseline", "base.json").code == 0
    assert run("doctor", *SYSTEMS, "settings.py", "--baseline", "base.json").code == 0
    (pair.path / "sub").mkdir()
    monkeypatch.chdir(pair.path / "sub")
    assert run("doctor", *SYSTEMS, "../settings.py", "--baseline", "../base.json").code == 0


def test_ranges_of_the_project(run, project, live):
    project.write(connlint_DOT_toml="[ranges]\nidle-in-transaction-high = [0, 60]\nCL805 = [300, 900]\n")
    assert not {"CL801", "CL805"} & set(findings(run("doctor", *SYSTEMS, "--format", "json")))


def test_the_help_names_the_command():
    assert "doctor" in commands.list_commands(None)


def test_check_loads_nothing_of_the_live_room(pair):
    (pair.path / "settings.py").write_text(SETTINGS)
    (pair.path / "pgbouncer.ini").write_text(POOLER)
    code = (
        "import sys\n"
        "from connlint.cli import main; main(['settings.py', 'pgbouncer.ini'])\n"
        "rare = ('connlint.live', 'connlint.models.live', 'connlint.lint.doctor', 'connlint.cli.doctor', 'psycopg',\n"
        "        'connlint.parsers.pgbouncer.running', 'connlint.rules.checks.waiting_pools')\n"
        "print([name for name in sys.modules if name.startswith(rare)], file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=pair.path, capture_output=True, text=True, timeout=60, check=True)
    assert result.stderr.strip() == "[]"
