"""The plan in words that every format shares."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from connlint.models.traced import REDACTED
from connlint.reporters.words import clean

if TYPE_CHECKING:
    from connlint.models.plan import Advice, BudgetLine, Plan, Queue, Simulation
    from connlint.models.stack import Stack
    from connlint.models.traced import Traced


@dataclass(frozen=True)
class Block:
    """The advice for one place: a section of a file, an alias, a process group."""

    title: str
    advice: tuple[Advice, ...]


def blocks(plan: Plan, stack: Stack) -> list[Block]:
    """The advice grouped by where it is written, in the order it was given."""
    found: dict[str, list[Advice]] = {}
    for one in plan.advice:
        found.setdefault(title(one, stack), []).append(one)
    return [Block(name, tuple(members)) for name, members in found.items()]


def title(advice: Advice, stack: Stack) -> str:
    """The file and section that an advice is about."""
    if advice.where in ("pgbouncer", "database", "user"):
        section = {"pgbouncer": "[pgbouncer]", "database": "[databases]", "user": "[users]"}[advice.where]
        return clean(f"{stack.poolers[advice.index].file} {section} {advice.name}".rstrip())
    if advice.where in ("alias", "options"):
        part = " OPTIONS" if advice.where == "options" else ""
        return clean(f"{stack.modules[advice.index].file} DATABASES[{advice.name!r}]{part}")
    return clean(f"process group {advice.name}") if advice.where == "group" else "postgresql.conf"


def assignment(advice: Advice) -> str:
    """The setting and its proposed value."""
    return f"remove {advice.setting}" if advice.remove else f"{advice.setting} = {written(advice, advice.value)}"


def written(advice: Advice, value: Any) -> str:
    """A value as its file writes it: for PostgreSQL a bare time would count in milliseconds."""
    timed = advice.where == "postgresql" and advice.setting.endswith("_timeout")
    if not timed or not isinstance(value, (int, float)) or value <= 0:
        return shown(value)
    milliseconds = round(value * 1000)
    return f"{milliseconds}ms" if milliseconds % 1000 else f"{milliseconds // 1000}s"


def now(advice: Advice) -> str:
    """What holds now, with its place; "" when the proposal changes nothing."""
    if not advice.changes:
        return "as it is"
    current = advice.current
    if current is None:
        return "not set now"
    if not current.decided:
        return clean(f"not known now: {current.reason}")
    at = f", {current.origin.short}" if current.origin else ""
    text = isinstance(current.value, str) and not isinstance(advice.value, str) and not advice.remove
    value = repr(current.value) if text else written(advice, current.value)
    return clean(f"now {REDACTED if current.secret else value}{at}")


def why(advice: Advice) -> str:
    """The reason, with the rules that ask for it."""
    return clean(f"{advice.reason} ({', '.join(advice.rules)})" if advice.rules else advice.reason)


def shown(value: Any) -> str:
    """A value as a person writes it."""
    if isinstance(value, float):
        return "unlimited" if math.isinf(value) else f"{value:g}"
    return clean(str(value))


def use(line: BudgetLine) -> str:
    """The comparison in words: "96 of 100, 4 left", "128 of 100, 28 too many", "? of 100"."""
    figures = f"{_number(line.used.total)} of {_number(line.limit.total)}"
    if not line.headroom.decided:
        return figures
    left = line.headroom.value
    return f"{figures}, {left} left" if left >= 0 else f"{figures}, {-left} too many"


def why_unknown(line: BudgetLine) -> str:
    """The reason why a side of the comparison is not known, "" when both are."""
    for side in (line.used.total, line.limit.total):
        if not side.decided:
            missing = f" ({side.missing})" if side.missing else ""
            return clean(f"{side.reason}{missing}")
    return ""


def _number(total: Traced) -> str:
    return shown(total.value) if total.decided else "?"


SHORTEST = 0.001
"""Shorter waits, in milliseconds, are not told apart."""


def queue_lines(queue: Queue) -> list[str]:
    """What a queue says, one statement a line."""
    variation = "" if queue.variation == 1 else f", coefficient of variation {queue.variation:g}"
    busy = f": {queue.utilisation:.0%} busy" if queue.size else ""
    load = f"{queue.rate:g} transactions a second of {_ms(queue.service)}"
    lines = [f"{load} on {queue.size or '?'} connections{variation}{busy}"]
    if queue.mean is not None and queue.p99 is not None and queue.waits is not None:
        lines.append(f"{queue.waits:.1%} wait; mean wait {_ms(queue.mean)}, p99 {_ms(queue.p99)}")
    elif queue.size:
        lines.append("more arrives than is served: the queue grows until query_wait_timeout")
    if queue.target is not None:
        smallest = f"{queue.smallest} connections" if queue.smallest else "no size up to 100,000"
        lines.append(f"smallest pool with a p99 wait of at most {_ms(queue.target)}: {smallest}")
    if queue.useful is not None:
        lines.append(
            f"beyond {queue.useful} connections the cores of PostgreSQL have nothing left to give to queries on the CPU"
        )
    return [clean(line) for line in [*lines, *([queue.note] if queue.note else [])]]


def simulation_lines(simulation: Simulation) -> list[str]:
    """What a simulation showed, one statement a line."""
    failed = [
        (simulation.refused, "refused by max_client_conn"),
        (simulation.login_timeouts, "ended by connect_timeout"),
        (simulation.wait_timeouts, "ended by query_wait_timeout"),
    ]
    losses = ", ".join(f"{count} {what}" for count, what in failed if count) or "no request failed"
    whole = f"not over after {simulation.seconds:g} s"
    recovered = whole if simulation.recovered is None else f"over after {simulation.recovered:.1f} s"
    load = f"{simulation.clients} clients, {simulation.requests} requests in {simulation.seconds:g} s"
    return [
        f"{load} (seed {simulation.seed}): {recovered}",
        f"up to {simulation.asked} logins a second wanted, {simulation.done} answered",
        f"longest queues: {simulation.login_queue} logins, {simulation.pool_queue} for a server connection",
        f"{losses}; slowest answered request {_ms(simulation.slowest)}",
    ]


def _ms(seconds: float) -> str:
    milliseconds = seconds * 1000
    if 0 < milliseconds < SHORTEST:
        return f"below {SHORTEST:g} ms"
    return f"{milliseconds:.3g} ms" if milliseconds < 1000 else f"{seconds:.3g} s"  # noqa: PLR2004 - a second
