import json
import re

import pytest
from click.testing import CliRunner

from connlint.cli.group import commands
from connlint.lint import lint
from connlint.parsers.postgresql import read_postgresql
from connlint.sources.text import read

SETTINGS = """\
import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "USER": "shop",
        "PASSWORD": "s3cr3t-value",
        "HOST": "127.0.0.1",
        "PORT": "6432",
        "CONN_MAX_AGE": 3600,
        "OPTIONS": {"options": "-c statement_timeout=30000", "sslcert": os.environ["CERT"]},
    }
}
"""
POOLER = """\
[databases]
shop = host=127.0.0.1 port=5432 password=other-s3cr3t application_name='a b'

[users]
shop = pool_mode=session

[pgbouncer]
listen_addr = 127.0.0.1
auth_type = scram-sha-256
auth_file = userlist.txt
default_pool_size = 60
max_client_conn = 100
"""


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "settings.py").write_text(SETTINGS)
    (tmp_path / "pgbouncer.ini").write_text(POOLER)
    (tmp_path / "postgresql.conf").write_text("max_connections = 50\n")
    (tmp_path / "Procfile").write_text("web: gunicorn shop.wsgi --workers 30 --threads 4\n")
    (tmp_path / "manage.py").write_text("")
    return tmp_path


def run(*arguments, code=0):
    found = CliRunner().invoke(commands, ["plan", "--isolated", *arguments], standalone_mode=False)
    if found.exception is not None and code == 0:
        raise found.exception
    return found.output


def usage_error(*arguments):
    found = CliRunner().invoke(commands, ["plan", "--isolated", *arguments])
    assert found.exit_code == 2
    return found.output


def test_rps_needs_query_ms(project):
    assert "--rps and --query-ms belong together" in usage_error("--rps", "5")


@pytest.mark.parametrize(
    "option,value", [("--rps", "0"), ("--db-fraction", "2"), ("--variation", "-1"), ("--format", "pdf")]
)
def test_values_out_of_range(project, option, value):
    assert option in usage_error(option, value)


def test_a_file_that_is_no_show_stats(project):
    (project / "stats.txt").write_text("nothing\n")
    assert "has no rows of SHOW STATS" in usage_error("--show-stats", "stats.txt")


def test_text(project):
    text = run("--rps", "100", "--query-ms", "20", "--target-wait-ms", "5", "--color", "never")
    assert "steady          120 of 100, 20 too many  (proposed: 120 of 150, 30 left)" in text
    assert "web: 30 processes x 4 threads = 120 clients" in text
    assert "50 - 3 = 47 usable slots" in text
    assert "default_pool_size = 37  now 60, pgbouncer.ini:11" in text
    assert "smallest pool with a p99 wait of at most 5 ms: " in text
    assert "\x1b" not in text
    assert "\x1b[31m" in run("--color", "always")


def test_verbose_shows_what_stays(project):
    assert "as it is" in run("-v")
    assert "as it is" not in run()


def test_json(project):
    data = json.loads(run("--format", "json", "--rps", "100", "--query-ms", "20"))
    assert data["schema"] == 1
    used = data["budget"][0]["used"]
    assert used["total"]["value"] == 120
    assert used["terms"][0]["origin"] == {"file": "Procfile", "line": 1, "column": 6, "end_line": 1, "end_column": 49}
    advice = {one["setting"]: one for one in data["advice"]}
    assert advice["default_pool_size"]["current"]["value"] == 60
    assert advice["CONN_MAX_AGE"]["changes"] is True
    assert data["queues"][0]["size"] == 60


def test_markdown_stays_in_its_cells(project):
    (project / "Procfile").write_text("web: gunicorn 'a|b<c' --workers 3\n")
    text = run("--format", "markdown")
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert rows
    assert all(line.endswith("|") for line in rows)
    assert "## Proposed values" in text


LOAD = ("--rps", "100", "--query-ms", "20", "--simulate", "restart", "--seconds", "5")


def test_html_is_one_page_that_escapes_what_it_quotes(project):
    (project / "pgbouncer.ini").rename(project / "<b>.ini")
    text = run("settings.py", "<b>.ini", "Procfile", "postgresql.conf", *LOAD, "--format", "html")
    assert text.startswith("<!DOCTYPE html>")
    assert text.endswith("</html>\n")
    assert not re.search(r"<(?:script|link|img)|src=|href=|https?:", text)
    assert "<b>" not in text
    assert '<article class="error">\n<h2>' in text
    assert "<p>120 of 100, 20 too many (proposed: 120 of 150, 30 left)</p>" in text
    assert "<tr><td><code>default_pool_size = 37</code></td><td>now 60, &lt;b&gt;.ini:11</td>" in text
    assert "<h2>Simulated restart</h2>" in text


@pytest.mark.parametrize("name", ["text", "json", "markdown", "html"])
def test_no_secret_is_shown(project, name):
    assert "s3cr3t" not in run("--format", name, "-v")


def test_what_is_written_has_no_findings(project, monkeypatch):
    out = run("--write", "out", "--env", "CERT=x")
    assert out
    names = sorted(path.name for path in (project / "out").iterdir())
    assert names == ["pgbouncer.ini", "settings_databases.py"]
    assert not any("s3cr3t" in path.read_text() for path in (project / "out").iterdir())
    settings = SETTINGS + (project / "out" / "settings_databases.py").read_text()
    (project / "out" / "settings.py").write_text(settings)
    found = lint(["out/settings.py", "out/pgbouncer.ini", "postgresql.conf"]).result.findings
    assert [(one.code, one.message) for one in found] == [("CL512", "a password stands in the settings module")]


def test_a_directory_that_cannot_be_written(project):
    (project / "out").write_text("a file")
    assert "cannot be written" in str(CliRunner().invoke(commands, ["plan", "--isolated", "--write", "out"]).exception)


def test_without_a_pooler_the_plan_is_for_direct_connections(project):
    (project / "pgbouncer.ini").unlink()
    text = run()
    assert "clients -> PostgreSQL" in text
    assert "120 of 47, 73 too many" in text
    assert "the plan is for direct connections" in text


def test_unknown_sides_say_why(project):
    (project / "Procfile").unlink()
    text = run()
    assert "? of 100" in text
    assert "no worker counts were found" in text


def test_times_of_postgresql_are_written_with_their_unit(project):
    (project / "postgresql.conf").write_text("statement_timeout = 60s\nidle_session_timeout = 500ms\n")
    (project / "pgbouncer.ini").unlink()
    (project / "settings.py").write_text(SETTINGS.replace('"options": "-c statement_timeout=30000", ', ""))
    (project / "Procfile").write_text("web: gunicorn shop.wsgi --workers 3 --threads 4\n")
    out = run("--write", "out")
    assert "statement_timeout = 30s  now 60s, postgresql.conf:1" in out
    assert "idle_session_timeout = 600s  now 500ms, postgresql.conf:2" in out
    settings = read_postgresql(read(project / "out" / "postgresql.conf")).settings
    assert {name: one.value for name, one in settings.items()} == {
        "statement_timeout": 30,
        "idle_session_timeout": 600,
    }


def test_options_of_the_processes_are_written(project):
    (project / "Procfile").write_text("web: gunicorn shop.wsgi --workers 3 --timeout 5\n")
    run("--write", "out")
    assert "\nweb: --timeout 30    # longer than " in (project / "out" / "workers.txt").read_text()


def test_switches_of_pgbouncer_are_written_as_it_reads_them(project):
    lines = "so_reuseport = 1\nserver_idle_timeout = 0.5\n"
    (project / "pgbouncer.ini").write_text(POOLER.replace("\n[users]\nshop = pool_mode=session\n", "") + lines)
    out = run("--write", "out")
    assert "server_idle_timeout = 600  now 0.5, pgbouncer.ini:11" in out
    written = (project / "out" / "pgbouncer.ini").read_text()
    assert "\nso_reuseport = 1\n" in written
    assert "[users]" not in written


def test_the_mode_of_the_socket_stays_octal(project):
    pooler = project / "pgbouncer.ini"
    pooler.write_text(f"{pooler.read_text()}unix_socket_mode = 0770\n")
    run("--write", "proposed")
    assert "unix_socket_mode = 0770\n" in (project / "proposed/pgbouncer.ini").read_text()


def test_a_module_without_databases_is_not_written(project):
    (project / "settings.py").write_text("INSTALLED_APPS = []\n")
    run("--write", "out")
    assert [path.name for path in (project / "out").iterdir()] == ["pgbouncer.ini"]


def test_a_value_that_is_not_known_now_says_why(project):
    settings = SETTINGS.replace("3600", 'int(os.environ["AGE"])')
    (project / "settings.py").write_text(settings)
    assert "CONN_MAX_AGE = 300  not known now: environment variable AGE is not supplied" in run()
    data = json.loads(run("--format", "json"))
    age = next(one for one in data["advice"] if one["setting"] == "CONN_MAX_AGE")
    assert age["current"] == {
        "status": "unknown",
        "reason": "environment variable AGE is not supplied",
        "missing": "AGE",
    }


def test_a_value_without_end_is_unlimited(project):
    (project / "settings.py").write_text(SETTINGS.replace("3600", 'float("inf")'))
    assert "CONN_MAX_AGE = 300  now unlimited, settings.py:11" in run()


def test_too_much_load_for_the_cores(project):
    (project / "connlint.toml").write_text("[topology]\ncores = 4\n")
    load = ("--rps", "100000", "--query-ms", "20", "--target-wait-ms", "5")
    text = CliRunner().invoke(commands, ["plan", *load], standalone_mode=False).output
    assert "100000 transactions a second of 20 ms on 60 connections: 3333% busy" in text
    assert "more arrives than is served: the queue grows until query_wait_timeout" in text
    assert "beyond 4 connections the cores of PostgreSQL have nothing left to give to queries on the CPU" in text


def test_pages_of_a_project_that_says_nothing(project):
    for name in ("Procfile", "pgbouncer.ini", "postgresql.conf"):
        (project / name).unlink()
    assert "| max_connections | unknown |  |" in run("--format", "markdown")
    assert '<article class="warning">' in run("--format", "html")


def test_a_block_without_a_change_has_no_title(project):
    fitting = "[databases]\nshop = host=127.0.0.1 connect_query=@SET statement_timeout = @@30s@@@\n".replace("@", "'")
    (project / "pgbouncer.ini").write_text(fitting + "[pgbouncer]\nlisten_addr = 127.0.0.1\n")
    title = "pgbouncer.ini [databases] shop"
    assert title in run("-v")
    assert title not in run()


DIRECT = """\
import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "HOST": os.environ.get("DB_HOST", "10.0.0.9"),
        "PORT": os.environ.get("DB_PORT", "5432"),
        "CONN_MAX_AGE": 300,
        "CONN_HEALTH_CHECKS": True,
    }
}
"""


def test_no_options_are_proposed_where_the_environment_may_lead_to_a_pooler(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "settings.py").write_text(DIRECT.replace('"shop"', '"other"'))
    (tmp_path / "pgbouncer.ini").write_text(POOLER)
    text = run("settings.py", "pgbouncer.ini")
    assert "goes through no pooler" in text
    assert "statement_timeout=" not in text
    assert "statement_timeout=" in run("settings.py")


def test_an_alias_of_a_provider_is_planned_for_its_pooler(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    host = "aws-0-eu-west-1.pooler.supabase.com"
    settings = f'{{"ENGINE": "django.db.backends.postgresql", "NAME": "postgres", "HOST": "{host}", "PORT": "6543"}}'
    (tmp_path / "settings.py").write_text(f'DATABASES = {{"default": {settings}}}\n')
    text = run("settings.py")
    assert "DISABLE_SERVER_SIDE_CURSORS = True" in text
    assert "CONN_MAX_AGE = 300" not in text
    assert "statement_timeout=" not in text
    assert "direct connections" not in text
