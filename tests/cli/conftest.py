"""A project in a directory of its own, and a way to run connlint in it."""

import json
import textwrap
from types import SimpleNamespace

import pytest

from connlint.cli import main
from tests.trees import called, lay

SETTINGS = """\
import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "app",
        "USER": "app",
        "PASSWORD": "hunter2",
        "HOST": "127.0.0.1",
        "PORT": 6432,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": False,
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "OPTIONS": {"connect_timeout": 5},
    }
}
"""
POOLER = """\
[databases]
app = host=127.0.0.1 dbname=app

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = 6432
auth_type = scram-sha-256
auth_file = userlist.txt
pool_mode = transaction
client_idle_timeout = 300
"""


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch):
    import os

    for name in os.environ:
        ours = name.startswith("CONNLINT_") and name != "CONNLINT_SARIF_MULTITOOL"
        if ours or name in ("NO_COLOR", "FORCE_COLOR", "CI", "DJANGO_SETTINGS_MODULE"):
            monkeypatch.delenv(name)


@pytest.fixture
def project(tmp_path, monkeypatch):
    """An empty directory, which is the working one; ``write`` puts files into it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()

    def write(**files):
        lay(tmp_path, called(**{name: textwrap.dedent(text) for name, text in files.items()}))

    return SimpleNamespace(path=tmp_path, write=write)


@pytest.fixture
def pair(project):
    """A settings module and a pooler that disagree: CL102."""
    (project.path / "settings.py").write_text(SETTINGS)
    (project.path / "pgbouncer.ini").write_text(POOLER)
    return project


@pytest.fixture
def run(capsys):
    """Run connlint; gives its exit code and what it wrote."""

    def call(*arguments):
        code = main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return SimpleNamespace(code=code, out=captured.out, err=captured.err)

    return call


@pytest.fixture
def codes(run):
    """Run connlint with JSON; gives the codes of the findings."""

    def call(*arguments):
        result = run("--format", "json", *arguments)
        assert result.err == ""
        return [finding["code"] for finding in json.loads(result.out)["findings"]]

    return call
