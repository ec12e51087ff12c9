"""What connlint says about startup parameters against what three PgBouncers do with them."""

from __future__ import annotations

import itertools
import os
import socket
import struct

import pytest

from connlint.models.traced import known
from connlint.parsers.pgbouncer import read_pgbouncer
from connlint.planner.startup import judge, startup_rules
from connlint.sources.text import read
from tests.lab.harness.machine import free_port, give_away, wait_until
from tests.servers.pgbouncers import require_pgbouncer

INI = """\
[databases]
* = host=127.0.0.1 port={server}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = trust
auth_file = userlist.txt
pool_mode = transaction
ignore_startup_parameters = {ignored}
{tracked}
"""
IGNORED = (
    "",
    "options",
    "statement_timeout",
    "extra_float_digits, search_path",
    "statement_timeout,options",
    "IntervalStyle",
)
TRACKED = (None, "IntervalStyle,statement_timeout", "search_path", "")
TOKYO, TIMEOUT, STYLE = {"timezone": "Asia/Tokyo"}, {"statement_timeout": "30s"}, {"intervalstyle": "iso_8601"}
SENT = (
    ({"options": "-c statement_timeout=30000"}, TIMEOUT),
    ({"options": "-cstatement_timeout=30000 -c TimeZone=Asia/Tokyo"}, {**TIMEOUT, **TOKYO}),
    ({"options": "--statement_timeout=30000"}, TIMEOUT),
    ({"options": "-c search_path=pg_catalog"}, {"search_path": "pg_catalog"}),
    ({"options": "-c IntervalStyle=iso_8601"}, STYLE),
    ({"options": "-c default_transaction_read_only=on"}, {"default_transaction_read_only": "on"}),
    ({"options": "-c TimeZone=Asia/Tokyo "}, TOKYO),
    ({"options": " -c timezone=Asia/Tokyo"}, TOKYO),
    ({"options": "-d 5"}, {}),
    ({"options": "-c search_path=a, b"}, {"search_path": "a"}),
    ({"options": "-c search_path=a,\\ b"}, {"search_path": "a, b"}),
    ({"options": "-c lock_timeout=5s -c statement_timeout=30s"}, {"lock_timeout": "5s", **TIMEOUT}),
    ({"application_name": "shop"}, {}),
    ({"search_path": "pg_catalog"}, {"search_path": "pg_catalog"}),
    ({"extra_float_digits": "2"}, {"extra_float_digits": "2"}),
    ({"statement_timeout": "30000", "options": "-c IntervalStyle=iso_8601"}, {**TIMEOUT, **STYLE}),
)
"""What a client sends, and what SHOW gives where it has arrived."""


class Session:
    """One client; ``error`` is what PgBouncer refused it with."""

    def __init__(self, port: int, **parameters: str) -> None:
        self.stream = socket.create_connection(("127.0.0.1", port), timeout=20)
        pairs = {"user": "app", "database": "postgres", "client_encoding": "UTF8", **parameters}
        body = b"\0\x03\0\0" + b"".join(f"{key}\0{value}\0".encode() for key, value in pairs.items()) + b"\0"
        self.stream.sendall(struct.pack("!I", len(body) + 4) + body)
        self.error = self.read()[1]

    def show(self, name: str) -> str:
        """A setting as this client's transaction sees it."""
        self.stream.sendall(b"Q" + struct.pack("!I", len(name) + 10) + f"SHOW {name}\0".encode())
        return self.read()[0]

    def read(self) -> tuple[str, str]:
        """The value of the first row and the message of the first error, up to ReadyForQuery or the end."""
        value = error = ""
        while True:
            head = self.receive(5)
            if not head:
                return value, error
            kind, size = head[:1], struct.unpack("!I", head[1:])[0]
            body = self.receive(size - 4)
            if kind == b"D":
                value = body[6:].decode()
            elif kind == b"E":
                error = next(part[1:].decode() for part in body.split(b"\0") if part[:1] == b"M")
            elif kind == b"Z":
                return value, error

    def receive(self, size: int) -> bytes:
        data = b""
        while len(data) < size:
            part = self.stream.recv(size - len(data))
            if not part:
                return b""
            data += part
        return data


@pytest.fixture(params=["1.18", "1.24", "1.26"])
def program(request):
    return require_pgbouncer(request.param)


@pytest.mark.parametrize("ignored,tracked", list(itertools.product(IGNORED, TRACKED)))
def test_startup_parameters(ignored, tracked, program, machine, postgresql):
    version, launcher = program
    port = free_port()
    folder = machine.folder / f"startup{port}"
    folder.mkdir()
    give_away(folder)
    line = "" if tracked is None else f"track_extra_parameters = {tracked}"
    text = INI.format(server=postgresql.port, port=port, ignored=ignored, tracked=line)
    (folder / "pgbouncer.ini").write_text(text)
    (folder / "userlist.txt").write_text('"app" ""\n')
    config = read_pgbouncer(read(folder / "pgbouncer.ini"), version=version)
    if not config.accepted:
        pytest.skip("this version does not know track_extra_parameters")
    root = ["-u", "nobody"] if os.geteuid() == 0 else []
    log = folder / "pgbouncer.log"
    process = machine.start([launcher, *root, "pgbouncer.ini"], log, cwd=folder)
    try:
        wait_until(lambda: "process up:" in log.read_text(), log)
        rules = startup_rules(config, known(postgresql.version))
        observed = {str(sent): observe(port, sent, shown) for sent, shown in SENT}
        told = {str(sent): tell(rules, sent) for sent, _ in SENT}
        assert told == observed
    finally:
        machine.stop(process)


def observe(port: int, sent: dict[str, str], shown: dict[str, str]) -> tuple[str, list[str]]:
    """The error, or the names that had no effect."""
    session = Session(port, **sent)
    try:
        if session.error:
            return session.error, []
        return "", sorted(name for name, value in shown.items() if session.show(name) != value)
    finally:
        session.stream.close()


def tell(rules, sent: dict[str, str]) -> tuple[str, list[str]]:
    outcome = judge(rules, sent)
    return outcome.error, [] if outcome.error else sorted({name.lower() for name in outcome.dropped})
