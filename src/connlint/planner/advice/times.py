"""The times that have to agree, chosen together: worker timeout > query_wait_timeout + statement_timeout."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.planner.values import number

if TYPE_CHECKING:
    from connlint.models.traced import Traced
    from connlint.planner.advice.case import Case

SHORTEST_WORKER = 21
LONG_WORKER = 46
DEFAULT_WORKER = 30
STATEMENT = (15, 30)
"""The guide's range of statement_timeout, in seconds."""
LONGEST_WAIT = 30
"""Ten times the shortest connect_timeout of the guide: a longer queue is not covered by it in any sense."""
DEFAULT_WAIT = 15


@dataclass(frozen=True)
class Times:
    """Seconds; ``worker`` is 0 when no worker is ended by a timeout or nobody knows one."""

    worker: int | float
    statement: int | float
    wait: int | float

    @property
    def retry(self) -> int | float:
        """server_login_retry: not longer than a client waits."""
        return min(5, self.wait)


def choose_times(case: Case, statement: Traced | None, wait: Traced | None) -> Times:
    """Times that agree, keeping what is there where it can stay."""
    worker = case.worker_timeout or 0
    if 0 < worker < SHORTEST_WORKER:
        worker = DEFAULT_WORKER
    longest = STATEMENT[1] if not worker or worker >= LONG_WORKER else STATEMENT[0]
    current = number(statement) or 0
    fitting = STATEMENT[0] <= current <= STATEMENT[1] and (not worker or current + 5 < worker)
    chosen = current if fitting else longest
    room = worker - chosen - 1 if worker else LONGEST_WAIT
    now = number(wait) or 0
    if not 0 < now <= min(room, LONGEST_WAIT):
        now = min(DEFAULT_WAIT, int(room)) if not worker or worker >= LONG_WORKER else min(10, int(room))
    return Times(worker, chosen, now)
