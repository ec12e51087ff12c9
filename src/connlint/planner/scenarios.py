"""From a derived Stack and a load to a scenario of the simulation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.planner.advice.case import Case
from connlint.planner.simulation import Kind, Scenario
from connlint.planner.values import number

if TYPE_CHECKING:
    from connlint.models.stack import Stack
    from connlint.models.traced import Traced
    from connlint.planner.workload import Workload


MOST = 10_000_000
"""A simulation with more clients or server connections than that would not end."""


@dataclass(frozen=True)
class Conditions:
    """What no file says: logins a second that the pooler answers, seconds to simulate, the seed."""

    logins: float = 200.0
    seconds: float = 60.0
    seed: int = 1


def scenario(stack: Stack, workload: Workload, kind: Kind, conditions: Conditions) -> Scenario:
    """The scenario for the pool of the first pooled alias.

    Raises ValueError that names the number which is missing.
    """
    link = next((link for link in Case(stack).links if link.pooler is not None and link.entry), None)
    if link is None or link.pooler is None:
        raise ValueError("no alias reaches a pooler, so there is nothing to simulate")
    facts, settings = stack.pooler_facts[link.pooler], stack.poolers[link.pooler].settings
    groups = stack.topology.groups
    pods = sum(int(number(group.replicas) or 1) for group in groups)
    surge = sum(int(number(group.surge) or 0) for group in groups)
    return Scenario(
        kind=kind,
        clients=int(_needed(facts["clients"], "the number of clients")),
        limit=int(_needed(facts["client_capacity"], "max_client_conn")),
        pool=int(_needed(link.facts.get("pool_limit"), "the size of the pool")),
        rate=workload.rate,
        service=workload.query / workload.fraction if link.facts["atomic_requests"].value else workload.query,
        pods=max(pods, 1),
        batch=max(surge, 1),
        logins=conditions.logins,
        connect_timeout=number(link.facts["connect_timeout_seconds"]) or 0,
        wait_timeout=number(link.effective.get("query_wait_timeout")) or 0,
        retry=number(settings.get("server_login_retry")) or 0,
        seconds=conditions.seconds,
        seed=conditions.seed,
    )


def _needed(value: Traced | None, what: str) -> int | float:
    figure = number(value)
    if figure is None or not 0 < figure < MOST:
        reason = value.reason if value is not None and value.reason else "it is not set"
        raise ValueError(f"--simulate needs {what}: {reason}")
    return figure
