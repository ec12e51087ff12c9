"""Whole stacks in few words: an aligned one, and what is changed in it."""

from __future__ import annotations

from pathlib import Path

from connlint.lint import lint
from connlint.models.options import Options

ALIAS = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": "app",
    "USER": "app",
    "HOST": "127.0.0.1",
    "PORT": 6432,
    "CONN_MAX_AGE": 300,
    "CONN_HEALTH_CHECKS": True,
    "DISABLE_SERVER_SIDE_CURSORS": True,
    "OPTIONS": {"connect_timeout": 5},
}
POOLER = {
    "listen_addr": "127.0.0.1",
    "listen_port": 6432,
    "auth_type": "scram-sha-256",
    "auth_file": "/etc/pgbouncer/userlist.txt",
    "pool_mode": "transaction",
    "max_client_conn": 500,
    "default_pool_size": 20,
    "query_wait_timeout": 20,
    "server_login_retry": 5,
}
SERVER = {"max_connections": 100}
PROCESSES = "web: gunicorn shop.wsgi --workers 4\n"
REQUIREMENTS = "django==5.2.4\npsycopg[binary]==3.2.9\n"
GONE = object()


class Files:
    """The files of one stack. ``GONE`` as a value takes a key, or a whole file, away."""

    def __init__(self, **changes):
        self.alias = merged(ALIAS, changes.get("alias", {}))
        self.extra = changes.get("extra", "")
        self.aliases = changes.get("aliases", {})
        self.pooler = GONE if changes.get("pooler") is GONE else merged(POOLER, changes.get("pooler", {}))
        self.databases = changes.get("databases", ["app = host=10.0.0.5"])
        self.users = changes.get("users", [])
        self.server = GONE if changes.get("server") is GONE else merged(SERVER, changes.get("server", {}))
        self.processes = changes.get("processes", PROCESSES)
        self.requirements = changes.get("requirements", REQUIREMENTS)
        self.tail = changes.get("tail", "")
        self.options = changes.get("options", {})

    def texts(self):
        databases = {"default": self.alias, **{name: merged(self.alias, keys) for name, keys in self.aliases.items()}}
        texts = {"settings.py": f"DATABASES = {databases!r}\n{self.extra}"}
        if self.pooler is not GONE:
            texts["pgbouncer.ini"] = self._ini()
        if self.server is not GONE:
            texts["postgresql.conf"] = "".join(f"{key} = {value}\n" for key, value in self.server.items())
        if self.processes:
            texts["Procfile"] = self.processes
        if self.requirements:
            texts["requirements.txt"] = self.requirements
        return texts

    def _ini(self):
        lines = ["[databases]", *self.databases]
        lines += ["[users]", *self.users] if self.users else []
        lines += ["[pgbouncer]", *(f"{key} = {value}" for key, value in self.pooler.items())]
        return "\n".join(lines) + "\n" + self.tail

    def findings(self, folder):
        for name, text in self.texts().items():
            Path(folder, name).write_text(text)
        return lint([str(folder)], Options(**self.options)).result.findings


def merged(base, changes):
    both = {**base, **changes}
    return {key: value for key, value in both.items() if value is not GONE}


def grave(findings):
    """The codes at warning or above, in order."""
    return sorted({finding.code for finding in findings if finding.severity != "note"})
