"""Queueing: M/M/c by Erlang C; M/G/c between it and M/D/c (Cosmetatos), and by Allen-Cunneen above it."""

from __future__ import annotations

import math
from dataclasses import dataclass

TAIL = 0.01
"""p99: one wait in a hundred is longer."""
MOST_SERVERS = 100_000


@dataclass(frozen=True)
class Waits:
    """What waits in a stable queue: the share that waits, the mean wait and the p99 wait in seconds."""

    probability: float
    mean: float
    p99: float


def erlang_c(servers: int, load: float) -> float:
    """The share of arrivals that wait, for ``load`` erlangs on ``servers``; 1.0 when the queue has no end.

    By the recursion of Erlang B, which neither overflows nor loses digits.
    """
    if load >= servers:
        return 1.0
    blocked = 1.0
    for count in range(1, servers + 1):
        blocked = load * blocked / (count + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


def waits(servers: int, rate: float, service: float, variation: float = 1.0) -> Waits | None:
    """Waits of ``rate`` arrivals a second that take ``service`` seconds with the given coefficient of variation.

    None when the load is not below the servers. The tail is taken as exponential, which is exact for variation 1.
    """
    load = rate * service
    if load >= servers:
        return None
    probability = erlang_c(servers, load)
    factor = spread(servers, load, variation)
    conditional = service / (servers - load) * factor
    p99 = math.log(probability / TAIL) * conditional if probability > TAIL else 0.0
    return Waits(probability, probability * conditional, p99)


def spread(servers: int, load: float, variation: float) -> float:
    """The wait of M/G/c in terms of that of M/M/c.

    Up to variation 1 in proportion between M/D/c, as Cosmetatos approximates it, and M/M/c; above it
    (1 + variation squared) / 2, as Allen and Cunneen do. One server is exact (Pollaczek and Khinchine).
    """
    if variation >= 1:
        return (1 + variation**2) / 2
    share = load / servers
    correction = (1 - share) * (servers - 1) * (math.sqrt(4 + 5 * servers) - 2) / (16 * servers * share)
    constant = min((1 + correction) / 2, 1.0)
    return variation**2 + (1 - variation**2) * constant


def smallest_pool(rate: float, service: float, target: float, variation: float = 1.0) -> int | None:
    """The fewest servers whose p99 wait is at most ``target`` seconds; None beyond 100,000."""
    servers = max(int(rate * service) + 1, 1)
    while servers <= MOST_SERVERS:
        found = waits(servers, rate, service, variation)
        if found is not None and found.p99 <= target:
            return servers
        servers += 1
    return None
