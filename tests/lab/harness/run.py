"""One side of a case, run: its files, its pooler, its Django."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.lab.harness import outcome
from tests.lab.harness.machine import Machine, free_port, give_away, listens, wait_until
from tests.lab.harness.packages import DRIVERS, bare_python, folder_of, version_in
from tests.lab.harness.postgres import PostgreSQL
from tests.lab.harness.setup import Setup

INSIDE = Path(__file__).parents[1] / "inside"


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

    def __enter__(self) -> Run:
        return self

    def __exit__(self, *_: object) -> None:
        for process in reversed(self.processes):
            self.machine.stop(process)

    def write(self) -> None:
        """Write the files of the project."""
        self.folder.mkdir()
        give_away(self.folder)
        setup = self.setup
        files = {"settings.py": setup.settings(self.database, self.port), "requirements.txt": self.requirements()}
        if not setup.direct:
            files["pgbouncer.ini"] = setup.pooler(self.database, self.port, self.server.port)
            files["userlist.txt"] = '"app" "secret"\n"other" "secret"\n'
        if setup.server:
            files["postgresql.conf"] = setup.postgresql(self.server.port)
        for name, text in files.items():
            (self.folder / name).write_text(text, encoding="utf-8")
        for key, value in setup.server.items():
            self.server.sql(f"ALTER DATABASE {self.database} SET {key} = {value}")

    def requirements(self) -> str:
        """What is installed, as a requirements file."""
        names = ("django", "celery", "psycopg", "psycopg-pool", "psycopg2-binary", "gunicorn", "uvicorn")
        found = {name: folder for folder in self.folders() for name in names if any(folder.glob(f"{name.replace('-', '_')}-*.dist-info"))}
        return "".join(f"{name}=={version_in(folder, name)}\n" for name, folder in found.items())

    def folders(self) -> list[Path]:
        """The folders of the packages, in the order of sys.path."""
        return [folder_of(*DRIVERS.get(package, (package,))) for package in self.packages]

    def start_pooler(self) -> None:
        """Start PgBouncer; raises RefusedError with its log when it does not want to."""
        log = self.folder / "pgbouncer.log"
        root = ["-u", "nobody"] if os.geteuid() == 0 else []
        process = self.machine.start([self.launcher, *root, "pgbouncer.ini"], log, cwd=self.folder)
        self.processes.append(process)
        wait_until(lambda: listens(self.port) or process.poll() is not None, log)
        if process.poll() is not None:
            raise RefusedError(outcome.flat(log.read_text()))

    def environment(self) -> dict[str, str]:
        """The environment of a Django process."""
        paths = [self.folder, INSIDE, *self.folders()]
        kept = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
        return {
            **kept,
            "PYTHONPATH": os.pathsep.join(map(str, paths)),
            "DJANGO_SETTINGS_MODULE": "settings",
            "PGCONNECT_TIMEOUT": "",
        }

    def python(self, *arguments: object, seconds: float = 60) -> subprocess.CompletedProcess[str]:
        """Run Python with the project and its packages, and nothing else, on the path."""
        command = [bare_python(), "-S", *map(str, arguments)]
        return subprocess.run(
            command, cwd=self.folder, env=self.environment(), capture_output=True, text=True, timeout=seconds, check=False
        )

    def drive(self, script: str) -> outcome.Outcome:
        """Run a script in a Django process."""
        done = self.python(INSIDE / "drive.py", script)
        return outcome.read(done.stdout, done.stderr)

    def serve(self, *arguments: object) -> int:
        """Start a web server; ``{port}`` in its arguments is its port, which is returned."""
        port = free_port()
        command = [bare_python(), "-S", "-m", *(str(part).format(port=port) for part in arguments)]
        log = self.folder / f"server-{port}.log"
        process = self.machine.start(command, log, cwd=self.folder, env=self.environment())
        self.processes.append(process)
        wait_until(lambda: listens(port) or process.poll() is not None, log)
        assert process.poll() is None, log.read_text()
        return port

    def lint(self, version: str) -> set[str]:
        """The codes that connlint finds in the very files that the servers read."""
        if os.environ.get("BLIND"):
            return {"BLIND"}
        command = [sys.executable, "-m", "connlint", "check", ".", "--format", "json", "--no-suppressions"]
        declared = ["--pgbouncer-version", version, *self.setup.declared]
        done = subprocess.run([*command, *declared], cwd=self.folder, capture_output=True, text=True, check=False)
        assert done.returncode in (0, 1), done.stderr
        findings = json.loads(done.stdout)["findings"]
        related = [note for finding in findings for note in finding.get("related", [])]
        return {finding["code"] for finding in [*findings, *related]}
