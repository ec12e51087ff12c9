"""What clients left behind on the server connections of a pool that others use after them.

Another session's settings are in no view of PostgreSQL: only who gets such a server connection sees them. So this
logs in to the pools that an account given to ``doctor`` may use, and reads pg_settings there, on idle server
connections only.
"""

from __future__ import annotations

import re
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from connlint.live.pools import pool_name
from connlint.live.questions import END, LEFT_BEHIND, LEFT_BEHIND_ALONE
from connlint.live.session import RefusedError, number, total
from connlint.models.live import Leak
from connlint.models.release import parse_release
from connlint.models.traced import REDACTED, Traced, known, unknown
from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from connlint.live.session import Row, Session
    from connlint.models.pgbouncer import PgBouncerConfig

MOST = 4
"""Server connections of one pool that are looked at."""

_TRACKED = ("client_encoding", "datestyle", "timezone", "standard_conforming_strings", "application_name")
_TRACKS_ALL = (1, 26)
"""The first release that keeps every parameter which the server reports for each client."""


class Look(NamedTuple):
    """One server connection: its pool, the [databases] entry, the backend's process id, and what it carries."""

    pool: str
    entry: str
    backend: int
    values: dict[str, str]


class Looks(NamedTuple):
    """What was looked at, and for the pools that were not, why."""

    looked: tuple[Look, ...] = ()
    unseen: tuple[str, ...] = ()


def look_at_backends(logins: Sequence[Session], config: PgBouncerConfig, pools: Iterable[Row]) -> Looks:
    """Look at idle server connections of every pool in transaction or statement mode that a login reaches."""
    looked: list[Look] = []
    unseen = []
    for row in pools:
        if row["pool_mode"] == "session" or not total([row], "sv_active", "sv_idle", "sv_used"):
            continue
        try:
            looked.extend(_look(_login(logins, config, row), config, row))
        except (RefusedError, UnreadableError) as error:
            unseen.append(f"the backends of pool {pool_name(row)} were not looked at: {error}")
    return Looks(tuple(looked), tuple(unseen))


def leaks(looks: Looks, connect_query: Callable[[str], str | None]) -> Traced:
    """The leaks among what was seen; unknown when nothing was found and something could not be told.

    ``connect_query`` gives that of an entry, "" for none and None when no file says it. What it sets is meant. Without
    it a value is a leak only where the server connections of one pool differ.
    """
    found: list[Leak] = []
    doubts = list(looks.unseen)
    for look in looks.looked:
        query = connect_query(look.entry)
        for name, value in look.values.items():
            if query is not None and re.search(rf"\b{re.escape(name)}\b", query, re.IGNORECASE):
                continue
            if query is None and not _differs(name, look, looks.looked):
                doubts.append(f"{name} is set on the backends of pool {look.pool}, perhaps by connect_query")
            else:
                # What an application defines for itself may be a secret.
                shown = REDACTED if "." in name else value
                found.append(Leak(pool=look.pool, backend=look.backend, name=name, value=shown))
    if doubts and not found:
        return unknown(doubts[0], missing="pgbouncer.ini" if len(doubts) > len(looks.unseen) else "")
    return known(tuple(found), LEFT_BEHIND)


def _differs(name: str, look: Look, others: Iterable[Look]) -> bool:
    return len({other.values.get(name) for other in others if other.pool == look.pool}) > 1


def _login(logins: Sequence[Session], config: PgBouncerConfig, row: Row) -> Session:
    """The first login that gets a server connection of the pool."""
    entry = config.databases.get(str(row["database"]))
    forced = entry.settings.get("user") if entry else None
    found = next((one for one in logins if row["user"] in (one.user, forced.value if forced else None)), None)
    if found is None:
        raise RefusedError(f"that takes a login of {row['user']}")
    return found


def _look(login: Session, config: PgBouncerConfig, row: Row) -> list[Look]:
    idle = min(total([row], "sv_idle", "sv_used"), MOST)
    if not idle or number(row, "cl_waiting"):
        raise RefusedError("all of them are in use")
    alone = row["pool_mode"] == "statement"
    entry = str(row["database"])
    looked: dict[int, Look] = {}
    with _several(login, entry, 1 if alone else idle) as sessions:
        for session in sessions:
            rows = session.ask(LEFT_BEHIND_ALONE if alone else LEFT_BEHIND)
            backend = number(rows[0], "backend")
            looked[backend] = Look(pool_name(row), entry, backend, _untracked(rows, config, session))
    return list(looked.values())


@contextmanager
def _several(login: Session, database: str, count: int) -> Iterator[Iterator[Session]]:
    """Sessions to one database, opened one by one and kept: each open transaction holds its server connection.

    They end their transactions before they leave; PgBouncer closes a server connection that is left in one.
    """
    opened: list[Session] = []

    def each() -> Iterator[Session]:
        for _ in range(count):
            opened.append(login.beside(database))
            yield opened[-1]

    try:
        yield each()
    finally:
        for session in opened:
            with suppress(RefusedError, UnreadableError):
                session.ask(END)
            session.close()


def _untracked(rows: Iterable[Row], config: PgBouncerConfig, session: Session) -> dict[str, str]:
    """What the rows say was set, without what PgBouncer sets again for every client."""
    extra = config.settings.get("track_extra_parameters")
    words = re.split(r"[,\s]+", str(extra.value).lower()) if extra is not None and extra.value else []
    kept = {*_TRACKED, *words}
    every = parse_release(config.version) >= _TRACKS_ALL
    found = {str(row["name"]): str(row["setting"]) for row in rows}
    return {
        name: value
        for name, value in found.items()
        if name.lower() not in kept
        and (name, value) != ("role", "none")
        and not (every and session.parameter(name) is not None)
    }
