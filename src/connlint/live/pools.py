"""The pools of a running PgBouncer: who waits, and how long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.live.pgbouncer import CONSOLE
from connlint.live.session import number, total
from connlint.models.live import Waiting
from connlint.models.traced import Traced, known

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.live.session import Row, Session

POOLS = "SHOW POOLS"
_SERVERS = ("sv_active", "sv_idle", "sv_used", "sv_tested", "sv_login")


def read_pools(session: Session) -> list[Row]:
    """The rows of SHOW POOLS but for the console's own. Raises RefusedError."""
    return [row for row in session.ask(POOLS) if row["database"] != CONSOLE]


def pool_values(samples: Iterable[list[Row]]) -> dict[str, Traced]:
    """The observations of several readings of SHOW POOLS: the longest queue of each pool, the rest of the last one."""
    worst: dict[str, Waiting] = {}
    rows: list[Row] = []
    for rows in samples:
        for row in rows:
            one = _waiting(row)
            if one.clients and (one.pool not in worst or one.seconds > worst[one.pool].seconds):
                worst[one.pool] = one
    return {
        "waiting_pools": known(tuple(worst.values()), POOLS),
        "clients": known(total(rows, "cl_active", "cl_waiting"), POOLS),
        "clients_waiting": known(total(rows, "cl_waiting"), POOLS),
        "server_connections": known(total(rows, *_SERVERS), POOLS),
    }


def pool_name(row: Row) -> str:
    """A pool as messages call it: database and user."""
    return f"{row['database']}/{row['user']}"


def _waiting(row: Row) -> Waiting:
    seconds = number(row, "maxwait") + number(row, "maxwait_us") / 1_000_000
    return Waiting(pool=pool_name(row), clients=number(row, "cl_waiting"), seconds=round(seconds, 1))
