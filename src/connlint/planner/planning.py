"""The plan: budgets as they are and as they would be, advice, queues."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.plan import BudgetLine, Plan, same
from connlint.planner import derive
from connlint.planner.advice import advise
from connlint.planner.advice.modes import is_proxied
from connlint.planner.advice.sizes import MOST_SLOTS
from connlint.planner.applying import apply
from connlint.planner.needed import needed
from connlint.planner.sums import combine
from connlint.planner.values import highest
from connlint.planner.workload import measured, queues

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.models.plan import Advice
    from connlint.models.stack import Stack, Sum
    from connlint.planner.needed import Objection
    from connlint.planner.workload import Workload

ROUNDS = 4
"""A value may depend on another that changes (a smaller pool, then a mode): the advice settles in two rounds."""


def make_plan(
    stack: Stack,
    workload: Workload | None = None,
    statistics: str = "",
    judge: Callable[[Stack], frozenset[Objection]] | None = None,
) -> Plan:
    """The plan for a derived Stack; ``statistics`` is the output of SHOW STATS. With a ``judge`` only the changes that
    a rule asks for are proposed.

    Raises ValueError when ``statistics`` is something else.
    """
    advice, after = settle(stack)
    if judge is not None:
        advice = tuple(needed(stack, advice, judge))
        after = derive(apply(stack, advice))
    found = queues(stack, workload) if workload else ()
    if statistics:
        found = (*found, *measured(statistics, stack, workload.target if workload else None))
    return Plan(budget=budget(stack), after=budget(after), advice=advice, queues=found, notes=_notes(stack))


def settle(stack: Stack) -> tuple[tuple[Advice, ...], Stack]:
    """The advice and the derived Stack that follows from it; advice on that Stack changes nothing more."""
    settled: dict[tuple[object, ...], Advice] = {}
    current = stack
    for _ in range(ROUNDS):
        round_ = advise(current)
        for one in round_:
            key = (one.where, one.index, one.name, one.setting)
            earlier = settled.get(key)
            settled[key] = _merged(earlier, one) if earlier else one
        if not any(one.changes for one in round_):
            break
        current = derive(apply(current, round_))
    return tuple(settled.values()), current


def _merged(earlier: Advice, later: Advice) -> Advice:
    """Advice of two rounds: what was there first, and the reason of the round that chose the value."""
    if later.remove == earlier.remove and same(earlier.value, later.value):
        return earlier
    return later.model_copy(update={"current": earlier.current})


def budget(stack: Stack) -> tuple[BudgetLine, ...]:
    """Clients against each pooler, then everything against PostgreSQL, steady and during a deploy."""
    lines = []
    for config, sums in zip(stack.poolers, stack.pooler_sums, strict=True):
        name = f"clients -> PgBouncer ({config.file})"
        lines.append(_line(name, sums["clients"], sums["client_capacity"]))
        lines.append(_line(name, sums["clients_deploy"], sums["client_capacity"], deploy=True))
    to_server = "PgBouncer and direct -> PostgreSQL" if stack.poolers else "clients -> PostgreSQL"
    usable = stack.sums["usable_slots"]
    lines.append(_line(to_server, stack.sums["server_connections"], usable))
    lines.append(_line(to_server, stack.sums["server_connections_deploy"], usable, deploy=True))
    return tuple(lines)


def _line(name: str, used: Sum, limit: Sum, *, deploy: bool = False) -> BudgetLine:
    left = combine([limit.total, used.total], "headroom", lambda figures: figures[0] - figures[1])
    return BudgetLine(name=name, used=used, limit=limit, headroom=left, deploy=deploy)


def _notes(stack: Stack) -> tuple[str, ...]:
    notes = [
        f"{module.file}: DATABASES is not known: {world.databases_unknown.reason}"
        for module in stack.modules
        for world in module.worlds
        if world.databases_unknown is not None
    ]
    direct = stack.facts["direct_connections"]
    most = highest(direct) or 0
    if most > MOST_SLOTS:
        notes.append(f"{most} connections go directly to PostgreSQL: put a pooler between, or bound the workers")
    if not stack.poolers and not any(map(is_proxied, stack.links)):
        notes.append("no PgBouncer configuration was given; the plan is for direct connections")
    return tuple(dict.fromkeys(notes))
