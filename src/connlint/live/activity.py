"""What the sessions of a PostgreSQL were doing, and how fast new ones came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.live.questions import LOGINS, SESSIONS
from connlint.live.session import RefusedError, number
from connlint.models.release import parse_release
from connlint.models.traced import Traced, known, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.live.session import Row, Session

_SESSIONS_SINCE = (14,)
"""The first release whose pg_stat_database counts sessions."""
_ROLE = "pg_monitor"
_IN_TRANSACTION = ("idle in transaction", "idle in transaction (aborted)")
_NAMES = ("active", "idle", "idle_in_transaction", "oldest_idle_in_transaction_seconds", "connections_used")


def read_sessions(session: Session) -> dict[str, Traced]:
    """The observations of pg_stat_activity: numbers of sessions by state, without this one but for those in use.

    All are unknown when some sessions are hidden from this role, or when the server does not track activity.
    """
    try:
        rows = session.ask(SESSIONS)
    except RefusedError as error:
        return dict.fromkeys(_NAMES, unknown(f"pg_stat_activity: {error}"))
    states = {str(row["state"]): row for row in rows}
    blind = _blind(states, session)
    if blind is not None:
        return dict.fromkeys(_NAMES, blind)
    return {
        "active": _count(states, "active", "fastpath function call"),
        "idle": _count(states, "idle"),
        "idle_in_transaction": _count(states, *_IN_TRANSACTION),
        "oldest_idle_in_transaction_seconds": known(_longest(states, _IN_TRANSACTION), SESSIONS),
        "connections_used": known(1 + sum(number(row, "sessions") for row in rows), SESSIONS),
    }


def read_logins(session: Session) -> dict[str, int] | Traced:
    """How many sessions each database has ever had, or why that is not known."""
    if parse_release(session.version) < _SESSIONS_SINCE:
        return unknown(f"PostgreSQL {session.version} does not count sessions; 14 and later do")
    try:
        return {str(row["datid"]): number(row, "sessions") for row in session.ask(LOGINS)}
    except RefusedError as error:
        return unknown(f"pg_stat_database: {error}")


def rate(before: dict[str, int] | Traced, after: dict[str, int] | Traced, seconds: float) -> Traced:
    """New connections a minute between two readings."""
    if isinstance(before, Traced):
        return before
    if isinstance(after, Traced):
        return after
    new = [count - before.get(database, 0) for database, count in after.items()]
    if min(new, default=0) < 0:
        return unknown("the statistics of a database were reset during the sample")
    return known(round(sum(new) * 60 / seconds), LOGINS)


def _blind(states: dict[str, Row], session: Session) -> Traced | None:
    """Why the states cannot be told; None when they can."""
    if "hidden" in states:
        hidden = number(states["hidden"], "sessions")
        reason = f"pg_stat_activity hides what others do from {session.user}, which is no member of {_ROLE}"
        return unknown(f"{reason} (sessions hidden: {hidden})", missing=_ROLE)
    if "disabled" in states:
        return unknown("track_activities is off for some sessions, so their state is not known")
    return None


def _count(states: dict[str, Row], *names: str) -> Traced:
    return known(sum(number(states[name], "sessions") for name in names if name in states), SESSIONS)


def _longest(states: dict[str, Row], names: Iterable[str]) -> float:
    return max((float(states[name]["longest"] or 0) for name in names if name in states), default=0)
