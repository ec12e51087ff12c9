"""A password under a misspelt key is shown by no command in no format."""

import pytest
from click.testing import CliRunner

from connlint.cli.group import commands

SETTINGS = """\
SECRET_KEY = "x"
INSTALLED_APPS = []
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "pgbouncer",
        "PORT": 6432,
        "NAME": "app",
        "PASWORD": "hunter2",
        "optoins": "password=hunter2 sslmode=require",
        "OPTIONS": {
            "pasword": "hunter2",
            "sslpasword":
                "hunter2",
            "tokn": "hunter2",
            "nested": {"psswd": "hunter2", "list": ["host=x password=hunter2"]},
        },
    },
    "other": {"default": {"ENGINE": "django.db.backends.postgresql", "PASSWORD": "hunter2"}},
}
"""
POOLER = """\
[databases]
app = host=127.0.0.1 port=5432 passwrod=hunter2
b = host=127.0.0.1 psswrd hunter2
c = host=127.0.0.1 user= pasword=hunter2
[pgbouncer]
listen_port = 6432
pasword = hunter2
psswrd: hunter2
"""
FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown", "html")


@pytest.fixture
def project(tmp_path, monkeypatch):
    (tmp_path / "settings.py").write_text(SETTINGS)
    (tmp_path / "pgbouncer.ini").write_text(POOLER)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        *(("check", ".", "--format", name) for name in FORMATS),
        *((command, ".", "--format", name) for command in ("show", "plan") for name in ("text", "json")),
        ("check", ".", "--diff"),
        ("check", ".", "--diff", "--unsafe-fixes"),
    ],
    ids=" ".join,
)
def test_no_format_shows_it(project, arguments):
    result = CliRunner().invoke(commands, list(arguments))
    assert result.output
    assert "hunter2" not in result.output


def test_plan_writes_none(project):
    result = CliRunner().invoke(commands, ["plan", ".", "--write", "proposed"])
    assert result.exit_code in (0, 1), result.output
    written = "".join(path.read_text() for path in (project / "proposed").iterdir())
    assert "CONN_MAX_AGE" in written or "HOST" in written
    assert "hunter2" not in written


def test_what_is_no_secret_is_still_shown(project):
    result = CliRunner().invoke(commands, ["show", ".", "--format", "json"])
    assert "require" not in result.output
    assert "6432" in result.output
    assert "pgbouncer" in result.output
