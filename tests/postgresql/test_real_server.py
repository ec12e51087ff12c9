"""postgresql.conf against the program itself: ``postgres -C`` prints what it made of a file."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from connlint.parsers.postgresql import read_postgresql
from connlint.sources.text import Source

CASES = [
    "max_connections = 200",
    "max_connections 200",
    "max_connections=200#x",
    "max_connections = '200'",
    "max_connections = 0x20",
    "max_connections = 020",
    "max_connections = 20.6",
    "max_connections = '20 '",
    "max_connections = 5s",
    "max_connections = many",
    "max_connections = -c",
    "max_connections: 5",
    "max_connections",
    "max_connections = 1\nmax_connections = 2",
    "Max_Connections = 7",
    "max_connections = 7 # x = y",
    "max_connections = 7 8",
    "max_connections = '7",
    "statement_timeout = 30",
    "statement_timeout = 30s",
    "statement_timeout = 30 s",
    "statement_timeout = '30 s'",
    "statement_timeout = 30S",
    "statement_timeout = 1min",
    "statement_timeout = 5m",
    "statement_timeout = '1.5min'",
    "statement_timeout = 1.5",
    "statement_timeout = 0.5s",
    "statement_timeout = '0.5s'",
    "statement_timeout = 1e3",
    "statement_timeout = '1e3'",
    "statement_timeout = 2h",
    "statement_timeout = 1d",
    "statement_timeout = 1500us",
    "statement_timeout = 010",
    "statement_timeout = ''",
    "statement_timeout =",
    "lock_timeout = 250ms\n\tstatement_timeout\t=\t9s\t",
    "statement_timeout = 9s;",
    "search_path = 'a, b'\nstatement_timeout = 1s",
    "search_path = 'it''s'\nstatement_timeout = 1s",
    r"search_path = 'a\'b'" + "\nstatement_timeout = 1s",
    "custom.name = x\nstatement_timeout = 2s",
    "a.b.c = x",
    "log_timezone = Etc/UTC\nstatement_timeout = 3s",
    "listen_addresses = *",
    "listen_addresses = a.b-c:1/2\nstatement_timeout = 3s",
    "search_path = $user",
    "@x = 1",
]


@pytest.fixture(scope="session")
def postgres():
    programs = [*sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres")), Path(shutil.which("postgres") or "")]
    program = next((path for path in programs if path.is_file()), None)
    if program is None:
        pytest.skip("no PostgreSQL on this machine")
    return program


@pytest.mark.servers
@pytest.mark.parametrize("text", CASES)
def test_the_server_and_connlint_agree(text, postgres, tmp_path):
    # the server must not be root, and pytest's own folders let nobody else in
    with tempfile.TemporaryDirectory() as folder:
        told = {name: printed(postgres, text, Path(folder), name) for name in ("max_connections", "statement_timeout")}
    config = read_postgresql(Source("postgresql.conf", tmp_path / "postgresql.conf", text.encode()))
    assert (None not in told.values()) == (not any(problem.fatal for problem in config.problems)), config.problems
    for name, value in told.items():
        traced = config.settings.get(name)
        if value is not None and traced is not None:
            assert traced.value == (int(value) if name == "max_connections" else milliseconds(value) / 1000)


def printed(postgres, text, folder, name):
    """What ``postgres -C`` prints, None when it refuses the file."""
    (folder / "postgresql.conf").write_text(text + "\n")
    (folder / "PG_VERSION").write_text("15\n")
    nobody = {"user": 65534, "group": 65534, "extra_groups": ()} if os.geteuid() == 0 else {}
    if nobody:
        os.chown(folder, 65534, 65534)
    folder.chmod(0o700)
    done = subprocess.run([postgres, "-D", folder, "-C", name], capture_output=True, text=True, check=False, **nobody)
    return done.stdout.strip() if done.returncode == 0 and done.stdout.strip() else None


def milliseconds(text):
    """A time as the server shows it."""
    for unit, factor in (("ms", 1), ("min", 60_000), ("s", 1000), ("h", 3_600_000), ("d", 86_400_000)):
        if text.endswith(unit):
            return int(text.removesuffix(unit)) * factor
    return int(text)
