"""The load on the pools: declared, or measured by SHOW STATS."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.models.plan import Queue
from connlint.planner.advice.case import Case
from connlint.planner.queueing import smallest_pool, waits
from connlint.planner.values import number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.stack import Link, Stack

MICROSECONDS = 1_000_000


@dataclass(frozen=True)
class Workload:
    """Requests a second, seconds of queries in each, the share of a request's time that these are, the coefficient of
    variation of the service time, and the p99 wait in seconds that is wanted (None: none)."""

    rate: float
    query: float
    fraction: float = 1.0
    variation: float = 1.0
    target: float | None = None


def queues(stack: Stack, workload: Workload) -> tuple[Queue, ...]:
    """How the pool of the first pooled alias serves the load."""
    link = next((link for link in Case(stack).links if link.pooler is not None and link.entry), None)
    return (queue_of(stack, link, workload),) if link is not None else ()


def queue_of(stack: Stack, link: Link, workload: Workload) -> Queue:
    """The queue of one link's pool; with ATOMIC_REQUESTS a connection is held for the whole request."""
    atomic = bool(link.facts["atomic_requests"].value)
    service = workload.query / workload.fraction if atomic else workload.query
    size = number(link.facts.get("pool_limit")) or 0
    processes = number(stack.pooler_facts[link.pooler or 0]["process_count"]) or 1
    cores = number(stack.facts["cores"])
    busy = workload.fraction if atomic else 1.0
    return queue(
        f"{link.alias} -> {link.entry}",
        int(size) if size != math.inf else 0,
        Workload(workload.rate / processes, service, 1.0, workload.variation, workload.target),
        useful=math.ceil(cores / busy / processes) if cores else None,
        note=_note(link, size),
    )


def queue(pool: str, size: int, workload: Workload, *, useful: int | None = None, note: str = "") -> Queue:
    """The answer for one pool; ``workload.query`` is its service time."""
    found = waits(size, workload.rate, workload.query, workload.variation) if size else None
    smallest = None
    if workload.target is not None:
        smallest = smallest_pool(workload.rate, workload.query, workload.target, workload.variation)
    return Queue(
        pool=pool,
        size=size,
        rate=workload.rate,
        service=workload.query,
        variation=workload.variation,
        utilisation=workload.rate * workload.query / size if size else math.inf,
        waits=found.probability if found else None,
        mean=found.mean if found else None,
        p99=found.p99 if found else None,
        target=workload.target,
        smallest=smallest,
        useful=useful,
        note=note,
    )


def _note(link: Link, size: float) -> str:
    mode = link.effective.get("pool_mode")
    if mode is not None and mode.value == "session" and link.facts["persistent"].value:
        return "in session mode a kept client holds its connection, so this holds for short-lived clients only"
    return "the size of the pool is not known, or it has none" if size in (0, math.inf) else ""


def measured(text: str, stack: Stack, target: float | None = None, variation: float = 1.0) -> tuple[Queue, ...]:
    """Queues from the output of SHOW STATS (psql's table, unaligned or CSV). Raises ValueError when it is none.

    PgBouncer counts the wait for a server connection into the time of a transaction (seen with 1.18 to 1.26), so the
    service time is what remains without it.
    """
    rows = list(_rows(text))
    if not rows:
        raise ValueError("has no rows of SHOW STATS (database, avg_xact_count, avg_xact_time)")
    sizes = {link.entry: number(link.facts.get("pool_limit")) or 0 for link in Case(stack).links if link.entry}
    found = []
    for row in rows:
        rate, wait = float(row["avg_xact_count"]), _microseconds(row.get("avg_wait_time", ""))
        service = max(float(row["avg_xact_time"]) - wait, 0) / MICROSECONDS
        size = sizes.get(row["database"], 0)
        load = Workload(rate, service, 1.0, variation, target)
        found.append(queue(row["database"], int(size) if size != math.inf else 0, load, note=_measured_note(row)))
    return tuple(found)


def _measured_note(row: dict[str, str]) -> str:
    wait = row.get("avg_wait_time", "")
    return f"measured mean wait: {_microseconds(wait) / 1000:.3f} ms" if wait else ""


def _microseconds(text: str) -> float:
    return float(text) if text.replace(".", "").isdigit() else 0.0


def _rows(text: str) -> Iterator[dict[str, str]]:
    """The rows with a name for each column; the console's own database does not count."""
    lines = [line for line in text.splitlines() if line.strip() and not set(line.strip()) <= set("-+ ")]
    separator = "|" if lines and "|" in lines[0] else ","
    header = [cell.strip() for cell in lines[0].split(separator)] if lines else []
    if not {"database", "avg_xact_count", "avg_xact_time"} <= set(header):
        return
    for line in lines[1:]:
        cells = [cell.strip() for cell in line.split(separator)]
        row = dict(zip(header, cells, strict=False))
        numeric = all(row.get(key, "").replace(".", "").isdigit() for key in ("avg_xact_count", "avg_xact_time"))
        if len(cells) == len(header) and numeric and row["database"] != "pgbouncer":
            yield row
