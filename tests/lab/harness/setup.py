"""What one side of a case is configured with, and the files that say so: the servers and connlint read the same ones."""

from __future__ import annotations

import pprint
from dataclasses import dataclass, field, replace

DATABASE = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": "shop",
    "USER": "app",
    "PASSWORD": "secret",
    "HOST": "127.0.0.1",
    "PORT": 0,
    "OPTIONS": {"connect_timeout": 5},
}
POOLER = {
    "listen_addr": "127.0.0.1",
    "listen_port": 0,
    "auth_type": "trust",
    "auth_file": "userlist.txt",
    "unix_socket_dir": "",
    "pool_mode": "transaction",
}
SETTINGS = """\
SECRET_KEY = "lab"
ALLOWED_HOSTS = ["*"]
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
INSTALLED_APPS = ["shop"]
ROOT_URLCONF = "shop.urls"
USE_TZ = True
"""


@dataclass(frozen=True)
class Setup:
    """Settings module, pooler and server of one side of a case; what is not given is as in a plain project.

    ``database`` goes into the alias ``default`` (a value None beside OPTIONS means "not set"), ``options`` into
    its OPTIONS, ``aliases`` are further aliases that differ from it; ``module`` is appended to the settings.
    ``pgbouncer`` goes into [pgbouncer], ``entry`` into the connection string of the one [databases] line, ``users``
    into [users]; ``ini`` replaces the whole file. ``server`` is set on the database in PostgreSQL, and
    written into the postgresql.conf that connlint reads. ``direct`` leaves the pooler out.
    ``declared`` are options of connlint that say what it cannot read.
    """

    database: dict[str, object] = field(default_factory=dict)
    options: dict[str, object] = field(default_factory=dict)
    aliases: dict[str, dict[str, object]] = field(default_factory=dict)
    module: str = ""
    pgbouncer: dict[str, object] = field(default_factory=dict)
    entry: str = ""
    users: dict[str, str] = field(default_factory=dict)
    ini: str = ""
    server: dict[str, object] = field(default_factory=dict)
    direct: bool = False
    declared: tuple[str, ...] = ()

    def but(self, **changes: object) -> Setup:
        """The same with changes: dicts are merged, everything else is replaced."""
        merged = {
            name: {**getattr(self, name), **value} if isinstance(value, dict) else value
            for name, value in changes.items()
        }
        return replace(self, **merged)

    def settings(self, name: str, port: int) -> str:
        """The text of the settings module."""
        options = {**DATABASE["OPTIONS"], **self.options}
        base = {**DATABASE, "NAME": name, "PORT": port, "OPTIONS": options, **self.database}
        databases = {"default": base, **{alias: {**base, **its} for alias, its in self.aliases.items()}}
        return f"{SETTINGS}\nDATABASES = {pprint.pformat(databases, sort_dicts=False)}\n{self.module}"

    def pooler(self, name: str, port: int, server_port: int) -> str:
        """The text of pgbouncer.ini."""
        if self.ini:
            return self.ini.format(name=name, port=port, server_port=server_port)
        settings = {**POOLER, "listen_port": port, **self.pgbouncer}
        lines = [f"{key} = {value}" for key, value in settings.items()]
        users = [f"{user} = {string}" for user, string in self.users.items()]
        entry = f"{name} = host=127.0.0.1 port={server_port} {self.entry}".rstrip()
        sections = ["[databases]", entry, "", "[pgbouncer]", *lines, *(["", "[users]", *users] if users else [])]
        return "\n".join(sections) + "\n"

    def postgresql(self, port: int) -> str:
        """The text of postgresql.conf, as far as the case sets it."""
        return "".join(f"{key} = {value}\n" for key, value in {"port": port, **self.server}.items())
