import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from connlint.models.django import World
from connlint.models.traced import default, unknown
from connlint.planner.capacity import worst_case
from connlint.planner.flow import most_connections
from connlint.planner.pools import pools_of
from tests.planner.build import alias, group, module, pooler, server, stack, trace

TWO = {"a": {"host": "db"}, "b": {"host": "db"}}
USERS = list(itertools.product("ab", ("u", "v")))


def total(config, linked=USERS):
    return worst_case(pools_of(config, linked)).total


@pytest.mark.parametrize(
    "values, expected",
    [
        ({}, 8),
        ({"reserve_pool_size": 1}, 12),
        ({"reserve_pool_size": 1, "reserve_pool_timeout": 0}, 8),
        ({"max_db_connections": 3}, 6),
        ({"max_user_connections": 3}, 6),
    ],
)
def test_the_runs_of_the_reference(values, expected):
    assert total(pooler(TWO, default_pool_size=2, **values)).value == expected


def test_a_forced_user_makes_one_pool_of_each_entry():
    config = pooler({"a": {"user": "f"}, "b": {"user": "f"}}, default_pool_size=2)
    assert total(config, [("a", "f"), ("b", "f")]).value == 4


def test_a_users_size_wins_over_the_entry():
    config = pooler({"a": {"pool_size": 4}, "b": {"pool_size": 4}}, {"u": {"pool_size": 1}})
    assert total(config).value == 10


def test_entries_and_users_cap_together():
    config = pooler({"a": {"max_db_connections": 3}, "b": {}}, {"u": {"max_user_connections": 2}}, default_pool_size=5)
    assert total(config).value == 3 + 2 + 5


def test_auth_query_opens_its_own_pool():
    assert total(pooler(auth_user="checker"), [("app", "app")]).value == 40
    assert total(pooler(auth_user="app"), [("app", "app")]).value == 20
    assert total(pooler(auth_user="checker", auth_type="any"), [("app", "app")]).value == 20


@pytest.mark.parametrize("version, status, value", [("1.23.1", "known", 1), ("1.24.0", "unknown", None)])
def test_pool_size_0_is_unlimited_from_1_24(version, status, value):
    found = total(pooler(default_pool_size=0, version=version), [("app", "app")])
    assert (found.status, found.value) == (status, value)


def test_an_unlimited_pool_under_a_cap_is_bounded():
    assert total(pooler(default_pool_size=0, max_db_connections=7), [("app", "app")]).value == 7


def test_an_unknown_size_makes_the_total_unknown_with_its_reason():
    config = pooler(default_pool_size=unknown("placeholder ${POOL}", missing="POOL"))
    found = total(config, [("app", "app")])
    assert (found.status, found.missing) == ("unknown", "POOL")


def test_databases_of_the_fallback_count_apart():
    config = pooler({"*": {"max_db_connections": 5}})
    assert total(config, [("one", "u"), ("two", "u")]).value == 10


def test_an_entry_without_link_counts_one_pool():
    assert total(pooler({"app": {}, "other": {}}), [("app", "app")]).value == 40


sizes = st.integers(0, 4)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.tuples(st.sampled_from("ab"), st.sampled_from("uv")), sizes, min_size=1),
    st.dictionaries(st.sampled_from("ab"), sizes),
    st.dictionaries(st.sampled_from("uv"), sizes),
)
def test_the_flow_is_the_best_of_all_choices(pools, entries, users):
    def fits(choice):
        filled = dict(zip(pools, choice, strict=True))
        by_entry = all(sum(n for (e, _), n in filled.items() if e == entry) <= cap for entry, cap in entries.items())
        return by_entry and all(
            sum(n for (_, u), n in filled.items() if u == user) <= cap for user, cap in users.items()
        )

    best = max(
        sum(choice) for choice in itertools.product(*(range(size + 1) for size in pools.values())) if fits(choice)
    )
    assert most_connections(pools, entries, users) == best


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.tuples(st.sampled_from("abc"), st.sampled_from("uvw")), sizes, min_size=1), st.data())
def test_the_flow_is_monotone(pools, data):
    cap = {"a": data.draw(sizes)}
    key = data.draw(st.sampled_from(sorted(pools)))
    assert most_connections({**pools, key: pools[key] + 1}, cap, {}) >= most_connections(pools, cap, {})
    assert most_connections(pools, {"a": cap["a"] + 1}, {}) >= most_connections(pools, cap, {})


def test_no_limit_anywhere_is_infinite():
    assert most_connections({("a", "u"): math.inf}, {}, {}) == math.inf


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.integers(1, 9), st.integers(1, 3))
def test_doubling_the_replicas_doubles_the_clients(processes, threads, replicas, aliases):
    def clients(count):
        names = [alias(name) for name in ("default", "two", "three")[:aliases]]
        found = stack([module(*names)], groups=[group(processes=processes, threads=threads, replicas=count)])
        return found.pooler_facts[0]["clients"].value

    assert clients(replicas) == processes * threads * replicas * aliases
    assert clients(2 * replicas) == 2 * clients(replicas)


def test_a_deploy_adds_its_surge():
    found = stack(groups=[group(replicas=3, surge=1)])
    assert found.pooler_facts[0]["clients"].value == 12
    assert found.pooler_facts[0]["clients_deploy"].value == 16
    assert "4 processes x 1 thread x 4 replicas = 16 clients" in found.pooler_sums[0]["clients_deploy"].formula


def test_a_native_pool_bounds_the_clients_of_a_process():
    pooled = alias(options={"pool": True})
    found = stack([module(pooled)], groups=[group(processes=3, threads=10)])
    assert found.pooler_facts[0]["clients"].value == 12


@pytest.mark.parametrize("values,expected", [((6,), 6), ((6, 6), 6), ((6, 4), None), (("6",), None), ((None,), None)])
def test_celery_takes_its_concurrency_from_the_settings(values, expected):
    names = [{"CELERY_WORKER_CONCURRENCY": trace(value)} if value else {} for value in values]
    worlds = tuple(World(databases={"default": alias()}, settings=found) for found in names)
    cores = unknown("Celery starts a process for each core", missing="cores")
    worker = group("worker", server="celery", role="worker", worker_class="prefork", processes=cores)
    found = stack([module(worlds=worlds)], groups=[worker])
    assert found.pooler_facts[0]["clients"].value == expected


@pytest.mark.parametrize("groups", [[group(processes=300)], []])
def test_declared_clients_win_also_where_a_deploy_adds_none(groups):
    found = stack(groups=groups, clients=70)
    for when in ("clients", "clients_deploy"):
        assert found.pooler_facts[0][when].value == 70
        assert found.pooler_sums[0][when].formula == "70 clients (declared)"


@pytest.mark.parametrize("surge", [1, unknown("maxSurge 'x'")])
def test_declared_clients_do_not_say_how_many_a_deploy_adds(surge):
    found = stack(groups=[group(processes=300, surge=surge)], clients=70).pooler_facts[0]
    assert found["clients"].value == 70
    assert found["clients_deploy"].reason == "the declared clients do not say how many a deploy adds"


def test_no_topology_is_unknown_and_says_what_to_declare():
    found = stack().pooler_facts[0]["clients"]
    assert found.status == "unknown"
    assert "declare" in found.reason


def test_groups_of_other_settings_do_not_count():
    both = [module(alias(), name="shop"), module(alias(), name="blog")]
    groups = [group("shop", settings_module="shop"), group("blog", settings_module="blog", processes=3)]
    assert stack(both, groups=groups).pooler_facts[0]["clients"].value == 7


def test_the_budget_of_postgresql():
    found = stack(
        [module(alias(), alias("direct", HOST="db", PORT="5432"))],
        groups=[group(replicas=2, surge=1)],
        servers=[server(max_connections=50, reserved_connections=2)],
        allowance=5,
    )
    assert found.facts["usable_slots"].value == 40
    assert found.sums["usable_slots"].formula == "50 - 3 - 2 - 5 = 40 usable slots"
    assert found.facts["server_connections"].value == 20 + 8
    assert found.facts["server_connections_deploy"].value == 20 + 12
    assert found.facts["headroom_limit"].value == 32


def test_reserved_connections_exist_from_16():
    old = stack(servers=[server(max_connections=50, reserved_connections=2)], versions={"postgresql": "15.4"})
    assert old.facts["usable_slots"].value == 47


def test_a_file_of_the_server_that_was_not_read_leaves_no_default():
    unseen = unknown("extra.conf may set it, and is not here to be read", missing="extra.conf")
    config = server(superuser_reserved_connections=3).model_copy(update={"unseen": unseen})
    assert stack(servers=[config]).facts["max_connections"].missing == "extra.conf"


def test_no_server_is_unknown():
    assert stack().facts["usable_slots"].missing == "max_connections"


def test_two_hosts_have_no_common_budget():
    found = stack(poolers=[pooler({"app": {"host": "one"}, "b": {"host": "two"}})])
    assert found.facts["server_connections"].status == "unknown"
    assert "one, two" in found.facts["server_connections"].reason
    assert found.facts["pool_connections"].status == "unknown"


def test_no_entry_that_is_seen_is_not_no_entry_where_a_template_may_write_some():
    empty = pooler({})
    assert stack(poolers=[empty]).pooler_facts[0]["entry_count"].value == 0
    template = empty.model_copy(update={"databases_whole": False})
    assert stack(poolers=[template]).pooler_facts[0]["entry_count"].status == "unknown"


def test_processes_multiply_the_pools():
    config = pooler().model_copy(update={"process_count": known_count(3)})
    found = stack(poolers=[config])
    assert found.pooler_facts[0]["server_connections_all"].value == 60
    assert found.pooler_facts[0]["client_capacity"].value == 300


@pytest.mark.parametrize("count, processes, limit", [(None, 1, 20), (1, 1, 20), (2, 2, 40)])
def test_the_clients_of_an_alias_share_the_pools_of_all_processes(count, processes, limit):
    config = pooler().model_copy(update={"process_count": known_count(count) if count else None})
    [found] = stack(poolers=[config], groups=[group()]).links
    assert (found.facts["pool_processes"].value, found.facts["pool_limit_all"].value) == (processes, limit)


def test_pools_of_an_unknown_number_of_processes_are_not_summed():
    config = pooler().model_copy(update={"process_count": unknown("one on each node", missing="nodes")})
    [found] = stack(poolers=[config], groups=[group()]).links
    assert found.facts["pool_limit_all"].missing == "nodes"


def known_count(count):
    from connlint.models.traced import known

    return known(count)


def test_the_pool_of_a_link():
    found = stack(poolers=[pooler(reserve_pool_size=5, max_db_connections=22)], groups=[group(processes=30)])
    assert found.links[0].facts["pool_limit"].value == 22
    assert found.links[0].facts["pool_clients"].value == 30


def test_the_terms_carry_their_places():
    sums = stack(groups=[group()]).pooler_sums[0]
    assert all(term.origin is not None for term in sums["clients"].terms)
    assert [term.term for term in sums["server_connections"].terms] == ["pool app/app: pool_size"]


def test_clients_of_a_proxy_are_no_connections_of_postgresql():
    shared = alias(HOST="aws-0-eu-west-1.pooler.supabase.com", PORT="6543")
    found = stack([module(shared)], [], [group()], [server(max_connections=20)])
    assert found.facts["direct_connections"].value == 0


def test_databases_that_are_not_known_cannot_be_counted():
    lost = World(databases_unknown=unknown("the module cannot be followed", missing="X"))
    found = stack([module(worlds=(lost,))], groups=[group()], servers=[server(max_connections=50)])
    assert found.pooler_facts[0]["clients"].reason == "DATABASES is not known: the module cannot be followed"
    assert found.facts["direct_connections"].missing == "X"


def test_an_engine_that_may_be_postgresql_cannot_be_counted_where_it_leads():
    found = stack(
        [module(alias(), alias("odd", ENGINE="company.magic", HOST="10.0.0.9", PORT="1", NAME="x"))], groups=[group()]
    )
    assert found.pooler_facts[0]["clients"].value == 4
    assert "company.magic" in found.facts["direct_connections"].reason


@pytest.mark.parametrize("kind", [{"worker_class": "asgi", "asgi": True}, {"worker_class": "gevent"}])
@pytest.mark.parametrize("age", [None, 60, unknown("AGE is not set", missing="AGE")], ids=["for ever", "60", "unknown"])
def test_no_number_of_threads_bounds_connections_that_are_never_found_again(kind, age):
    found = stack([module(alias(CONN_MAX_AGE=age))], groups=[group(threads=20, **kind)])
    total = found.pooler_facts[0]["clients"]
    assert not total.decided
    assert total.missing in ("CONN_MAX_AGE", "AGE")


@pytest.mark.parametrize("values, clients", [({"CONN_MAX_AGE": 0}, 80), ({"options": {"pool": True}}, 16)])
def test_connections_that_end_with_the_request_or_are_pooled_are_bounded(values, clients):
    found = stack([module(alias(**values))], groups=[group(threads=20, worker_class="asgi", asgi=True)])
    assert found.pooler_facts[0]["clients"].value == clients


def test_declared_clients_are_not_split():
    def facts(*aliases):
        return stack([module(alias(), *aliases)], groups=[group()], clients=70).links[0].facts

    assert facts()["alias_clients"].value == 70
    other = facts(alias("other", NAME="other"))
    assert other["alias_clients"].reason == "the declared clients are not split by alias"
    assert other["pool_clients"].reason == "the declared clients are not split by alias"


def test_declared_clients_do_not_say_how_many_go_past_the_pooler():
    found = stack([module(alias(), alias("direct", HOST="db", PORT="5432"))], groups=[group()], clients=70)
    assert found.facts["direct_connections"].reason == "the declared clients do not say how many go past the pooler"


def test_the_concurrency_of_celery_is_no_business_of_other_groups():
    worlds = (World(databases={"default": alias()}, settings={"CELERY_WORKER_CONCURRENCY": trace(3)}),)
    cores = unknown("for each core", missing="cores")
    worker = group("worker", server="celery", role="worker", worker_class="prefork", processes=cores)
    beat = group("beat", server="celery", role="beat", processes=cores)
    found = stack([module(worlds=worlds)], groups=[worker, beat, group("web", processes=cores)])
    assert [one.processes.value for one in found.topology.groups] == [3, None, None]


@pytest.mark.parametrize("cap, some, one", [(50, [], []), (40, [], []), (39, ["app"], []), (19, [], ["app"])])
def test_an_entry_whose_cap_starves_its_pools(cap, some, one):
    config = pooler({"app": {"host": "db", "max_db_connections": cap}})
    found = stack([module(alias(), alias("second", USER="second"))], [config]).pooler_facts[0]
    assert (found["starved_entries"].value, found["starved_below_one"].value) == (some, one)


def test_a_lookup_in_a_database_that_is_not_served_opens_no_pool():
    config = pooler(auth_user="lookup", auth_dbname="postgres")
    assert [pool.key for pool in pools_of(config, [("app", "app")])] == [("app", "app")]


@pytest.mark.parametrize(
    "databases, values, expected",
    [
        ({"app": {"pool_size": 5}, "ledger": {"pool_size": 40}}, {}, (40, "pool_size", "ledger/its users")),
        ({"app": {"pool_size": 5}, "ledger": {}}, {}, (20, "default_pool_size", "ledger/its users")),
        ({"app": {"max_db_connections": 3}}, {}, (3, "max_db_connections", "app/app")),
        ({"app": {}}, {"max_user_connections": 4}, (4, "max_user_connections", "app/app")),
    ],
)
def test_the_largest_pool_is_told_by_what_bounds_it(databases, values, expected):
    facts = stack(poolers=[pooler(databases, **values)]).facts
    assert tuple(facts[f"largest_pool{name}"].value for name in ("", "_key", "_name")) == expected
    assert facts["largest_pool_key"].origin is not None


def test_a_size_that_nobody_wrote_stands_at_the_head_of_the_file():
    config = pooler(default_pool_size=default(20, "default of PgBouncer"))
    facts = stack(poolers=[config]).facts
    assert facts["largest_pool_key"].value == "default_pool_size"
    assert facts["largest_pool_key"].origin == config.home


@pytest.mark.parametrize(
    "entry, values, expected",
    [
        ({"pool_size": 5}, {}, "pool_size"),
        ({}, {}, "default_pool_size"),
        ({}, {"max_db_connections": 9}, "max_db_connections"),
    ],
)
def test_an_alias_knows_the_key_that_bounds_its_pool(entry, values, expected):
    [found] = stack(poolers=[pooler({"app": entry}, **values)]).links
    assert found.facts["pool_limit_key"].value == expected
