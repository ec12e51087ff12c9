"""What real projects showed: defaults of the environment and hosts that always answer are no grave findings."""

import pytest

from connlint.lint import lint
from connlint.models.options import Options

INI = """[databases]
app = host=db port=5432

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = 6432
pool_mode = session
"""


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def of(**files):
        for name, text in files.items():
            (tmp_path / name.replace("_DOT_", ".")).write_text(text)
        found = lint([name.replace("_DOT_", ".") for name in files if "helper" not in name], Options())
        return {finding.code: finding for finding in found.result.findings}

    return of


def settings(**keys):
    lines = "".join(f'        "{key}": {text},\n' for key, text in keys.items())
    engine = '        "ENGINE": "django.db.backends.postgresql",\n'
    return f'import os\n\nDATABASES = {{\n    "default": {{\n{engine}{lines}    }}\n}}\n'


def test_a_name_that_only_the_environment_lacks_is_a_note(run):
    text = settings(NAME='os.getenv("DB_NAME", "shop")', HOST='"127.0.0.1"', PORT="6432")
    finding = run(settings_DOT_py=text, pgbouncer_DOT_ini=INI)["CL113"]
    assert finding.severity == "note"
    assert finding.message.startswith("NAME falls back to shop, which has no line")


def test_a_name_that_stands_there_is_a_warning(run):
    text = settings(NAME='"shop"', HOST='"127.0.0.1"', PORT="6432")
    assert run(settings_DOT_py=text, pgbouncer_DOT_ini=INI)["CL113"].severity == "warning"


@pytest.mark.parametrize("name", ["None", '""', 'os.environ["DB_NAME"]'])
def test_a_name_that_nobody_knows_is_no_finding(run, name):
    text = settings(NAME=name, HOST='"127.0.0.1"', PORT="6432")
    assert "CL113" not in run(settings_DOT_py=text, pgbouncer_DOT_ini=INI)


def test_without_a_name_there_is_no_gap_in_the_sentence(run):
    text = settings(HOST='"127.0.0.1"', PORT="6432")
    assert "  " not in "".join(finding.message + finding.advice for finding in run(settings_DOT_py=text).values())


def test_a_port_that_only_the_environment_lacks_is_a_note(run):
    text = settings(NAME='"app"', HOST='"127.0.0.1"', PORT='os.getenv("DB_PORT", "6543")')
    finding = run(settings_DOT_py=text, pgbouncer_DOT_ini=INI)["CL113"]
    assert (finding.severity, "unless the environment says another port" in finding.message) == ("note", True)


@pytest.mark.parametrize("host,severity", [("localhost", "note"), ("127.0.0.1", "note"), ("db.internal", "warning")])
def test_this_machine_needs_no_connect_timeout(run, host, severity):
    text = settings(NAME='"app"', HOST=f'"{host}"', PORT="5432")
    assert run(settings_DOT_py=text)["CL204"].severity == severity


def test_a_pooler_on_this_machine_may_let_a_login_wait(run):
    text = settings(NAME='"app"', HOST='"127.0.0.1"', PORT="6432")
    assert run(settings_DOT_py=text, pgbouncer_DOT_ini=INI)["CL204"].severity == "warning"


def test_a_switch_at_the_top_is_told_when_a_helper_writes_its_own_default(run):
    text = (
        "import dj_database_url\n\n"
        'DATABASES = {"default": dj_database_url.parse("postgres://app@db.internal/app", conn_max_age=0)}\n'
        "DISABLE_SERVER_SIDE_CURSORS = True\n"
    )
    assert run(settings_DOT_py=text)["CL507"].locations[0].place.line == 4


def test_a_switch_at_the_top_that_the_helper_is_given_is_a_variable(run):
    text = (
        "import dj_database_url\n\n"
        "CONN_MAX_AGE = 300\n"
        'DATABASES = {"default": dj_database_url.parse("postgres://app@db.internal/app", conn_max_age=CONN_MAX_AGE)}\n'
    )
    assert "CL507" not in run(settings_DOT_py=text)
