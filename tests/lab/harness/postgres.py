"""A real PostgreSQL in a temporary folder."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from itertools import count
from pathlib import Path

import pytest

from tests.lab.harness.machine import Machine, free_port, give_away, unprivileged, wait_until

SETTINGS = {
    "listen_addresses": "'127.0.0.1'",
    "unix_socket_directories": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "shared_buffers": "16MB",
    "autovacuum": "off",
    "password_encryption": "'scram-sha-256'",
}
ROWS = 6000


def binaries() -> Path:
    """The folder of the newest PostgreSQL here; without one the lab is skipped, or fails in CI."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no PostgreSQL here: install postgresql")
    return found[-1].parent


class PostgreSQL:
    """One cluster; roles ``app`` and ``other`` (password ``secret``), a template with the table of the shop."""

    def __init__(self, machine: Machine, name: str, **settings: object) -> None:
        self.machine = machine
        self.bin = binaries()
        self.port = free_port()
        self.name = name
        self.fixed = settings
        self.numbers = count(1)
        data = machine.folder / name
        data.mkdir()
        give_away(data)
        self._run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        written = {**SETTINGS, "port": self.port, **settings}
        lines = "".join(f"{key} = {value}\n" for key, value in written.items())
        with (data / "postgresql.conf").open("a", encoding="utf-8") as conf:
            conf.write(lines)
        log = machine.folder / f"{name}.log"
        self.process = machine.start([self.bin / "postgres", "-D", data], log, as_nobody=True)
        wait_until(self.ready, log)
        self.sql("CREATE ROLE app LOGIN PASSWORD 'secret'; CREATE ROLE other LOGIN PASSWORD 'secret'")
        self.sql("CREATE DATABASE template_shop OWNER app")
        self.sql(
            f"""CREATE TABLE shop_item (id integer PRIMARY KEY, tag text NOT NULL);
            INSERT INTO shop_item SELECT i, 'item ' || i FROM generate_series(1, {ROWS}) i;
            ALTER TABLE shop_item OWNER TO app""",
            "template_shop",
        )

    @property
    def version(self) -> str:
        """Such as "15.18"."""
        told = self._run("postgres", "--version")
        found = re.search(r"\d+(\.\d+)?", told)
        assert found, told
        return found[0]

    def ready(self) -> bool:
        """Whether it answers."""
        command = [self.bin / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        return subprocess.run(command, check=False).returncode == 0

    def database(self) -> str:
        """A database of its own for one run, with the table of the shop."""
        name = f"{self.name}_{next(self.numbers)}"
        self.sql(f"CREATE DATABASE {name} TEMPLATE template_shop OWNER app")
        return name

    def sql(self, text: str, database: str = "postgres") -> str:
        """Run SQL as the superuser; what it returns, unaligned."""
        where = ["-h", "127.0.0.1", "-p", self.port, "-U", "postgres", "-d", database]
        return self._run("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *where, "-c", text).strip()

    def stop(self) -> None:
        """Shut down without waiting for clients."""
        self.machine.stop(self.process, signal.SIGQUIT)

    def _run(self, program: str, *arguments: object) -> str:
        command = [str(self.bin / program), *map(str, arguments)]
        done = subprocess.run(
            command, cwd="/", capture_output=True, text=True, check=False, **unprivileged(), timeout=60
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout
