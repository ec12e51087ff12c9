"""A pair of files that disagree, and a server for them."""

import os
from importlib.util import find_spec

import pytest

from .client import Client

if find_spec("pygls") is None and not os.environ.get("CI"):
    collect_ignore_glob = ["test_*.py"]

SETTINGS = """\
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
    for name in os.environ:
        if name.startswith("CONNLINT_") or name in ("CI", "DJANGO_SETTINGS_MODULE"):
            monkeypatch.delenv(name)


@pytest.fixture
def pair(tmp_path):
    """A settings module and a pooler that disagree: CL102."""
    (tmp_path / ".git").mkdir()
    (tmp_path / "settings.py").write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "pgbouncer.ini").write_text(POOLER, encoding="utf-8")
    return tmp_path


@pytest.fixture
def start():
    """Start a server in a directory; it is gone after the test."""
    started = []

    def begin(where, *arguments):
        started.append(Client(where, *arguments))
        return started[-1]

    yield begin
    for client in started:
        client.stop()


@pytest.fixture
def client(pair, start):
    """A server that has been initialized in the folder of the pair."""
    found = start(pair)
    found.initialize()
    return found
