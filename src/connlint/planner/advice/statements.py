"""Advice about statement_timeout: the project's own figure where it can stay, set where it has an effect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.models.plan import Advice
from connlint.planner.advice.modes import needs_session
from connlint.planner.advice.times import STATEMENT, own_statement
from connlint.planner.alias_facts import option
from connlint.planner.libpq_options import parse_options
from connlint.planner.servers import server_setting
from connlint.planner.values import number, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.stack import Link
    from connlint.models.traced import Traced
    from connlint.planner.advice.case import Case
    from connlint.planner.advice.times import Times

_SET_TIMEOUT = re.compile(r"\bset\s+(?:session\s+)?statement_timeout\b[^;]*;?", re.IGNORECASE)


def advise_statement_timeout(case: Case, times: Times) -> Iterator[Advice]:
    """connect_query of the entries that aliases use; the server's own setting where that is set already, or where
    session mode is needed (there connect_query holds for the first client of a server connection only)."""
    server, whole = server_setting(case.stack, "statement_timeout"), held_by_server(case)
    if whole:
        yield Advice(
            where="postgresql",
            setting="statement_timeout",
            value=times.statement,
            current=server if server.decided else None,
            reason=_why(number(server) or 0, times.statement, times, "one value for all layers"),
        )
    for pooler, entry in _pooled_entries(case):
        current = case.stack.poolers[pooler].databases[entry].settings.get("connect_query")
        if current is None or (current.decided and not current.secret):
            yield from _entry(case, times, pooler, entry, whole=whole)


def _entry(case: Case, times: Times, pooler: int, entry: str, *, whole: bool) -> Iterator[Advice]:
    """connect_query of one entry; ``whole`` tells that PostgreSQL itself has the timeout."""
    current = case.stack.poolers[pooler].databases[entry].settings.get("connect_query")
    written = text(current) or ""
    others = _SET_TIMEOUT.sub("", written).strip(" ;")
    if whole:
        if _SET_TIMEOUT.search(written):
            yield _query(pooler, entry, others, current, "PostgreSQL's own setting holds")
        return
    link = next(link for link in case.at(pooler) if link.entry == entry)
    chosen = chosen_statement(case, link, times)
    wanted = f"SET statement_timeout = '{duration(chosen)}'" + (f"; {others}" if others else "")
    now = link.facts["statement_timeout_layers"].value.get("connect_query")
    moved = "the figure of OPTIONS, which PgBouncer refuses or drops"
    reason = _why(own_statement(link), chosen, times, moved)
    yield _query(pooler, entry, written if written and now == chosen else wanted, current, reason)


def _query(pooler: int, entry: str, value: str, current: Traced | None, reason: str) -> Advice:
    return Advice(
        where="database",
        index=pooler,
        name=entry,
        setting="connect_query",
        value=value or None,
        current=current,
        reason=reason,
        remove=not value,
    )


def direct_statement(case: Case, link: Link, times: Times) -> tuple[Traced | None, str, str] | None:
    """OPTIONS["options"] of an alias without a pooler: what it is, what it should be, and why. None when it holds
    what cannot be repeated: a secret, or a value that is not written in the settings."""
    current = option(case.alias(link), "options")
    known = parse_options(text(current) or "")
    others = {name: value for name, value in known.parameters.items() if name != "statement_timeout"}
    foreign = current is not None and (not current.decided or current.secret)
    if foreign or (current is not None and current.how != "literal" and (others or known.others)):
        return None
    chosen = chosen_statement(case, link, times)
    if number(link.facts["statement_timeout_seconds"]) == chosen and current is not None:
        return current, text(current) or "", "it fits"
    words = [f"statement_timeout={round(chosen * 1000)}", *(f"{name}={value}" for name, value in others.items())]
    wanted = " ".join([*(f"-c {_escaped(word)}" for word in words), *(_escaped(word) for word in known.others)])
    return current, wanted, _why(own_statement(link), chosen, times, "one value for all layers")


def _escaped(word: str) -> str:
    """A word as pg_split_opts reads it back."""
    return re.sub(r"([\\\s])", r"\\\1", word)


def held_by_server(case: Case) -> bool:
    """Whether PostgreSQL's own setting is where the timeout belongs."""
    server = server_setting(case.stack, "statement_timeout")
    session = any(link.pooler is not None and needs_session(case, link) for link in case.links)
    return session or bool(number(server) and server.status == "known")


def chosen_statement(case: Case, link: Link, times: Times) -> int | float:
    """The figure for one link: its own where that can stay."""
    own = own_statement(link)
    return own if times.fits(own) and not held_by_server(case) else times.statement


def duration(seconds: float) -> str:
    """A time as PostgreSQL reads it."""
    return f"{int(seconds)}s" if seconds == int(seconds) else f"{round(seconds * 1000)}ms"


def _why(own: float, chosen: float, times: Times, kept: str) -> str:
    """Why the figure is what it is; ``kept`` when it is the project's own."""
    if not own:
        return "no file sets statement_timeout: a query may run for ever"
    if own == chosen:
        return kept
    if not STATEMENT[0] <= own <= STATEMENT[1]:
        return f"{own:g} s is outside the recommended {STATEMENT[0]} to {STATEMENT[1]} s"
    if times.fits(own):
        return "one value for all layers"
    return f"{own:g} s leaves no time to wait for a connection before the worker timeout of {times.worker:g} s"


def _pooled_entries(case: Case) -> list[tuple[int, str]]:
    """The entries that aliases use."""
    found = ((link.pooler, link.entry) for link in case.links if link.pooler is not None and link.entry)
    return list(dict.fromkeys(found))
