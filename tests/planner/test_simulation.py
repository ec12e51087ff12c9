import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connlint.planner.scenarios import Conditions, scenario
from connlint.planner.simulation import Scenario, simulate
from connlint.planner.workload import Workload
from tests.planner.build import alias, group, module, pooler, stack
from tests.planner.test_plan_command import project, run, usage_error

__all__ = ["project"]
CALM = {"clients": 200, "limit": 400, "pool": 20, "rate": 200.0, "service": 0.02, "seconds": 30.0}


def of(kind, **changes):
    return simulate(Scenario(kind=kind, **{**CALM, **changes}))


def test_equal_scenarios_are_equal_and_other_seeds_are_not():
    assert of("restart") == of("restart")
    assert of("restart", seed=2) != of("restart")


def test_a_restart_brings_a_storm_of_logins_that_ends():
    found = of("restart", logins=50.0)
    assert found.asked > 50 >= found.done - 1
    assert found.login_queue > 10
    assert 0 < found.recovered < 20
    assert (found.refused, found.wait_timeouts) == (0, 0)


def test_a_storm_that_outlasts_connect_timeout_fails_requests():
    assert of("restart", logins=10.0, connect_timeout=1.0).login_timeouts > 0


def test_clients_beyond_the_limit_are_refused_for_ever():
    found = of("restart", limit=50)
    assert found.refused > 0
    assert found.recovered is None


def test_a_failover_is_over_after_the_first_try():
    found = of("failover", outage=7.0, retry=5.0, wait_timeout=0.0)
    assert 9.5 <= found.slowest <= 11
    assert 10 <= found.recovered < 15
    assert found.pool_queue > 100


def test_query_wait_timeout_ends_the_waiting():
    found = of("failover", outage=12.0, retry=1.0, wait_timeout=5.0)
    assert found.wait_timeouts > 0
    assert found.slowest < 13


def test_a_deploy_in_small_batches_asks_for_fewer_logins_at_once():
    whole = of("deploy", pods=10, batch=10)
    steps = of("deploy", pods=10, batch=1, pace=2.0)
    assert steps.asked < whole.asked
    assert steps.login_timeouts == 0


@settings(max_examples=15, deadline=None)
@given(st.sampled_from(["deploy", "restart", "failover"]), st.integers(1, 50), st.integers(1, 60), st.integers(1, 10))
def test_nothing_is_lost(kind, clients, limit, pool):
    found = of(kind, clients=clients, limit=limit, pool=pool, seconds=5.0, outage=1.0, retry=1.0, wait_timeout=1.0)
    assert found.requests > 0
    assert found.refused + found.login_timeouts + found.wait_timeouts <= found.requests
    assert found.login_queue <= clients
    assert found.pool_queue <= clients


def test_a_scenario_takes_its_numbers_from_the_files():
    found = stack(
        [module(alias(options={"connect_timeout": 3}))],
        [pooler(query_wait_timeout=8, server_login_retry=4)],
        [group(processes=5, replicas=6, surge=2)],
    )
    made = scenario(found, Workload(100, 0.01), "deploy", Conditions(seed=3))
    assert (made.clients, made.limit, made.pool, made.pods, made.batch) == (30, 100, 20, 6, 2)
    assert (made.connect_timeout, made.wait_timeout, made.retry, made.seed) == (3, 8, 4, 3)


@pytest.mark.parametrize(
    "found,reason", [(stack(), "the number of clients"), (stack(poolers=[]), "no alias reaches a pooler")]
)
def test_what_is_missing_is_named(found, reason):
    with pytest.raises(ValueError, match=reason):
        scenario(found, Workload(100, 0.01), "restart", Conditions())


def test_the_command_simulates(project):
    assert "--simulate needs --rps and --query-ms" in usage_error("--simulate", "restart")
    given = ("--rps", "100", "--query-ms", "10", "--simulate", "restart", "--seconds", "5")
    assert "Simulated restart" in run(*given)
    assert json.loads(run(*given, "--format", "json"))["simulations"][0]["kind"] == "restart"
    assert "### Simulated restart" in run(*given, "--format", "markdown")
    (project / "Procfile").unlink()
    assert "--simulate needs the number of clients" in usage_error(*given)
