"""Roles are told from the name and the content, and never guessed."""

from pathlib import PurePath

import pytest

from connlint.sources.roles import role_of

SETTINGS = "DATABASES = {}\n"


@pytest.mark.parametrize(
    "name, text, role",
    [
        ("views.py", "def f(): pass", "python"),
        ("shop/settings/helpers.py", "X = 1", "python"),
        ("settings.py", SETTINGS, "settings"),
        ("settings.py", "X = 1", "settings"),
        ("conf/production.py", SETTINGS, "settings"),
        ("shop/settings/local.py", "from .base import *", "settings"),
        ("shop/urls.py", "from .views import *", "python"),
        ("conf.py", "class Production(Base):\n    DATABASES = {}", "settings"),
        ("p.ini", "[pgbouncer]\n", "pgbouncer"),
        ("p.ini", "; x\n [databases]\na=", "pgbouncer"),
        ("pgbouncer.ini", "x", "pgbouncer"),
        ("pgbouncer.ini.j2", "[pgbouncer]\n", "pgbouncer"),
        ("pytest.ini", "[pytest]\n", "unknown"),
        ("setup.cfg", "[metadata]\n", "versions"),
        ("postgresql.conf", "", "postgresql"),
        ("postgresql-prod.conf", "", "postgresql"),
        ("custom.conf", "max_connections = 100\n", "postgresql"),
        ("nginx.conf", "server {}\n", "unknown"),
        ("docker-compose.yml", "services:\n  web:\n", "topology"),
        ("deploy.yaml", "apiVersion: apps/v1\n", "topology"),
        ("mkdocs.yml", "site_name: x\n", "unknown"),
        ("Dockerfile", "FROM x", "topology"),
        ("web.Dockerfile", "FROM x", "topology"),
        ("Procfile", "web: x", "topology"),
        ("gunicorn.conf.py", "workers = 4", "topology"),
        ("requirements.txt", "django", "versions"),
        ("requirements/base.txt", "django", "unknown"),
        ("poetry.lock", "", "versions"),
        (".env", "A=1", "environment"),
        (".env.production", "A=1", "environment"),
        ("prod.env", "A=1", "environment"),
        ("userlist.txt", "", "userlist"),
        ("users", '"app" "SCRAM-SHA-256$4096:x"\n', "userlist"),
        ("notes.txt", "hello", "unknown"),
        ("Makefile", "all:", "unknown"),
    ],
)
def test_role(name, text, role):
    assert role_of(PurePath(name), text) == role
