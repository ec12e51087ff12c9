import math
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connlint.planner.queueing import erlang_c, smallest_pool, waits
from connlint.planner.workload import Workload, measured, queue, queues
from tests.planner.build import alias, group, module, pooler, server, stack

TABLE = [
    # servers, erlangs, probability to wait: textbook values of Erlang C
    (1, 0.5, 0.5),
    (2, 1.0, 1 / 3),
    (3, 2.0, 4 / 9),
    (5, 4.0, 0.554),
    (10, 8.0, 0.409),
    (10, 9.0, 0.669),
    (20, 15.0, 0.160),
    (50, 45.0, 0.364),
    (100, 90.0, 0.217),
]


@pytest.mark.parametrize("servers,load,expected", TABLE)
def test_erlang_c_against_tables(servers, load, expected):
    assert erlang_c(servers, load) == pytest.approx(expected, abs=0.0006)


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 60), st.integers(1, 99))
def test_erlang_c_against_its_definition(servers, percent):
    load = Fraction(servers * percent, 100)
    top = load**servers / math.factorial(servers) * servers / (servers - load)
    below = sum(load**count / math.factorial(count) for count in range(servers))
    assert erlang_c(servers, float(load)) == pytest.approx(float(top / (below + top)), rel=1e-9)


def test_a_queue_that_never_ends():
    assert erlang_c(4, 4) == 1.0
    assert waits(4, 8.0, 0.5) is None
    assert smallest_pool(1e9, 1.0, 0.001) is None


def test_one_server_is_m_m_1():
    found = waits(1, 8.0, 0.1)
    assert found.probability == pytest.approx(0.8)
    assert found.mean == pytest.approx(0.4)
    assert found.p99 == pytest.approx(math.log(80) / 2)


def test_one_server_is_pollaczek_khinchine():
    assert waits(1, 8.0, 0.1, variation=0).mean == pytest.approx(0.2)
    assert waits(1, 8.0, 0.1, variation=2).mean == pytest.approx(1.0)


def wait_of_m_d_c(servers, load):
    """The exact mean wait for a constant service of 1: the chain of the number present, one service time apart."""
    arrivals = [math.exp(-load)]
    while len(arrivals) < 80:
        arrivals.append(arrivals[-1] * load / len(arrivals))
    size = 400
    present = [1.0] + [0.0] * (size - 1)
    for _ in range(600):
        left = [sum(present[: servers + 1]), *present[servers + 1 :]]
        present = [0.0] * size
        for count, share in enumerate(left):
            for more, chance in enumerate(arrivals):
                if share > 1e-12 and count + more < size:
                    present[count + more] += share * chance
    return sum((count - servers) * share for count, share in enumerate(present) if count > servers) / load


@pytest.mark.parametrize("servers,share", [(1, 0.6), (2, 0.5), (4, 0.7), (4, 0.9), (8, 0.8)])
def test_constant_service_is_near_the_exact_m_d_c(servers, share):
    exact = wait_of_m_d_c(servers, servers * share)
    assert waits(servers, servers * share, 1.0, variation=0).mean == pytest.approx(exact, rel=0.03)


def test_no_wait_worth_a_percentile():
    assert waits(50, 1.0, 0.1).p99 == 0.0


def test_the_smallest_pool_meets_its_target_and_one_less_does_not():
    size = smallest_pool(200, 0.05, 0.01)
    assert waits(size, 200, 0.05).p99 <= 0.01
    smaller = waits(size - 1, 200, 0.05)
    assert smaller is None or smaller.p99 > 0.01


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 40), st.floats(0.1, 0.99), st.floats(0, 3))
def test_more_servers_wait_less_and_more_load_waits_more(servers, share, variation):
    rate = servers * share
    here = waits(servers, rate, 1.0, variation)
    assert waits(servers + 1, rate, 1.0, variation).mean <= here.mean
    assert waits(servers, rate * 0.9, 1.0, variation).mean <= here.mean


def test_a_pool_under_load():
    found = stack([module(alias())], [pooler()], [group()], [server(max_connections=100)], cores=4)
    answer = queues(found, Workload(400, 0.02, target=0.01))[0]
    assert (answer.size, answer.service, answer.useful) == (20, 0.02, 4)
    assert answer.utilisation == pytest.approx(0.4)


def test_atomic_requests_hold_longer():
    found = stack([module(alias(ATOMIC_REQUESTS=True))], cores=4)
    answer = queues(found, Workload(100, 0.02, fraction=0.2))[0]
    assert answer.service == pytest.approx(0.1)
    assert answer.useful == 20


def test_session_mode_is_told():
    found = stack([module(alias(CONN_MAX_AGE=60))], [pooler(pool_mode="session")])
    assert "session mode" in queues(found, Workload(10, 0.01))[0].note


def test_without_a_pooler_there_is_no_queue():
    assert queues(stack([module(alias())], []), Workload(10, 0.01)) == ()


def test_a_pool_of_unknown_size_has_no_answer():
    answer = queue("x", 0, Workload(10, 0.01))
    assert (answer.mean, answer.utilisation) == (None, math.inf)


STATS = """\
 database  | total_xact_count | avg_xact_count | avg_xact_time | avg_wait_time
-----------+------------------+----------------+---------------+---------------
 app       |           100000 |            500 |         20000 |           350
 pgbouncer |                1 |              0 |             0 |             0
(2 rows)
"""


def test_show_stats_as_psql_prints_it():
    found = measured(STATS, stack(), target=0.005)
    assert [(one.pool, one.size, one.rate, one.service) for one in found] == [("app", 20, 500.0, 0.01965)]
    assert found[0].note == "measured mean wait: 0.350 ms"


def test_show_stats_as_csv():
    text = "database,avg_xact_count,avg_xact_time\napp,500,20000\nother,1,1\n"
    assert [(one.pool, one.size) for one in measured(text, stack())] == [("app", 20), ("other", 0)]


@pytest.mark.parametrize("text", ["", "hello", "database|total\napp|1\n", "database,avg_xact_count,avg_xact_time\n"])
def test_what_is_no_show_stats(text):
    with pytest.raises(ValueError, match="SHOW STATS"):
        measured(text, stack())
