"""Advice about pool_mode: transaction, and session for the entries that need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.plan import Advice
from connlint.planner.advice.modes import session_entries

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.plan import Where
    from connlint.models.traced import Traced
    from connlint.planner.advice.case import Case

SHARED = "persistent clients share server connections, each for one transaction"


def advise_modes(case: Case, index: int, config: PgBouncerConfig) -> Iterator[Advice]:
    """The mode of the pooler, of the entries that differ, and what a mode makes useless."""
    bound = session_entries(case, index)
    used = {link.entry for link in case.at(index) if link.entry}
    everywhere = bool(bound) and set(bound) == used
    mode = "session" if everywhere else "transaction"
    reason = next(iter(bound.values())) if everywhere else SHARED
    current = config.settings.get("pool_mode")
    yield Advice(where="pgbouncer", index=index, setting="pool_mode", value=mode, current=current, reason=reason)
    for name, line in config.databases.items():
        yield from _entry(index, name, line.settings.get("pool_mode"), mode, bound)
    for name, line in config.users.items():
        written = line.settings.get("pool_mode")
        if written is not None and (written.value != mode or len(bound) != len(used)):
            yield _removed("user", index, name, written, "the entries say which mode they need")
    if mode == "transaction":
        yield from _useless(index, config, bound=bool(bound))


def _entry(index: int, name: str, written: Traced | None, mode: str, bound: dict[str, str]) -> Iterator[Advice]:
    if name in bound and mode != "session":
        yield Advice(
            where="database",
            index=index,
            name=name,
            setting="pool_mode",
            value="session",
            current=written,
            reason=bound[name],
        )
    elif written is not None and written.value != mode:
        yield _removed("database", index, name, written, "the pool mode of the whole pooler fits")


def _useless(index: int, config: PgBouncerConfig, *, bound: bool) -> Iterator[Advice]:
    always, query = config.settings.get("server_reset_query_always"), config.settings.get("server_reset_query")
    if always is not None and always.value:
        yield Advice(
            where="pgbouncer",
            index=index,
            setting="server_reset_query_always",
            value=False,
            current=always,
            reason="it loses what a client set, and costs a round trip each time",
        )
    if query is not None and query.status == "known" and query.value and not bound:
        yield Advice(
            where="pgbouncer",
            index=index,
            setting="server_reset_query",
            current=query,
            remove=True,
            reason="it is not run in transaction mode",
        )


def _removed(where: Where, index: int, name: str, current: Traced, reason: str) -> Advice:
    return Advice(where=where, index=index, name=name, setting="pool_mode", current=current, remove=True, reason=reason)
