"""The plan as Markdown, for an issue or a pull request."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.reporters.plan.rows import assignment, blocks, now, queue_lines, simulation_lines, use, why, why_unknown
from connlint.reporters.words import clean, value_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.plan import Plan
    from connlint.models.stack import Stack


def render(plan: Plan, stack: Stack) -> str:
    """Tables of the budget and its terms, of the proposed values, and what queueing says."""
    lines = [*_budget(plan), *_terms(plan), *_advice(plan, stack)]
    for queue in plan.queues:
        lines += [f"### Queueing, {_cell(queue.pool)}", "", *(f"- {_cell(line)}" for line in queue_lines(queue)), ""]
    for one in plan.simulations:
        lines += [f"### Simulated {one.kind}", "", *(f"- {_cell(line)}" for line in simulation_lines(one)), ""]
    lines += [f"> {_cell(note)}" for note in plan.notes]
    return "\n".join(lines).rstrip("\n") + "\n"


def _budget(plan: Plan) -> Iterator[str]:
    yield from ("## Connection budget", "", "| | when | now | proposed |", "| --- | --- | --- | --- |")
    proposed = {(line.name, line.deploy): line for line in plan.after}
    for line in plan.budget:
        when = "during a deploy" if line.deploy else "steady"
        then = proposed.get((line.name, line.deploy), line)
        reason = why_unknown(line)
        note = f" ({_cell(reason)})" if reason else ""
        yield f"| {_cell(line.name)} | {when} | {use(line)}{note} | {use(then)} |"
    yield ""


def _terms(plan: Plan) -> Iterator[str]:
    terms = [
        (one, total)
        for line in plan.budget
        if not line.deploy
        for total in (line.used, line.limit)
        for one in total.terms
    ]
    yield from ("| term | value | from |", "| --- | ---: | --- |")
    for term, _ in dict.fromkeys((one, "") for one, _ in terms):
        place = f"`{_cell(term.origin.short)}`" if term.origin else ""
        yield f"| {_cell(term.term)} | {_cell(value_text(term.value))} | {place} |"
    yield ""


def _advice(plan: Plan, stack: Stack) -> Iterator[str]:
    yield from ("## Proposed values", "")
    for block in blocks(plan, stack):
        yield from (f"### {_cell(block.title)}", "", "| setting | | reason |", "| --- | --- | --- |")
        for one in block.advice:
            yield f"| `{_cell(assignment(one))}` | {_cell(now(one))} | {_cell(why(one))} |"
        yield ""


def _cell(text: str) -> str:
    """Text that cannot leave its cell or become markup."""
    escaped = clean(text).replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")
    return " ".join(escaped.split())
