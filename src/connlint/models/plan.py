"""What ``connlint plan`` says: the budget, the proposed values with their reasons, the queueing answers."""

from typing import Any, Literal

from connlint.models.base import Model
from connlint.models.stack import Sum
from connlint.models.traced import Traced

Where = Literal["pgbouncer", "database", "user", "alias", "options", "group", "postgresql"]


class Advice(Model):
    """One proposed value. ``index`` is that of the pooler, module or group it belongs to, ``name`` the entry,
    user, alias or group; ``current`` what is in force now (None: not set). ``remove`` takes the setting away.
    Seconds and numbers are plain; ``reason`` is one sentence; ``rules`` are the codes that speak without the change.
    """

    where: Where
    index: int = 0
    name: str = ""
    setting: str
    value: Any = None
    current: Traced | None = None
    reason: str
    remove: bool = False
    rules: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether anything has to be written."""
        if self.remove:
            return self.current is not None
        return self.current is None or not self.current.decided or not same(self.current.value, self.value)


def same(one: Any, other: Any) -> bool:
    """Whether two settings are equal; True is not 1."""
    return bool(one == other) and isinstance(one, bool) == isinstance(other, bool)


class BudgetLine(Model):
    """One comparison of the budget: what is used, what there is, and what is left (unknown when a side is)."""

    name: str
    used: Sum
    limit: Sum
    headroom: Traced
    deploy: bool = False


class Queue(Model):
    """How one pool serves a load, by M/M/c (and M/G/c with ``variation`` of the service time).

    ``rate`` transactions a second, ``service`` and waits in seconds; ``waits`` is the share that waits, ``p99``
    the wait that 99 of 100 stay below. ``smallest`` is the smallest pool that meets the target, ``useful`` the
    number of connections beyond which the declared cores have nothing left to give. A wait is None when the
    queue grows without end.
    """

    pool: str
    size: int
    rate: float
    service: float
    variation: float = 1.0
    utilisation: float
    waits: float | None = None
    mean: float | None = None
    p99: float | None = None
    target: float | None = None
    smallest: int | None = None
    useful: int | None = None
    note: str = ""


class Simulation(Model):
    """What a simulated disturbance did. Times in seconds from its start, counts of the whole run.

    ``asked`` and ``done`` are the most logins a second that clients wanted and that the pooler answered;
    ``login_queue`` and ``pool_queue`` the longest queues; ``refused`` logins beyond max_client_conn, ``login_timeouts``
    beyond connect_timeout, ``wait_timeouts`` beyond query_wait_timeout. ``recovered`` is when the last request failed
    or took more than a second, None when the run ended first.
    """

    kind: Literal["deploy", "restart", "failover"]
    clients: int
    seconds: float
    seed: int
    requests: int
    asked: int
    done: int
    login_queue: int
    pool_queue: int
    refused: int
    login_timeouts: int
    wait_timeouts: int
    slowest: float
    recovered: float | None


class Plan(Model):
    """The whole plan: budgets before and after, advice, queues, simulations, remarks."""

    budget: tuple[BudgetLine, ...] = ()
    after: tuple[BudgetLine, ...] = ()
    advice: tuple[Advice, ...] = ()
    queues: tuple[Queue, ...] = ()
    simulations: tuple[Simulation, ...] = ()
    notes: tuple[str, ...] = ()
