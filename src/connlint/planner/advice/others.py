"""Advice for the workers and for PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.plan import Advice
from connlint.planner.servers import server_setting
from connlint.planner.values import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.planner.advice.case import Case
    from connlint.planner.advice.sizes import Sizes
    from connlint.planner.advice.times import Times

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


def advise_server(case: Case, sizes: Sizes) -> Iterator[Advice]:
    """max_connections when the pools cannot shrink further, and idle timeouts that cut Django's connections."""
    if sizes.slots and case.stack.sums["server_connections_deploy"].total.decided:
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
            reason = _idle(case) if key == "idle_session_timeout" else "above every request"
            yield Advice(
                where="postgresql",
                setting=key,
                value=max(figure, 2 * LONGEST_TRANSACTION),
                current=current,
                reason=reason,
            )


def _idle(case: Case) -> str:
    kept = any((number(case.alias(link).settings.get("CONN_MAX_AGE")) or 0) > 0 for link in case.links)
    return "above CONN_MAX_AGE" if kept else "above the time that a pool keeps an idle connection"
