"""A PostgreSQL of a few lines: it lets everybody in and answers the simple protocol from a table."""

import socket
import struct
import threading
from contextlib import contextmanager

READY = b"Z" + struct.pack("!I", 5)


def message(kind, body):
    return kind + struct.pack("!I", len(body) + 4) + body


def text(*words):
    return b"".join(word.encode() + b"\0" for word in words)


def rows(columns, *lines):
    """The messages of one result."""
    fields = b"".join(name.encode() + b"\0" + struct.pack("!IHIHIH", 0, 0, 25, 65535, 0, 0) for name in columns)
    sent = message(b"T", struct.pack("!H", len(columns)) + fields)
    for line in lines:
        cells = b"".join(
            struct.pack("!i", -1) if cell is None else struct.pack("!i", len(cell.encode())) + cell.encode()
            for cell in line
        )
        sent += message(b"D", struct.pack("!H", len(line)) + cells)
    return sent + message(b"C", text("SELECT"))


def refusal(words):
    return message(b"E", text("SERROR", "VERROR", "C42501", f"M{words}") + b"\0")


class Server:
    """``answers`` maps a part of a query to its messages; None stands for silence, a list for the last words before
    the connection is cut. ``asked`` are the queries."""

    def __init__(self, answers):
        self.answers = answers
        self.asked = []
        self.state = b"I"
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.clients = []

    def run(self):
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            self.clients.append(client)
            threading.Thread(target=self.serve, args=[client], daemon=True).start()

    def serve(self, client):
        stream = client.makefile("rb")
        (size,) = struct.unpack("!I", stream.read(4))
        self.login = stream.read(size - 4)
        if "login" in self.answers:
            client.sendall(self.answers["login"])
            return
        status = message(b"S", text("server_version", "15.18 (Debian 15.18-1)"))
        client.sendall(message(b"R", struct.pack("!I", 0)) + status + READY + b"I")
        while True:
            kind = stream.read(1)
            if kind != b"Q":
                client.close()
                return
            (size,) = struct.unpack("!I", stream.read(4))
            self.answer(client, stream.read(size - 4).rstrip(b"\0").decode())

    def answer(self, client, query):
        self.asked.append(query)
        found = next((answer for part, answer in self.answers.items() if part in query), b"")
        if isinstance(found, list):
            client.sendall(b"".join(found))
            client.shutdown(socket.SHUT_RDWR)
        elif found is not None:
            failed = found[:1] == b"E" and query.startswith("BEGIN")
            client.sendall((found or message(b"C", text("ROLLBACK"))) + READY + (b"E" if failed else b"I"))


@contextmanager
def serving(answers):
    server = Server(answers)
    threading.Thread(target=server.run, daemon=True).start()
    try:
        yield server
    finally:
        server.listener.close()
        for client in server.clients:
            client.close()
