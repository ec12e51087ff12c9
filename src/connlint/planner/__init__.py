"""The planner: links, effective values, facts and sums; what rules compare and what ``connlint plan`` proposes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.planner.budget import fleet_facts, fleet_sums
from connlint.planner.celery import with_concurrency
from connlint.planner.fleet import by_world
from connlint.planner.link_facts import with_sums, with_values
from connlint.planner.links import find_links
from connlint.planner.pooler_facts import pooler_facts, pooler_sums

if TYPE_CHECKING:
    from connlint.models.stack import Stack

__all__ = ["derive"]


def derive(stack: Stack) -> Stack:
    """The Stack with links, effective values, facts and sums; what was derived before is replaced."""
    stack = stack.model_copy(update={"topology": with_concurrency(stack)})
    links = [with_values(stack, link) for link in find_links(stack)]
    stack = stack.model_copy(update={"links": tuple(links)})
    worlds = by_world(stack)
    links = [with_sums(stack, worlds, link) for link in links]
    sums = [pooler_sums(stack, worlds, index) for index in range(len(stack.poolers))]
    facts = [pooler_facts(stack, worlds, index, sums[index]) for index in range(len(stack.poolers))]
    totals = fleet_sums(stack, worlds, sums)
    return stack.model_copy(
        update={
            "links": tuple(links),
            "pooler_sums": tuple(sums),
            "pooler_facts": tuple(facts),
            "sums": totals,
            "facts": fleet_facts(stack, worlds, totals),
        }
    )
