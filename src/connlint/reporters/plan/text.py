"""The plan for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.reporters.ansi import Pen
from connlint.reporters.plan.rows import assignment, blocks, now, queue_lines, simulation_lines, use, why, why_unknown
from connlint.reporters.words import clean, term_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.plan import BudgetLine, Plan
    from connlint.models.stack import Stack, Sum


MOST_TERMS = 12
"""More terms than these are shown with -v only."""


def render(plan: Plan, stack: Stack, *, color: bool = False, verbose: bool = False) -> str:
    """Budget, proposed values with reasons, queues, remarks; ``verbose`` adds what stays as it is, and every term."""
    pen = Pen(color)
    lines = [*_budget(plan, pen, verbose=verbose), "", *_advice(plan, stack, pen, verbose=verbose)]
    for queue in plan.queues:
        lines += ["", pen(clean(f"Queueing, {queue.pool}"), "bold"), *(f"  {line}" for line in queue_lines(queue))]
    for one in plan.simulations:
        lines += ["", pen(f"Simulated {one.kind}", "bold"), *(f"  {line}" for line in simulation_lines(one))]
    lines += ["", *(pen(clean(f"note: {note}"), "dim") for note in plan.notes)] if plan.notes else []
    return "\n".join(lines).rstrip("\n") + "\n"


def _budget(plan: Plan, pen: Pen, *, verbose: bool) -> Iterator[str]:
    yield pen("Budget", "bold")
    proposed = {(line.name, line.deploy): line for line in plan.after}
    for line in plan.budget:
        then = proposed.get((line.name, line.deploy))
        if not line.deploy:
            yield f"  {clean(line.name)}"
        yield f"    {'during a deploy' if line.deploy else 'steady':<16}{_styled(line, pen)}{_then(line, then)}"
        reason = why_unknown(line)
        if reason and not line.deploy:
            yield pen(f"      not known: {reason}", "dim")
        if not line.deploy:
            yield from _sum(line.used, verbose=verbose)
            yield from _sum(line.limit, verbose=verbose)


def _styled(line: BudgetLine, pen: Pen) -> str:
    too_many = line.headroom.decided and line.headroom.value < 0
    return pen(use(line), "red") if too_many else use(line)


def _then(line: BudgetLine, then: BudgetLine | None) -> str:
    return f"  (proposed: {use(then)})" if then is not None and use(then) != use(line) else ""


def _sum(total: Sum, *, verbose: bool) -> Iterator[str]:
    speaks = len(total.terms) > 1 and any(term.value != "unknown" for term in total.terms)
    if total.formula and (speaks or verbose):
        yield f"      {clean(total.formula)}"
    if verbose or (speaks and len(total.terms) <= MOST_TERMS):
        yield from (f"        {line}" for line in term_lines(total.terms))


def _advice(plan: Plan, stack: Stack, pen: Pen, *, verbose: bool) -> Iterator[str]:
    changes = sum(one.changes for one in plan.advice)
    yield pen("Proposed values", "bold") + f" ({changes} to change, {len(plan.advice) - changes} as they are)"
    for block in blocks(plan, stack):
        shown = [one for one in block.advice if verbose or one.changes]
        if shown:
            yield f"  {pen(block.title, 'cyan')}"
        for one in shown:
            yield f"    {pen(assignment(one), 'bold') if one.changes else assignment(one)}  {pen(now(one), 'dim')}"
            yield f"        {why(one)}"
