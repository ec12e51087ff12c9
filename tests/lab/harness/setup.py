"""What one side of a case is configured with, and the files that say so, for the servers and for connlint."""

from __future__ import annotations

import pprint
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

DATABASE = {
    "ENGINE": "django.db.backends.postgresql",
    "NAME": "{name}",
    "USER": "app",
    "PASSWORD": "secret",
    "HOST": "127.0.0.1",
    "PORT": "{port}",
    "OPTIONS": {"connect_timeout": 5},
}
UNSET = object()
"""As a value of ``options``: leave the key out."""
POOLER = {
    "listen_addr": "127.0.0.1",
    "listen_port": "{port}",
    "auth_type": "trust",
    "auth_file": "userlist.txt",
    "unix_socket_dir": "",
    "stats_users": "app",
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

    ``database`` goes into the alias ``default``, ``options`` into its OPTIONS, ``aliases`` are further aliases that
    differ from it; ``module`` is appended to the settings. ``pgbouncer`` goes into [pgbouncer], ``entry`` into the
    connection string of the one [databases] line, ``users`` into [users]; ``ini`` replaces the whole file.
    ``files`` are further files of the project. In every text {name}, {port} and {server_port} stand for the database,
    the pooler's port and PostgreSQL's. ``server`` is set on the database in PostgreSQL, and written into the
    postgresql.conf that connlint reads. ``direct`` leaves the pooler out. ``declared`` are options that tell connlint
    what it cannot read.
    """

    database: dict[str, object] = field(default_factory=dict)
    options: dict[str, object] = field(default_factory=dict)
    aliases: dict[str, dict[str, object]] = field(default_factory=dict)
    module: str = ""
    pgbouncer: dict[str, object] = field(default_factory=dict)
    entry: str = ""
    users: dict[str, str] = field(default_factory=dict)
    ini: str = ""
    files: dict[str, str] = field(default_factory=dict)
    server: dict[str, object] = field(default_factory=dict)
    direct: bool = False
    declared: dict[str, object] = field(default_factory=dict)

    def but(self, **changes: object) -> Setup:
        """The same with changes: dicts are merged, everything else is replaced."""
        merged = {
            name: {**getattr(self, name), **value} if isinstance(value, dict) else value
            for name, value in changes.items()
        }
        return replace(self, **merged)

    def texts(self, **places: object) -> dict[str, str]:
        """Every file of the project by name. ``places`` are name, port, server_port."""
        texts = {"settings.py": self.settings(), **self.files}
        if not self.direct:
            texts["pgbouncer.ini"] = self.ini or self.pooler()
            texts["userlist.txt"] = '"app" "secret"\n"other" "secret"\n'
        if self.server:
            texts["postgresql.conf"] = "".join(f"{key} = {value}\n" for key, value in self.server.items())
        return {name: fill(text, places) for name, text in texts.items()}

    def settings(self) -> str:
        """The settings module."""
        given = {**DATABASE["OPTIONS"], **self.options}
        options = {key: value for key, value in given.items() if value is not UNSET}
        base = {**DATABASE, "OPTIONS": options, **self.database}
        databases = {"default": base, **{alias: {**base, **its} for alias, its in self.aliases.items()}}
        shown = pprint.pformat(databases, sort_dicts=False).replace("'{port}'", "{port}")
        return f"{SETTINGS}\nDATABASES = {shown}\n{self.module}"

    def pooler(self) -> str:
        """The pgbouncer.ini."""
        settings = [f"{key} = {value}" for key, value in {**POOLER, **self.pgbouncer}.items()]
        users = [f"{user} = {string}" for user, string in self.users.items()]
        entry = f"{{name}} = host=127.0.0.1 port={{server_port}} {self.entry}".rstrip()
        sections = ["[databases]", entry, "", "[pgbouncer]", *settings, *(["", "[users]", *users] if users else [])]
        return "\n".join(sections) + "\n"


def fill(text: str, places: Mapping[str, object]) -> str:
    """Put the places in; other braces stay."""
    for key, value in places.items():
        text = text.replace(f"{{{key}}}", str(value))
    return text
