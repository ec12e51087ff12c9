"""One side of a case, run: its files, its pooler, its Django."""

from __future__ import annotations

import csv
import os
import subprocess
from pathlib import Path

from connlint.lint import lint
from connlint.models.options import Options
from tests.lab.harness import outcome
from tests.lab.harness.machine import Machine, free_port, give_away, listens, wait_until
from tests.lab.harness.packages import DRIVERS, bare_python, folder_of, has, version_in
from tests.lab.harness.postgres import PostgreSQL
from tests.lab.harness.setup import Setup

INSIDE = Path(__file__).parents[1] / "inside"
PINNED = ("django", "celery", "psycopg", "psycopg-pool", "psycopg2-binary", "gunicorn", "uvicorn")


class RefusedError(Exception):
    """The pooler did not start; the text is its log."""


class Run:
    """The files of one side in a folder, and the programs that read them. A context manager: servers end with it."""

    def __init__(self, machine: Machine, server: PostgreSQL, launcher: Path, setup: Setup, *packages: str) -> None:
        self.machine, self.server, self.launcher, self.setup = machine, server, launcher, setup
        self.packages = packages
        self.port = server.port if setup.direct else free_port()
        self.database = server.database()
        self.folder = machine.folder / self.database
        self.processes: list[subprocess.Popen] = []
        self.write()

    def __enter__(self):
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self.processes):
            self.machine.stop(process)

    def write(self) -> None:
        """Write the files of the project."""
        self.folder.mkdir()
        give_away(self.folder)
        texts = self.setup.texts(name=self.database, port=self.port, server_port=self.server.port)
        texts["requirements.txt"] = self.requirements()
        for name, text in texts.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        for key, value in self.setup.server.items():
            if key in self.server.fixed:
                continue
            self.server.sql(f"ALTER DATABASE {self.database} SET {key} = {value}")

    def requirements(self) -> str:
        """What is installed, as a requirements file."""
        found = [(name, folder) for folder in self.folders() for name in PINNED if has(folder, name)]
        return "".join(f"{name}=={version_in(folder, name)}\n" for name, folder in found)

    def folders(self) -> list[Path]:
        """The folders of the packages, in the order of sys.path."""
        return [folder_of(*DRIVERS.get(package, (package,))) for package in self.packages]

    def start_pooler(self) -> None:
        """Start PgBouncer; raises RefusedError with its log when it does not want to."""
        log = self.folder / "pgbouncer.log"
        root = ["-u", "nobody"] if os.geteuid() == 0 else []
        process = self.pooler = self.machine.start([self.launcher, *root, "pgbouncer.ini"], log, cwd=self.folder)
        self.processes.append(process)
        wait_until(lambda: "process up:" in log.read_text() or process.poll() is not None, log)
        if process.poll() is not None:
            raise RefusedError(outcome.flat(log.read_text()))

    def show(self, what: str) -> list[dict[str, str]]:
        """What the pooler's console shows, one dict a row."""
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "app", "-d", "pgbouncer"]
        command = [str(self.server.bin / "psql"), "-X", "-q", "--csv", *where, "-c", f"SHOW {what}"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return list(csv.DictReader(done.stdout.splitlines()))

    def psql(self, sql: str) -> str:
        """What another client of the pooler gets, as plain text."""
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "app", "-d", self.database]
        command = [str(self.server.bin / "psql"), "-X", "-q", "-A", "-t", *where, "-c", sql]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()

    def config(self, key: str) -> str:
        """A setting as the running pooler has it."""
        return next(row["value"] for row in self.show("CONFIG") if row["key"] == key)

    def backends(self, state: str = "") -> int:
        """How many connections PostgreSQL has for this run, all or those in one state."""
        wanted = f"AND state = '{state}'" if state else ""
        sql = f"SELECT count(*) FROM pg_stat_activity WHERE datname = '{self.database}' {wanted}"
        return int(self.server.sql(sql))

    def environment(self) -> dict[str, str]:
        """The environment of a Django process."""
        paths = [self.folder, INSIDE, *self.folders()]
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        return {
            **kept,
            "PYTHONPATH": os.pathsep.join(map(str, paths)),
            "DJANGO_SETTINGS_MODULE": "settings",
        }

    def python(self, *arguments: object, seconds: float = 60) -> subprocess.CompletedProcess[str] | None:
        """Run Python with the project and its packages, and nothing else, on the path; None when it took too long."""
        command = [bare_python(), "-S", *map(str, arguments)]
        how = {"cwd": self.folder, "env": self.environment(), "capture_output": True, "text": True}
        try:
            return subprocess.run(command, timeout=seconds, check=False, **how)
        except subprocess.TimeoutExpired:
            return None

    def start(self, script: str) -> subprocess.Popen:
        """Start a Django process that runs a script beside others."""
        return self.background(INSIDE / "drive.py", script)

    def background(self, *arguments: object) -> subprocess.Popen:
        """Start Python as ``python`` does, and go on; its output is the log "background"."""
        command = [bare_python(), "-S", *arguments]
        log = self.folder / "background.log"
        process = self.machine.start(command, log, cwd=self.folder, env=self.environment())
        self.processes.append(process)
        return process

    def log(self, name: str) -> str:
        """What a server has written so far."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def drive(self, script: str) -> outcome.Outcome:
        """Run a script in a Django process."""
        done = self.python(INSIDE / "drive.py", script)
        assert done, "a script that does not end"
        return outcome.read(done.stdout, done.stderr)

    def serve(self, *arguments: object) -> int:
        """Start a web server; ``{port}`` in its arguments is its port, which is returned."""
        port = free_port()
        command = [bare_python(), "-S", "-m", *(str(part).format(port=port) for part in arguments)]
        log = self.folder / "server.log"
        process = self.machine.start(command, log, cwd=self.folder, env=self.environment())
        self.processes.append(process)
        wait_until(lambda: listens(port) or process.poll() is not None, log)
        assert process.poll() is None, log.read_text()
        return port

    def lint(self, version: str) -> set[str]:
        """The codes that connlint finds in the very files that the servers read."""
        options = Options(pgbouncer_version=version, suppressions=False, **self.setup.declared)
        findings = lint([str(self.folder)], options).result.findings
        return {finding.code for finding in findings} | {note.code for finding in findings for note in finding.related}
