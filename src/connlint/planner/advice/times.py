"""The times that have to agree, chosen together: worker timeout > query_wait_timeout + statement_timeout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.planner.values import number

if TYPE_CHECKING:
    from connlint.models.stack import Link
    from connlint.models.traced import Traced
    from connlint.planner.advice.case import Case

SHORTEST_WORKER = 21
LONG_WORKER = 46
DEFAULT_WORKER = 30
STATEMENT = (15, 30)
"""The guide's range of statement_timeout, in seconds."""
SHORTEST_WAIT = 2
"""Seconds between a statement_timeout and the worker timeout: a client must be able to wait at all."""
LONGEST_WAIT = 30
"""Ten times the shortest connect_timeout of the guide: a longer queue is not covered by it in any sense."""
DEFAULT_WAIT = 15


@dataclass(frozen=True)
class Times:
    """Seconds; ``worker`` is 0 when no worker is ended by a timeout or nobody knows one; ``statement`` is the longest
    statement_timeout of any alias."""

    worker: int | float
    statement: int | float
    wait: int | float

    @property
    def retry(self) -> int | float:
        """server_login_retry: not longer than a client waits."""
        return min(5, self.wait)

    def fits(self, statement: float) -> bool:
        """Whether a statement_timeout can stay."""
        return fits(statement, self.worker)


def own_statement(link: Link) -> int | float:
    """The statement_timeout that a link has, or that its OPTIONS ask for in vain; 0 for none."""
    facts = link.facts
    return number(facts["statement_timeout_seconds"]) or number(facts["statement_timeout_asked"]) or 0


def choose_times(case: Case, wait: Traced | None) -> Times:
    """Times that agree, keeping what is there where it can stay."""
    worker = case.worker_timeout or 0
    if 0 < worker < SHORTEST_WORKER:
        worker = DEFAULT_WORKER
    chosen = _statement([own_statement(link) for link in case.links], worker)
    room = worker - chosen - 1 if worker else LONGEST_WAIT
    now = number(wait) or 0
    if not 0 < now <= min(room, LONGEST_WAIT):
        now = min(DEFAULT_WAIT, int(room)) if not worker or worker >= LONG_WORKER else min(10, int(room))
    return Times(worker, chosen, now)


def fits(statement: float, worker: float) -> bool:
    """Whether a statement_timeout is in the guide's range and leaves a worker time to wait."""
    return STATEMENT[0] <= statement <= STATEMENT[1] and (not worker or statement + SHORTEST_WAIT < worker)


def _statement(own: list[int | float], worker: float) -> int | float:
    """The longest of those that can stay, otherwise the nearest that could."""
    kept = [figure for figure in own if fits(figure, worker)]
    if kept:
        return max(kept)
    longest = STATEMENT[1] if not worker or worker >= LONG_WORKER else STATEMENT[0]
    asked = max(own, default=0)
    return min(max(asked, STATEMENT[0]), longest) if asked else longest
