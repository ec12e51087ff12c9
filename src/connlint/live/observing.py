"""One look at the running systems: their settings once, their activity at both ends of an interval."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, NamedTuple

from connlint.live.activity import rate, read_logins, read_sessions
from connlint.live.leaks import Looks, look_at_backends
from connlint.live.pgbouncer import read_pooler
from connlint.live.pools import POOLS, pool_values, read_pools
from connlint.live.postgresql import read_server
from connlint.live.questions import SESSIONS
from connlint.live.session import place_of
from connlint.live.titles import pooler_title, server_title
from connlint.models.live import Running
from connlint.models.traced import known, unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.live.session import Row, Session, Vocabulary


class Systems(NamedTuple):
    """The sessions of a run; ``release`` is that of PgBouncer."""

    server: Session | None = None
    console: Session | None = None
    release: str = ""

    def logins(self) -> list[Session]:
        """The accounts that may use pools: that of the console, and one that goes through the same PgBouncer."""
        found = [self.console] if self.console else []
        if self.server and self.console and self.server.name == self.console.name:
            found.append(self.server)
        return found

    def close(self) -> None:
        """Leave."""
        for session in (self.server, self.console):
            if session is not None:
                session.close()


class Sight(NamedTuple):
    """What was seen of one program: ``rows`` are those of its settings by name, ``looks`` its server connections."""

    running: Running
    rows: dict[str, Row]
    looks: Looks = Looks()


class Clock(NamedTuple):
    """How time passes."""

    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], float] = time.monotonic


def observe(
    systems: Systems, interval: float, vocabulary: Callable[[str], Vocabulary], clock: Clock | None = None
) -> list[Sight]:
    """Look at everything, ``interval`` seconds long: PostgreSQL first.

    Raises UnreadableError when a connection is lost, RefusedError when a program does not show its settings.
    """
    clock = clock or Clock()
    watches: list[_Server | _Pooler] = []
    if systems.server:
        watches.append(_Server(systems.server))
    if systems.console:
        watches.append(_Pooler(systems, systems.console, vocabulary(systems.release)))
    start = clock.now()
    clock.sleep(interval)
    seconds = clock.now() - start
    return [watch.sight(seconds) for watch in watches]


class _Server:
    """A PostgreSQL, from the first reading to the last."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.config, self.rows = read_server(session)
        self.before = read_logins(session)

    def sight(self, seconds: float) -> Sight:
        """What was seen since."""
        values = read_sessions(self.session)
        values["connections_per_minute"] = rate(self.before, read_logins(self.session), seconds)
        values["sampled_seconds"] = known(round(seconds, 1), "connlint doctor")
        values["max_connections"] = self.config.settings.get("max_connections") or unknown("pg_settings lacks it")
        running = Running(
            kind="postgresql",
            name=self.session.name,
            title=server_title(self.session, values),
            place=place_of(SESSIONS, self.session),
            config=self.config,
            values=values,
        )
        return Sight(running, self.rows)


class _Pooler:
    """A PgBouncer, from the first reading to the last."""

    def __init__(self, systems: Systems, console: Session, vocabulary: Vocabulary) -> None:
        self.systems, self.console = systems, console
        self.config, self.rows = read_pooler(console, systems.release, vocabulary)
        self.before = read_pools(console)

    def sight(self, seconds: float) -> Sight:
        """What was seen since."""
        after = read_pools(self.console)
        values = pool_values([self.before, after])
        values["sampled_seconds"] = known(round(seconds, 1), "connlint doctor")
        running = Running(
            kind="pgbouncer",
            name=self.console.name,
            title=pooler_title(self.console, self.config, values),
            place=place_of(POOLS, self.console),
            config=self.config,
            values=values,
        )
        return Sight(running, self.rows, look_at_backends(self.systems.logins(), self.config, after))
