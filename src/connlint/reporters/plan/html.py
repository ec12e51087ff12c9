"""The plan as one self-contained page of HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint import __version__
from connlint.reporters.pages import page
from connlint.reporters.plan.rows import assignment, blocks, now, queue_lines, simulation_lines, use, why, why_unknown
from connlint.reporters.words import clean, term_lines

if TYPE_CHECKING:
    from connlint.models.plan import BudgetLine, Plan
    from connlint.models.stack import Stack


def render(plan: Plan, stack: Stack) -> str:
    """Budget with its terms, proposed values with their reasons, queues, simulations, remarks."""
    proposed = {(line.name, line.deploy): line for line in plan.after}
    return page(
        "plan.html.j2",
        version=__version__,
        budget=[_line(line, proposed.get((line.name, line.deploy), line)) for line in plan.budget],
        blocks=[
            (block.title, [(assignment(one), now(one), why(one)) for one in block.advice])
            for block in blocks(plan, stack)
        ],
        answers=[
            *((clean(f"Queueing, {queue.pool}"), queue_lines(queue)) for queue in plan.queues),
            *((f"Simulated {one.kind}", simulation_lines(one)) for one in plan.simulations),
        ],
        notes=[clean(note) for note in plan.notes],
    )


def _line(line: BudgetLine, proposed: BudgetLine) -> dict[str, Any]:
    sums = () if line.deploy else (line.used, line.limit)
    return {
        "name": clean(line.name),
        "when": "during a deploy" if line.deploy else "steady",
        "level": _level(line),
        "use": use(line),
        "proposed": use(proposed),
        "reason": why_unknown(line),
        "sums": [(clean(total.formula), term_lines(total.terms)) for total in sums if total.terms],
    }


def _level(line: BudgetLine) -> str:
    """The colour, named as those of findings are."""
    if not line.headroom.decided:
        return "warning"
    return "error" if line.headroom.value < 0 else "note"
