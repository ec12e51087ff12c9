"""The real PgBouncer programs, and what one of them makes of a configuration."""

from __future__ import annotations

import os
import re
import subprocess
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from connlint.parsers.pgbouncer.schema import is_newer_than_known
from connlint.parsers.pgbouncer.table import NEWEST
from tests.servers.console import Console, ConsoleError, Row, connect

NOBODY = 65534


@dataclass(frozen=True)
class Verdict:
    """What the program did with a file: refused with these lines, or started with this state."""

    accepted: bool
    log: tuple[str, ...] = ()
    config: dict[str, str | None] = field(default_factory=dict)
    databases: tuple[Row, ...] = ()
    users: tuple[Row, ...] = ()
    peers: tuple[Row, ...] = ()


@cache
def find_pgbouncers() -> dict[str, Path]:
    """Every program that tools/servers/pgbouncer_binaries.py obtained, by version."""
    cache_directory = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    root = Path(os.environ.get("CONNLINT_SERVERS") or Path(cache_directory, "connlint", "servers"))
    found = {}
    for launcher in sorted((root / "pgbouncer").glob("*/pgbouncer")):
        told = subprocess.run([launcher, "--version"], capture_output=True, text=True, check=True).stdout
        match = re.search(r"PgBouncer (\d+\.\d+\.\d+)", told)
        assert match, told
        found[match[1]] = launcher
    return found


def require_pgbouncer(minor: str) -> tuple[str, Path]:
    """The program of one minor version ("1.18"): (version, launcher).

    Without it the test is skipped; where CI is set it fails, since CI has to run them all. When Debian has
    gone on to a release that the table of settings does not know yet, that is told instead.
    """
    for version, launcher in find_pgbouncers().items():
        if version.startswith(minor + "."):
            return version, launcher
        if minor == NEWEST.rpartition(".")[0] and is_newer_than_known(version):
            pytest.skip(f"Debian has PgBouncer {version} now: extend data/pgbouncer-settings.toml")
    reason = f"no PgBouncer {minor}; run tools/servers/pgbouncer_binaries.py"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def judge(launcher: Path, config: Path) -> Verdict:
    """Start the program in the folder of its file, ask the console what it took, end it."""
    command = [str(launcher), *(("-u", "nobody") if os.geteuid() == 0 else ()), config.name]
    log: list[str] = []
    with subprocess.Popen(command, cwd=config.parent, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL) as process:
        try:
            return examine(log) if started(process, log) else Verdict(False, tuple(log))
        finally:
            process.kill()


def started(process: subprocess.Popen[bytes], log: list[str]) -> bool:
    """Collect the log until the program is up (True) or gone (False)."""
    assert process.stderr is not None
    for line in process.stderr:
        text = line.decode(errors="replace").rstrip("\n")
        if text.startswith("\t") and log:
            log[-1] += "\n" + text[1:]  # the program indents what follows a line end inside a message
            continue
        log.append(text)
        if b"process up:" in line:
            return True
    return False


def examine(log: list[str]) -> Verdict:
    """Ask a running program for its state."""
    console = connect(socket_of(log), NOBODY)
    try:
        config = {str(row["key"]): row["value"] for row in console.show("CONFIG")}
        databases, users = tuple(console.show("DATABASES")), tuple(console.show("USERS"))
        peers = tuple(peers_of(console))
    finally:
        console.close()
    return Verdict(True, tuple(log), config, databases, users, peers)


def socket_of(log: list[str]) -> Path:
    """The socket that the program says it listens on."""
    for line in log:
        match = re.search(r"listening on unix:(.*)$", line)
        if match:
            return Path(match[1])
    raise ConsoleError("no Unix socket: " + "\n".join(log))


def peers_of(console: Console) -> list[Row]:
    """SHOW PEERS, empty before 1.19."""
    try:
        return console.show("PEERS")
    except ConsoleError:
        return []
