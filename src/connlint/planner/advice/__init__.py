"""Proposed values, each with its reason, chosen so that no rule of the catalogue speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.planner.advice.alias import AliasAdviser
from connlint.planner.advice.case import Case
from connlint.planner.advice.others import advise_groups, advise_server
from connlint.planner.advice.pooler import advise_pooler
from connlint.planner.advice.sizes import choose_sizes
from connlint.planner.advice.statements import advise_statement_timeout
from connlint.planner.advice.times import Times, choose_times

if TYPE_CHECKING:
    from connlint.models.plan import Advice
    from connlint.models.stack import Stack

__all__ = ["advise"]


def advise(stack: Stack) -> tuple[Advice, ...]:
    """The values that a derived Stack should have, those that can stay included."""
    case = Case(stack)
    times, sizes = _times(case), choose_sizes(case)
    found = [one for index in range(len(stack.poolers)) for one in advise_pooler(case, index, times, sizes)]
    for link in case.links:
        found.extend(AliasAdviser(case, link, times).advise())
    found.extend(advise_statement_timeout(case, times))
    found.extend(advise_groups(case, times))
    found.extend(advise_server(case, sizes))
    return tuple(found)


def _times(case: Case) -> Times:
    wait = next((pooler.settings.get("query_wait_timeout") for pooler in case.stack.poolers), None)
    return choose_times(case, wait)
