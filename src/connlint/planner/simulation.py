"""A discrete-event simulation of one pooler and its pool: a deploy, a restart of the pooler, a failover of the server.

Requests arrive as a Poisson process and pick a free client (a thread of a worker) at random. A client that is not
connected logs in first: the pooler, being one thread, answers logins one after the other. Then the request takes a
server connection, in the order of arrival, for an exponential time. Server connections open one after the other.
"""

from __future__ import annotations

import heapq
import random
from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from connlint.models.plan import Simulation

if TYPE_CHECKING:
    from collections.abc import Callable

Kind = Literal["deploy", "restart", "failover"]
SLOW = 1.0
"""A request that takes longer than this, in seconds, shows that the disturbance is not over."""


@dataclass(frozen=True)
class Scenario:
    """``clients`` connections of ``pods`` pods (each replaced ``batch`` at a time, every ``pace`` seconds, in a
    deploy), ``limit`` client connections let in, ``pool`` server connections; ``rate`` requests a second, ``service``
    seconds of queries each; ``logins`` a second, ``opening`` seconds for a server connection; ``connect_timeout`` and
    ``wait_timeout`` in seconds (0: none); the server is away for ``outage`` seconds and asked again every ``retry``.
    """

    kind: Kind
    clients: int
    limit: int
    pool: int
    rate: float
    service: float
    pods: int = 1
    batch: int = 1
    pace: float = 10.0
    logins: float = 200.0
    opening: float = 0.005
    connect_timeout: float = 5.0
    wait_timeout: float = 15.0
    retry: float = 5.0
    outage: float = 20.0
    seconds: float = 60.0
    seed: int = 1


@dataclass
class _Request:
    client: int
    arrived: float


@dataclass
class _Run:
    scenario: Scenario
    clock: float = 0.0
    events: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    number: int = 0
    free: list[int] = field(default_factory=list)
    connected: bytearray = field(default_factory=bytearray)
    open_clients: int = 0
    logins: deque[_Request] = field(default_factory=deque)
    waiting: deque[_Request] = field(default_factory=deque)
    idle_servers: int = 0
    busy_login: bool = False
    counts: Counter[str] = field(default_factory=Counter)
    asked: Counter[int] = field(default_factory=Counter)
    done: Counter[int] = field(default_factory=Counter)
    longest: Counter[str] = field(default_factory=Counter)
    slowest: float = 0.0
    last_trouble: float = 0.0

    def __post_init__(self) -> None:
        self.dice = random.Random(self.scenario.seed)  # noqa: S311 - a simulation, not a secret
        self.free = list(range(self.scenario.clients))
        self.connected = bytearray(b"\1" * self.scenario.clients)
        self.open_clients = self.scenario.clients

    def at(self, when: float, action: Callable[[], None]) -> None:
        """Do something at a time."""
        self.number += 1
        heapq.heappush(self.events, (when, self.number, action))

    def run(self) -> None:
        """Until the time is over."""
        _PLANS[self.scenario.kind](self)
        self.at(0.0, self.arrive)
        while self.events and self.events[0][0] <= self.scenario.seconds:
            self.clock, _, action = heapq.heappop(self.events)
            action()

    def arrive(self) -> None:
        """A request, and the next one after it; without a free client it goes nowhere."""
        self.at(self.clock + self.dice.expovariate(self.scenario.rate), self.arrive)
        self.counts["requests"] += 1
        if not self.free:
            self.trouble()
            return
        index = self.dice.randrange(len(self.free))
        client, self.free[index] = self.free[index], self.free[-1]
        self.free.pop()
        request = _Request(client, self.clock)
        if self.connected[client]:
            self.ask(request)
        else:
            self.log_in(request)

    def log_in(self, request: _Request) -> None:
        """Queue for a login, unless there are too many clients."""
        self.asked[int(self.clock)] += 1
        if self.open_clients + len(self.logins) >= self.scenario.limit:
            self.counts["refused"] += 1
            self.fail(request)
            return
        self.logins.append(request)
        self.longest["login"] = max(self.longest["login"], len(self.logins))
        if not self.busy_login:
            self.next_login()

    def next_login(self) -> None:
        """Answer the first login that still waits."""
        self.busy_login = False
        limit = self.scenario.connect_timeout
        while self.logins and limit and self.clock - self.logins[0].arrived > limit:
            self.counts["login_timeouts"] += 1
            self.fail(self.logins.popleft())
        if self.logins:
            self.busy_login = True
            request = self.logins.popleft()
            self.at(self.clock + 1 / self.scenario.logins, lambda: self.logged_in(request))

    def logged_in(self, request: _Request) -> None:
        """The client is connected; its request goes on."""
        self.done[int(self.clock)] += 1
        self.connected[request.client] = 1
        self.open_clients += 1
        self.ask(request)
        self.next_login()

    def ask(self, request: _Request) -> None:
        """Take a server connection or wait for one."""
        if self.idle_servers:
            self.idle_servers -= 1
            self.serve(request)
            return
        self.waiting.append(request)
        self.longest["pool"] = max(self.longest["pool"], len(self.waiting))
        if self.scenario.wait_timeout and len(self.waiting) == 1:
            self.at(self.clock + self.scenario.wait_timeout, self.give_up)

    def give_up(self) -> None:
        """Those who waited too long lose their connection."""
        limit = self.scenario.wait_timeout
        while self.waiting and self.clock >= self.waiting[0].arrived + limit:
            request = self.waiting.popleft()
            self.counts["wait_timeouts"] += 1
            self.connected[request.client] = 0
            self.open_clients -= 1
            self.fail(request)
        if self.waiting:
            self.at(self.waiting[0].arrived + limit, self.give_up)

    def serve(self, request: _Request) -> None:
        """Run the queries of a request."""
        self.at(self.clock + self.dice.expovariate(1 / self.scenario.service), lambda: self.served(request))

    def served(self, request: _Request) -> None:
        """The request is answered; the server connection goes to the next."""
        took = self.clock - request.arrived
        self.slowest = max(self.slowest, took)
        if took > SLOW:
            self.trouble()
        self.free.append(request.client)
        self.add_server()

    def add_server(self) -> None:
        """A server connection is there for the next who waits."""
        if self.waiting:
            self.serve(self.waiting.popleft())
        else:
            self.idle_servers += 1

    def fail(self, request: _Request) -> None:
        """The request ends in an error."""
        self.trouble()
        self.free.append(request.client)

    def trouble(self) -> None:
        """The disturbance is not over yet."""
        self.last_trouble = self.clock

    def drop(self, clients: range) -> None:
        """Connections of clients end; those that are busy finish first and stay."""
        idle = set(self.free)
        for client in clients:
            if self.connected[client] and client in idle:
                self.connected[client] = 0
                self.open_clients -= 1

    def open_servers(self, after: float) -> None:
        """All server connections, one after the other."""
        for number in range(self.scenario.pool):
            self.at(after + (number + 1) * self.scenario.opening, self.add_server)


def _deploy(run: _Run) -> None:
    """Pods are replaced batch by batch; the new one's clients are not connected yet."""
    scenario = run.scenario
    run.idle_servers = scenario.pool
    each = scenario.clients / scenario.pods
    for number, first in enumerate(range(0, scenario.pods, scenario.batch)):
        last = min(first + scenario.batch, scenario.pods)
        clients = range(int(first * each), int(last * each))
        run.at(number * scenario.pace, lambda clients=clients: run.drop(clients))  # type: ignore[misc]


def _restart(run: _Run) -> None:
    """Nobody is connected, on either side."""
    run.drop(range(run.scenario.clients))
    run.open_servers(0.0)


def _failover(run: _Run) -> None:
    """Clients stay, servers come back at the first try after the outage."""
    tries = -(-run.scenario.outage // run.scenario.retry) if run.scenario.retry else 1
    run.open_servers(max(tries * run.scenario.retry, run.scenario.outage))


_PLANS: dict[Kind, Callable[[_Run], None]] = {"deploy": _deploy, "restart": _restart, "failover": _failover}


def simulate(scenario: Scenario) -> Simulation:
    """Run a scenario; equal scenarios give equal results."""
    run = _Run(scenario)
    run.run()
    over = run.last_trouble < scenario.seconds - SLOW and not run.logins and not run.waiting
    return Simulation(
        kind=scenario.kind,
        clients=scenario.clients,
        seconds=scenario.seconds,
        seed=scenario.seed,
        requests=run.counts["requests"],
        asked=max(run.asked.values(), default=0),
        done=max(run.done.values(), default=0),
        login_queue=run.longest["login"],
        pool_queue=run.longest["pool"],
        refused=run.counts["refused"],
        login_timeouts=run.counts["login_timeouts"],
        wait_timeouts=run.counts["wait_timeouts"],
        slowest=run.slowest,
        recovered=run.last_trouble if over else None,
    )
