"""A client for PgBouncer's admin console, as small as the protocol allows: Unix socket, no TLS."""

from __future__ import annotations

import os
import socket
import struct
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

Row = dict[str, "str | None"]


class ConsoleError(Exception):
    """The console refused the login or the command."""


@dataclass
class Console:
    """A connection to the admin database of one PgBouncer."""

    stream: socket.socket

    def show(self, what: str) -> list[Row]:
        """Run ``SHOW what``; one dict a row, values as text."""
        self.stream.sendall(message(b"Q", f"SHOW {what}".encode() + b"\0"))
        names: list[str] = []
        rows: list[Row] = []
        for kind, body in self.messages():
            if kind == b"T":
                names = list(column_names(body))
            elif kind == b"D":
                rows.append(dict(zip(names, column_values(body), strict=True)))
            elif kind == b"E":
                raise ConsoleError(body.decode(errors="replace"))
        return rows

    def messages(self) -> Iterator[tuple[bytes, bytes]]:
        """Yield what the server sends until it is ready for the next command."""
        while True:
            kind, length = struct.unpack("!cI", self.receive(5))
            yield kind, self.receive(length - 4)
            if kind == b"Z":
                return

    def receive(self, size: int) -> bytes:
        """Read exactly so many bytes."""
        data = b""
        while len(data) < size:
            part = self.stream.recv(size - len(data))
            if not part:
                raise ConsoleError("connection closed")
            data += part
        return data

    def close(self) -> None:
        """Leave."""
        self.stream.close()


def connect(path: Path, user_id: int | None = None) -> Console:
    """Log in as ``pgbouncer``, which PgBouncer trusts when the peer has its own user id."""
    stream = socket.socket(socket.AF_UNIX)
    stream.settimeout(10)
    own = os.geteuid()
    try:
        if user_id is not None and own == 0:
            os.seteuid(user_id)
        stream.connect(os.fspath(path))
    finally:
        if os.geteuid() != own:
            os.seteuid(own)
    console = Console(stream)
    parameters = b"user\0pgbouncer\0database\0pgbouncer\0\0"
    stream.sendall(struct.pack("!II", len(parameters) + 8, 196608) + parameters)
    for kind, body in console.messages():
        if kind == b"E":
            raise ConsoleError(body.decode(errors="replace"))
    return console


def message(kind: bytes, body: bytes) -> bytes:
    """Frame one message."""
    return kind + struct.pack("!I", len(body) + 4) + body


def column_names(body: bytes) -> Iterator[str]:
    """Read the names out of a RowDescription."""
    position = 2
    for _ in range(int.from_bytes(body[:2], "big")):
        end = body.index(b"\0", position)
        yield body[position:end].decode()
        position = end + 19


def column_values(body: bytes) -> Iterator[str | None]:
    """Read the values out of a DataRow; bytes that are not UTF-8 come as backslash escapes."""
    position = 2
    for _ in range(int.from_bytes(body[:2], "big")):
        (size,) = struct.unpack_from("!i", body, position)
        position += 4
        if size < 0:
            yield None
            continue
        yield body[position : position + size].decode(errors="backslashreplace")
        position += size
