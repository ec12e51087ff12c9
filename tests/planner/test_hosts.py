"""Direct connections, server by server."""

import pytest

from connlint.models.traced import unknown
from connlint.planner.planning import budget
from tests.planner.build import alias, entries, group, module, place, pooler, server, stack

WEB = group(processes=5, threads=10)
SERVER = server(max_connections=90)


def found(*aliases, poolers=(), **rest):
    return stack([module(*aliases)], list(poolers), groups=[WEB], servers=[SERVER], **rest)


def branches(traced):
    return {branch.condition: branch.traced.value for branch in traced.branches}


def test_equal_servers_have_one_number_each_with_the_terms_of_all():
    derived = found(alias(HOST="db", PORT=5432), alias("replica", HOST="replica", PORT=5432))
    total = derived.sums["direct_connections"]
    assert total.total.value == derived.facts["server_connections"].value == 50
    assert total.formula.startswith("to db: web: 5 processes x 10 threads = 50 clients; to replica: web:")
    assert [term.value for term in total.terms] == [5, 10, 1, 5, 10, 1]
    assert [line.headroom.value for line in budget(derived)] == [37, 37]


@pytest.mark.parametrize("host, port", [("db", 5432), ("127.0.0.1", 5432), ("", "")])
def test_one_server_adds_up(host, port):
    other = "localhost" if host != "db" else host
    assert (
        found(alias(HOST=host, PORT=port), alias("b", HOST=other, PORT=5432)).facts["direct_connections"].value == 100
    )


def test_another_port_is_another_server():
    assert found(alias(PORT=5432), alias("b", PORT=5433)).facts["direct_connections"].value == 50


def test_unequal_servers_leave_open_which_one_is_described():
    derived = found(
        alias(HOST="db", PORT=5432), alias("b", HOST="other", PORT=5432), alias("c", HOST="other", PORT=5432)
    )
    total = derived.facts["direct_connections"]
    assert branches(total) == {"max_connections is that of db": 50, "max_connections is that of other": 100}
    assert budget(derived)[0].headroom.reason.startswith("connections lead to several servers (db, other)")


def test_a_server_behind_the_pooler_may_be_the_one_described():
    config = pooler().model_copy(update={"databases": entries({"app": {"host": "inner"}})})
    derived = found(alias(), alias("reports", HOST="other", PORT=5432), poolers=[config])
    total = derived.facts["direct_connections"]
    assert branches(total) == {"max_connections is that of other": 50, "max_connections is that of inner": 0}
    assert derived.facts["server_connections"].status == "unknown"


def test_unknown_hosts_are_told_apart_by_what_is_missing():
    hosts = [unknown("set by the environment", place(), name) for name in ("DB_HOST", "DB_HOST", "REPLICA_HOST")]
    derived = found(*(alias(str(number), HOST=host, PORT=5432) for number, host in enumerate(hosts)))
    assert branches(derived.facts["direct_connections"]) == {
        "max_connections is that of DB_HOST": 100,
        "max_connections is that of REPLICA_HOST": 50,
    }


def test_declared_clients_are_not_split():
    derived = found(alias(HOST="db", PORT=5432), alias("b", HOST="other", PORT=5432), clients=150)
    assert derived.facts["direct_connections"].reason == "the declared clients are not split by server"


def test_settings_of_one_server_each_are_alternatives():
    modules = [module(alias(HOST="db", PORT=5432), name="one"), module(alias(HOST="other", PORT=5432), name="two")]
    derived = stack(modules, [], groups=[WEB], servers=[SERVER])
    assert derived.facts["direct_connections"].value == derived.facts["server_connections"].value == 50
