"""What can stay, stays: only what a rule asks for is proposed, and what is written has no finding."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings

from connlint.cli.group import commands
from connlint.lint import lint, read_stack
from connlint.lint.judging import judge
from connlint.models.options import Options
from connlint.planner.planning import make_plan
from tests.planner.test_advice import (
    NOT_OURS,
    alias_options,
    alias_settings,
    entry_settings,
    groups,
    pooler_settings,
    servers,
)
from tests.rules.stacks import Files
from tests.rules.test_aligned import ALIGNED

EXAMPLES = Path(__file__).parents[2] / "examples"


def plan(folder, options=None):
    options = options or Options()
    return make_plan(read_stack([str(folder)], options)[0], judge=judge(options))


def codes(folder, options=None):
    return {one.code for one in lint([str(folder)], options).result.findings} - NOT_OURS


def notes(folder):
    """What other findings tell as their notes, and what remains where those are gone."""
    return {note.code for one in lint([str(folder)]).result.findings for note in one.related}


def test_the_aligned_example_stays_as_it_is():
    assert [one.setting for one in plan(EXAMPLES / "aligned").advice if one.changes] == []


@pytest.mark.parametrize("changes", ALIGNED.values(), ids=ALIGNED)
def test_an_aligned_stack_is_changed_only_where_a_rule_speaks(changes, tmp_path):
    files = Files(**changes)
    spoken = {one.code for one in files.findings(tmp_path)}
    proposed = [one for one in plan(tmp_path, Options(**files.options)).advice if one.changes]
    assert all(one.rules for one in proposed)
    assert {code for one in proposed for code in one.rules} <= spoken


TIMEOUT = {"databases": ["app = host=10.0.0.5 connect_query='SET statement_timeout TO 20000'"]}


def test_an_aligned_stack_with_a_statement_timeout_stays_as_it_is(tmp_path):
    assert Files(**TIMEOUT).findings(tmp_path) == ()
    assert [one.setting for one in plan(tmp_path).advice if one.changes] == []


def in_file(value):
    return f"'{value}'" if isinstance(value, str) and " " in value else value


def written(pool, entry, values, options, web, postgresql):  # noqa: PLR0917 - one for each layer
    line = " ".join(f"{key}={in_file(str(value).replace(chr(39), chr(39) * 2))}" for key, value in entry.items())
    kind = " -k uvicorn.workers.UvicornWorker" if web.worker_class.value == "uvicorn" else ""
    timeout = f" --timeout {web.timeout.value}"
    return Files(
        alias={**values, "OPTIONS": options},
        pooler=pool,
        databases=[f"app = {line}"],
        processes=f"web: gunicorn shop.wsgi --workers {web.processes.value}{kind}{timeout}\n",
        server=postgresql,
    )


def propose(folder, *arguments):
    found = CliRunner().invoke(
        commands, ["plan", "--isolated", str(folder), "--write", f"{folder}-out", *arguments], standalone_mode=False
    )
    if found.exception is not None:
        raise found.exception
    return found.output


def join(folder):
    """Put what was written into the project, as the files say it is to be done."""
    for path in sorted(Path(f"{folder}-out").iterdir()) if Path(f"{folder}-out").is_dir() else ():
        text = path.read_text()
        target = Path(folder, "settings.py" if path.name == "settings_databases.py" else path.name)
        if path.suffix in (".py", ".conf"):
            target.write_text(target.read_text() + text)
        elif path.name == "workers.txt":
            option = re.search(r"^web: (--timeout \S+)", text, re.MULTILINE)[1]
            procfile = Path(folder, "Procfile")
            procfile.write_text(re.sub(r"--timeout \S+", option, procfile.read_text()))
        else:
            target.write_text(text)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(pooler_settings, entry_settings, alias_settings, alias_options, groups, servers)
def test_what_is_written_adds_no_finding(tmp_path_factory, pool, entry, values, options, web, postgresql):  # noqa: PLR0917
    folder = tmp_path_factory.mktemp("project")
    for name, text in written(pool, entry, values, options, web, postgresql).texts().items():
        (folder / name).write_text(text)
    before = codes(folder) | notes(folder)
    propose(folder)
    join(folder)
    after = codes(folder)
    assert after <= before
    assert after <= {"CL206"}, "only the note about statement_timeout, for which no pool mode is changed"


def project(folder, settings, pooler="", **files):
    texts = {"settings.py": settings, "pgbouncer.ini": pooler, "requirements.txt": "django==5.2.4\npsycopg==3.2.9\n"}
    for name, text in {**texts, **files}.items():
        if text:
            (folder / name).write_text(text)
    return folder


def out(folder):
    return {path.name: path.read_text() for path in Path(f"{folder}-out").iterdir()}


FALLBACKS = """\
import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("DB_NAME", "fallback_name"),
        "USER": os.environ.get("DB_USER", "fallback_user"),
        "PASSWORD": os.environ.get("DB_PASSWORD", "fallback_password"),
        "HOST": os.environ.get("DB_HOST", "fallback.example"),
        "PORT": os.environ.get("DB_PORT", "5433"),
        "CONN_MAX_AGE": 900,
        "CONN_HEALTH_CHECK": True,
        "OPTIONS": {"connect_timeout": 5, "options": os.environ.get("DB_OPTIONS", "-c search_path=fallback")},
    }
}
"""


def test_no_value_of_an_environment_is_written(tmp_path):
    propose(project(tmp_path, FALLBACKS))
    text = out(tmp_path)["settings_databases.py"]
    assert "fallback" not in text
    assert "5433" not in text
    assert '# "default"; unchanged: ENGINE, NAME, USER, PASSWORD, HOST, PORT\n' in text
    assert '"CONN_MAX_AGE": 300,' in text


def test_a_misspelt_setting_goes(tmp_path):
    propose(project(tmp_path, FALLBACKS))
    text = out(tmp_path)["settings_databases.py"]
    assert "# Django never reads it; its name is CONN_HEALTH_CHECKS\n" in text
    before = codes(tmp_path)
    join(tmp_path)
    assert "CL507" in before
    assert "CL507" not in codes(tmp_path)


def test_a_url_in_name_is_left_out(tmp_path):
    url = "postgresql://app:s3cr3t@db.example/app"
    text = f'DATABASES = {{"default": {{"ENGINE": "django.db.backends.postgresql", "NAME": "{url}"}}}}\n'
    propose(project(tmp_path, text))
    found = out(tmp_path)["settings_databases.py"]
    assert "s3cr3t" not in found
    assert "****" not in found


BEHIND = """\
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql", "NAME": "app", "USER": "app", "HOST": "127.0.0.1", "PORT": 6432,
        "CONN_MAX_AGE": 300, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"connect_timeout": 5, "options": "-c statement_timeout=20s -c search_path=a"},
    }
}
"""
INI = """\
[databases]
app = host=10.0.0.5 password=s3cr3t
two = host=${OTHER_HOST} pool_size=3
broken = postgres://app:s3cr3t@h/app

[pgbouncer]
listen_addr = 127.0.0.1
auth_type = scram-sha-256
auth_file = userlist.txt
pool_mode = transaction
query_wait_timeout = 15
max_prepared_statements = 200 ; for psycopg
max_db_connections = ${MOST}
server_check_querry = SELECT 1
ignore_startup_parameters = options
"""


def test_a_statement_timeout_moves_with_its_figure(tmp_path):
    said = propose(project(tmp_path, BEHIND, INI))
    assert "connect_query = SET statement_timeout = '20s'" in said
    assert "the figure of OPTIONS, which PgBouncer refuses or drops" in said
    assert "set search_path on the role (ALTER ROLE ... SET)" in said


def test_what_the_plan_does_not_change_stays_in_the_file(tmp_path):
    propose(project(tmp_path, BEHIND, INI))
    text = out(tmp_path)["pgbouncer.ini"]
    assert "\nmax_prepared_statements = 200\n" in text
    assert "\nmax_db_connections = ${MOST}\n" in text
    assert "\ntwo = host=${OTHER_HOST} pool_size=3\n" in text
    assert "; its password stays\napp = " in text
    assert "; left out, since PgBouncer refuses it: " in text
    assert "\nbroken" not in text
    assert "s3cr3t" not in text


@pytest.mark.parametrize("figure, wanted", [("5s", "15s"), ("2min", "30s")])
def test_a_statement_timeout_that_must_change_says_why(tmp_path, figure, wanted):
    said = propose(project(tmp_path, BEHIND.replace("20s", figure), INI))
    assert f"connect_query = SET statement_timeout = '{wanted}'" in said
    assert " s is outside the recommended 15 to 30 s" in said


def test_a_worker_that_ends_first_is_the_reason(tmp_path):
    ini = INI.replace("app = host=10.0.0.5", "app = host=10.0.0.5 connect_query='SET statement_timeout = 30000'")
    said = propose(project(tmp_path, BEHIND, ini, Procfile="web: gunicorn shop.wsgi --workers 2 --timeout 30\n"))
    assert "30 s leaves no time to wait for a connection before the worker timeout of 30 s (CL106" in said


def test_nothing_is_proposed_from_a_sum_that_is_not_known(tmp_path):
    one = '"ENGINE": "django.db.backends.postgresql", "NAME": "app", "CONN_MAX_AGE": 0, "PORT": 5432'
    options = '"OPTIONS": {"connect_timeout": 5, "pool": {"min_size": 4, "max_size": 20}}'
    text = f'DATABASES = {{"a": {{{one}, "HOST": "a.db", {options}}}, "b": {{{one}, "HOST": "b.db", {options}}}}}\n'
    server = "max_connections = 60\nidle_session_timeout = 30s\n"
    said = propose(project(tmp_path, text, **{"postgresql.conf": server}))
    assert "? of 57" in said
    assert "max_connections = " not in said
    assert "idle_session_timeout = " not in said


def test_nothing_to_propose_writes_nothing(tmp_path):
    Files(**TIMEOUT).findings(tmp_path)
    assert "nothing to write: no value has to change" in propose(tmp_path)
    assert not Path(f"{tmp_path}-out").exists()
