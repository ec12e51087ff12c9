"""Pool sizes and client limits that fit PostgreSQL's slots and the processes there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.planner.budget import HEADROOM
from connlint.planner.fleet import linked_pools
from connlint.planner.pools import pools_of
from connlint.planner.values import highest, number

if TYPE_CHECKING:
    from connlint.planner.advice.case import Case

PER_CORE = 10
"""Pools beyond ten connections a core are CL315's subject."""
CLIENT_MARGIN = 1.25
STEP = 50
MOST_SLOTS = 1000
"""More connections than that are no answer: they want a pooler, or fewer threads."""
LOWEST_CLIENT_LIMIT = 100


@dataclass(frozen=True)
class Sizes:
    """``pool`` is the size each pool can have, None when nothing has to shrink; ``slots`` what PostgreSQL would have
    to offer when even one connection a pool is too much, 0 otherwise."""

    pool: int | None
    why: str = ""
    slots: int = 0


def choose_sizes(case: Case) -> Sizes:
    """One size for all pools, so that they fit; a fleet that fits already keeps what it has."""
    facts = case.stack.facts
    pooled, usable = _pooled(case), number(facts["usable_slots"])
    cores, direct = number(facts["cores"]), highest(facts["direct_connections_deploy"]) or 0
    pools = sum(_pool_count(case, index) for index in range(len(case.stack.poolers)))
    crowded = usable is not None and direct > usable * HEADROOM
    if pools == 0 or (crowded and direct > MOST_SLOTS):
        slots = int(direct / HEADROOM) + 1 if usable is not None and direct > usable else 0
        return Sizes(None, slots=slots if slots <= MOST_SLOTS else 0)
    unlimited = any(facts["unlimited_pools"].value for facts in case.stack.pooler_facts)
    budget = _budget(usable, cores, direct)
    if budget is None:
        return Sizes(20, "the default; a pool needs a limit") if unlimited else Sizes(None)
    if pooled is not None and pooled <= budget:
        return Sizes(None)
    if budget < pools:
        return Sizes(
            1, "one connection a pool is already more than PostgreSQL offers", int((pools + direct) / HEADROOM) + 1
        )
    size = int(budget // pools)
    noun, them = ("pool", "it") if pools == 1 else ("pools", "them")
    why = f"{pools} {noun} x {size} = {pools * size} fit the {int(budget)} connections there are for {them}"
    return Sizes(size, why)


def is_starved(case: Case, index: int) -> bool:
    """Whether max_db_connections keeps pools of one pooler from their size."""
    facts = case.stack.pooler_facts[index]
    return bool(facts["starved_entries"].value or facts["starved_below_one"].value)


def _pooled(case: Case) -> int | float | None:
    """The worst case of all pools; without the caps where these starve some, for they will go."""
    if not any(is_starved(case, index) for index in range(len(case.stack.poolers))):
        return number(case.stack.facts["pool_connections"])
    sums = [(number(facts["pools_sum"]), number(facts["process_count"]) or 1) for facts in case.stack.pooler_facts]
    return None if any(total is None for total, _ in sums) else sum((total or 0) * count for total, count in sums)


def _budget(usable: float | None, cores: float | None, direct: float) -> int | float | None:
    """What all pools together may use: 80 % of the slots less direct connections, ten a core."""
    limits = []
    if usable is not None:
        limits.append(int(usable * HEADROOM) - direct)
    if cores is not None:
        limits.append(PER_CORE * cores)
    return min(limits, default=None)


def _pool_count(case: Case, index: int) -> int:
    """The pools of all processes of one pooler."""
    pools = pools_of(case.stack.poolers[index], linked_pools(case.stack, case.links, index))
    return len(pools) * int(number(case.stack.pooler_facts[index]["process_count"]) or 1)


def client_limit(clients: float, processes: float) -> int:
    """max_client_conn for so many clients: a quarter more, rounded up to the next 50, for each process its share."""
    wanted = clients * CLIENT_MARGIN / max(processes, 1)
    return max(LOWEST_CLIENT_LIMIT, -(-int(wanted + 0.999) // STEP) * STEP)
