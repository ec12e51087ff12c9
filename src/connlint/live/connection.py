"""A connection through psycopg that reads only and cannot hang: every wait has its end."""

from __future__ import annotations

import os
import re
import selectors
import time
from typing import TYPE_CHECKING, Any

from connlint.live.questions import SQL, STATEMENT_TIMEOUT
from connlint.live.session import RefusedError, Row
from connlint.models.traced import REDACTED
from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from psycopg import Connection as Psycopg
    from psycopg.pq.abc import PGconn, PGresult

CONNECT_TIMEOUT = 5
"""Seconds that a login may take, for each address of the host."""

ANSWER_TIMEOUT = 2 * STATEMENT_TIMEOUT
"""Seconds that connlint itself waits for an answer: PgBouncer's console has no statement_timeout."""

_RELEASE = re.compile(r"\d+(?:\.\d+)*")


class Connection:
    """One login. ``option`` names where its connection string came from, for what goes wrong."""

    def __init__(self, option: str, conninfo: str, database: str = "") -> None:
        self._option = option
        self._conninfo = conninfo
        self._secrets = _secrets(option, conninfo)
        chosen = {"dbname": database} if database else {}
        psycopg = _driver(option)
        try:
            self._psycopg: Psycopg[Any] = psycopg.connect(
                conninfo,
                autocommit=True,
                connect_timeout=CONNECT_TIMEOUT,
                application_name="connlint doctor",
                **chosen,
            )
        except (psycopg.Error, OSError, ValueError) as error:
            raise self._lost(str(error)) from None
        self._pgconn: PGconn = self._psycopg.pgconn
        self._pgconn.nonblocking = 0

    @property
    def name(self) -> str:
        """Host and port; for a Unix socket its directory and port."""
        return f"{_text(self._pgconn.host) or 'localhost'}:{_text(self._pgconn.port)}"

    @property
    def user(self) -> str:
        """The role that is logged in."""
        return _text(self._pgconn.user)

    @property
    def database(self) -> str:
        """The database that is connected to."""
        return _text(self._pgconn.db)

    @property
    def version(self) -> str:
        """The release as the server reports it at login."""
        found = _RELEASE.search(self.parameter("server_version") or "")
        return found[0] if found else ""

    def parameter(self, name: str) -> str | None:
        """The value of a parameter that the server reports to its clients."""
        return _value(self._pgconn.parameter_status(name.encode()))

    def beside(self, database: str) -> Connection:
        """Another connection of the same user."""
        return Connection(self._option, self._conninfo, database)

    def ask(self, question: str) -> list[Row]:
        """The rows of a question; the simple protocol, which is all that PgBouncer's console speaks."""
        try:
            self._pgconn.send_query(SQL.get(question, question).encode())
            return self._rows()
        except _driver(self._option).Error as error:
            raise self._lost(str(error)) from None

    def close(self) -> None:
        """Leave."""
        self._psycopg.close()

    def _rows(self) -> list[Row]:
        """The rows of the last result that has any; a refusal ends the transaction it stood in."""
        from psycopg.pq import ExecStatus

        rows: list[Row] = []
        refusal = ""
        while (result := self._result()) is not None:
            if result.status == ExecStatus.TUPLES_OK and result.ntuples:
                rows = _table(result)
            elif result.status == ExecStatus.FATAL_ERROR:
                refusal = self._clean(_text(result.error_message))
        if refusal:
            self._end_transaction()
            raise RefusedError(refusal)
        return rows

    def _result(self) -> PGresult | None:
        deadline = time.monotonic() + ANSWER_TIMEOUT
        while self._pgconn.is_busy():
            self._wait(deadline)
            self._pgconn.consume_input()
        return self._pgconn.get_result()

    def _wait(self, deadline: float) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._pgconn.socket, selectors.EVENT_READ)
            if not selector.select(max(deadline - time.monotonic(), 0)):
                error = self._lost(f"{self.name} gave no answer within {ANSWER_TIMEOUT} s")
                self.close()
                raise error

    def _end_transaction(self) -> None:
        from psycopg.pq import TransactionStatus

        if self._pgconn.transaction_status == TransactionStatus.INERROR:
            self._pgconn.send_query(b"ROLLBACK")
            while self._result() is not None:
                continue

    def _lost(self, reason: str) -> UnreadableError:
        return UnreadableError(self._clean(reason) or "the connection was lost", self._option)

    def _clean(self, text: str) -> str:
        """One line, without any password that this process knows of."""
        line = " ".join(text.split())
        for secret in self._secrets:
            line = line.replace(secret, REDACTED)
        return line


def _driver(option: str) -> Any:
    try:
        import psycopg
    except ImportError as error:
        reason = "" if isinstance(error, ModuleNotFoundError) else f" ({' '.join(str(error).split())})"
        raise UnreadableError(f'needs psycopg: pip install "connlint[live]"{reason}', option) from None
    return psycopg


def _secrets(option: str, conninfo: str) -> list[str]:
    """The passwords that no message may hold. Raises UnreadableError for a string that libpq cannot read.

    The parser's own complaint is not passed on: it quotes the string.
    """
    psycopg = _driver(option)
    try:
        given = psycopg.conninfo.conninfo_to_dict(conninfo)
    except (psycopg.Error, ValueError):
        message = "libpq cannot read this connection string; write a URL or key=value pairs"
        raise UnreadableError(message, option) from None
    found = [str(given.get(key) or "") for key in ("password", "sslpassword")]
    return [secret for secret in (*found, os.environ.get("PGPASSWORD", "")) if secret]


def _table(result: PGresult) -> list[Row]:
    names = [_text(result.fname(column)) for column in range(result.nfields)]
    return [
        {name: _value(result.get_value(row, column)) for column, name in enumerate(names)}
        for row in range(result.ntuples)
    ]


def _value(data: bytes | None) -> str | None:
    return None if data is None else _text(data)


def _text(data: bytes | None) -> str:
    return (data or b"").decode("utf-8", "backslashreplace")
