"""Advice for the workers and for PostgreSQL, and where statement_timeout is set behind a pooler."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.models.plan import Advice
from connlint.planner.advice.modes import needs_session
from connlint.planner.servers import server_setting
from connlint.planner.values import number, text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.traced import Traced
    from connlint.planner.advice.case import Case
    from connlint.planner.advice.sizes import Sizes
    from connlint.planner.advice.times import Times

_SET_TIMEOUT = re.compile(r"\bset\s+(?:session\s+)?statement_timeout\b[^;]*;?", re.IGNORECASE)
LONGEST_TRANSACTION = 300


def advise_groups(case: Case, times: Times) -> Iterator[Advice]:
    """Worker timeouts that leave room for a query and its queue."""
    for index, group in enumerate(case.stack.topology.groups):
        killing = group.server != "gunicorn" or group.worker_class.value == "sync"
        current = number(group.timeout)
        if group.role in ("", "web") and killing and current:
            value = max(current, times.worker)
            reason = "longer than query_wait_timeout and statement_timeout together"
            yield Advice(
                where="group",
                index=index,
                name=group.name,
                setting="timeout",
                value=value,
                current=group.timeout,
                reason=reason,
            )


def advise_statement_timeout(case: Case, times: Times) -> Iterator[Advice]:
    """connect_query of the entries that aliases use; the server's own setting where that is set already, or where
    session mode is needed (there connect_query holds for the first client of a server connection only)."""
    server = server_setting(case.stack, "statement_timeout")
    by_server = number(server) or 0
    session = any(link.pooler is not None and needs_session(case, link) for link in case.links)
    if session or (by_server and server.status == "known"):
        yield Advice(
            where="postgresql",
            setting="statement_timeout",
            value=times.statement,
            current=server if server.decided else None,
            reason="below the worker timeout, and one value for all layers",
        )
    reason = "what Django passes in OPTIONS does not get through a pooler"
    for pooler, entry in _pooled_entries(case):
        line = case.stack.poolers[pooler].databases[entry]
        current = line.settings.get("connect_query")
        others = _SET_TIMEOUT.sub("", text(current) or "").strip(" ;")
        if by_server or session:
            if current is not None and _SET_TIMEOUT.search(text(current) or ""):
                yield _query(pooler, entry, others, current, "PostgreSQL's own setting holds")
            continue
        wanted = f"SET statement_timeout = '{times.statement}s'" + (f"; {others}" if others else "")
        now = _current_seconds(case, pooler, entry)
        value = text(current) if now == times.statement and current is not None else wanted
        yield _query(pooler, entry, value or wanted, current, reason)


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


def _current_seconds(case: Case, pooler: int, entry: str) -> int | float | None:
    link = next(link for link in case.at(pooler) if link.entry == entry)
    layers = link.facts["statement_timeout_layers"].value
    found = layers.get("connect_query")
    return found if isinstance(found, (int, float)) else None


def _pooled_entries(case: Case) -> list[tuple[int, str]]:
    """The entries that aliases use."""
    found = ((link.pooler, link.entry) for link in case.links if link.pooler is not None and link.entry)
    return list(dict.fromkeys(found))


def advise_server(case: Case, sizes: Sizes) -> Iterator[Advice]:
    """max_connections when the pools cannot shrink further, and idle timeouts that cut Django's connections."""
    if sizes.slots:
        current = server_setting(case.stack, "max_connections")
        kept = (number(current) or 0) - (number(case.stack.facts["usable_slots"]) or 0)
        yield Advice(
            where="postgresql",
            setting="max_connections",
            value=int(sizes.slots + kept),
            current=current,
            reason="one connection a pool and the direct ones need that many, with a fifth to spare",
        )
    for key in ("idle_session_timeout", "idle_in_transaction_session_timeout"):
        current = server_setting(case.stack, key)
        figure = number(current) or 0
        if figure and current.status == "known":
            reason = "above CONN_MAX_AGE" if key == "idle_session_timeout" else "above every request"
            yield Advice(
                where="postgresql",
                setting=key,
                value=max(figure, 2 * LONGEST_TRANSACTION),
                current=current,
                reason=reason,
            )
