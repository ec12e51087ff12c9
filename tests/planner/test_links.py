import pytest

from connlint.models.django import EnvironmentRead
from connlint.models.traced import Branch, either, known, unknown
from tests.planner.build import alias, link, module, pooler, stack

UNKNOWN = unknown("environment variable DB_HOST has no default", missing="DB_HOST")


def test_another_engine_is_not_linked():
    found = link(alias(ENGINE="django.db.backends.sqlite3"), pooler=pooler())
    assert found.pooler is None
    assert found.facts["is_postgresql"].value is False
    assert found.effective == {}


def test_an_unknown_third_party_engine_stays_unknown():
    found = link(alias(ENGINE="company.backends.magic"), pooler=pooler())
    assert found.facts["is_postgresql"].status == "unknown"
    assert "company.backends.magic" in found.facts["is_postgresql"].reason


@pytest.mark.parametrize(
    "engine",
    [
        "django.contrib.gis.db.backends.postgis",
        "django_prometheus.db.backends.postgresql",
        "django_tenants.postgresql_backend",
        "psqlextra.backend",
        "django.db.backends.postgresql_psycopg2",
    ],
)
def test_engines_that_are_postgresql(engine):
    assert link(alias(ENGINE=engine)).facts["is_postgresql"].value is True


def test_without_a_pooler_the_link_is_direct():
    found = link(alias())
    assert found.pooler is None
    assert found.reason == "no pooler was given"


def test_host_and_port_prove_the_link():
    found = link(alias(), pooler=pooler())
    assert (found.pooler, found.entry, found.assumed, found.port_matches) == (0, "app", False, True)
    assert found.facts["host_matches"].value is True


def test_the_backend_of_an_entry_goes_past_the_pooler():
    inner = pooler({"app": {"host": "db", "port": 5432}}, listen_addr="*")
    found = link(alias(HOST="db", PORT="5432"), pooler=inner)
    assert found.pooler is None
    assert "past the pooler" in found.reason


def test_backend_equal_to_the_alias_with_default_port():
    found = link(alias(HOST="db", PORT=""), pooler=pooler({"app": {"host": "db"}}))
    assert found.pooler is None


@pytest.mark.parametrize(
    "host,backend",
    [("localhost", {"host": "127.0.0.1"}), ("127.0.0.1", {"host": "::1"}), ("", {}), ("", {"host": "127.0.0.1"})],
)
def test_names_of_this_machine_are_one_backend(host, backend):
    assert link(alias(HOST=host, PORT="5432"), pooler=pooler({"app": backend})).pooler is None


def test_the_pooler_may_listen_where_its_backend_does_not():
    config = pooler({"app": {"host": "127.0.0.1", "port": 5433}}, listen_port=5432)
    assert link(alias(HOST="localhost", PORT="5432"), pooler=config).pooler == 0


def test_a_container_name_is_assumed_and_says_so():
    found = link(alias(HOST="pgbouncer"), pooler=pooler(listen_addr="*"))
    assert found.pooler == 0
    assert found.assumed
    assert "'pgbouncer' cannot be compared with listen_addr" in found.reason


def test_one_pair_with_another_port_is_linked_and_told():
    found = link(alias(PORT="6433"), pooler=pooler())
    assert (found.pooler, found.assumed, found.port_matches) == (0, True, False)
    assert found.facts["port_matches"].value is False


def test_the_port_of_the_pooler_links_whatever_the_name_is():
    config = pooler({"app": {"host": "db"}}, listen_addr="*")
    found = stack([module(alias(HOST="pgbouncer", NAME="other")), module(alias(HOST="pgbouncer"), name="b")], [config])
    assert [one.pooler for one in found.links] == [0, 0]
    assert "'pgbouncer' cannot be compared with listen_addr" in found.links[0].reason


def reading(alias, *variables):
    reads = tuple(EnvironmentRead(name=name, given=given) for name, given in variables)
    return stack([module(alias).model_copy(update={"environment": reads})]).links[0]


def test_a_switch_that_is_off_sends_the_alias_to_postgresql():
    found = reading(alias(PORT="5432"), ("DB_PORT", False), ("USE_PGBOUNCER", False))
    assert found.pooler is None
    assert found.reason.endswith("while USE_PGBOUNCER is not set (--env or --env-file)")


def test_a_switch_that_was_supplied_decides_nothing_more():
    assert reading(alias(PORT="5432"), ("USE_PGBOUNCER", True)).pooler == 0


def test_a_variable_that_gives_the_port_is_no_switch():
    port = known("5432", "default of environment variable PGBOUNCER_PORT")
    assert reading(alias(PORT=port), ("PGBOUNCER_PORT", False)).pooler == 0


def test_a_switch_says_nothing_of_an_alias_at_the_pooler():
    assert reading(alias(), ("USE_PGBOUNCER", False)).pooler == 0


def test_another_port_is_direct_when_another_alias_matches():
    found = link(alias(), alias("replica", HOST="10.0.0.9", PORT="5432"), pooler=pooler(), which="replica")
    assert found.pooler is None


def test_aliases_with_the_same_address_all_link():
    found = stack([module(alias(), alias("replica"))])
    assert [one.pooler for one in found.links] == [0, 0]


def test_another_machine_with_everything_different_is_direct():
    found = link(alias(HOST="10.0.0.9", PORT="5432", NAME="other"), pooler=pooler())
    assert found.pooler is None


def test_two_contradictions_are_one_too_many():
    found = link(alias(HOST="10.0.0.9", NAME="other"), pooler=pooler())
    assert found.pooler is None


def test_an_unknown_host_is_assumed_with_its_reason():
    found = link(alias(HOST=UNKNOWN), pooler=pooler())
    assert found.pooler == 0
    assert found.assumed
    assert "DB_HOST" in found.reason
    assert found.facts["host_matches"].status == "unknown"


def test_a_name_without_entry_is_not_served():
    found = link(alias(NAME="other"), pooler=pooler())
    assert (found.pooler, found.entry) == (0, "")
    assert found.facts["name_served"].value is False


def test_a_name_may_be_served_by_an_entry_that_is_not_known():
    config = pooler().model_copy(update={"databases_whole": False})
    found = stack([module(alias(NAME="other"))], [config])
    assert found.links[0].facts["name_served"].status == "unknown"
    assert found.pooler_facts[0]["server_connections"].status == "unknown"


def test_the_name_of_its_service_is_the_pooler():
    config = pooler(listen_addr="*").model_copy(update={"services": ("pgbouncer",)})
    found = stack([module(alias(HOST="pgbouncer"))], [config])
    assert not found.links[0].assumed


def test_the_fallback_entry_serves_any_name():
    found = link(alias(NAME="other"), pooler=pooler({"*": {"host": "db"}}))
    assert found.entry == "*"
    assert found.facts["name_served"].value is True


def test_an_exact_entry_wins_over_the_fallback():
    assert link(alias(), pooler=pooler({"*": {"host": "db"}, "app": {"host": "db"}})).entry == "app"


@pytest.mark.parametrize("host, directory, linked", [("/run/pg", "/run/pg", True), ("/var/run/pg", "/run/pg", True)])
def test_unix_sockets_are_compared(host, directory, linked):
    found = link(alias(HOST=host), pooler=pooler(unix_socket_dir=directory))
    assert (found.pooler == 0) is linked
    assert not found.assumed
    assert found.facts["is_tcp"].value is False


def test_two_poolers_are_told_apart_by_port():
    found = stack([module(alias(PORT="6433"))], [pooler(), pooler(listen_port=6433)])
    assert found.links[0].pooler == 1


def test_of_two_poolers_that_fit_the_first_is_taken_and_told():
    found = stack(poolers=[pooler(), pooler()]).links[0]
    assert (found.pooler, found.assumed) == (0, True)
    assert found.reason == "2 poolers fit equally well; the first was taken"


def test_two_poolers_without_a_match_leave_the_alias_direct():
    found = stack([module(alias(PORT="7000"))], [pooler(), pooler(listen_port=6433)])
    assert found.links[0].pooler is None


def test_several_modules_do_not_excuse_a_mismatch():
    found = stack([module(alias(PORT="5432"), name="dev"), module(alias(), name="prod")])
    assert [one.pooler for one in found.links] == [None, 0]


def test_a_service_of_its_own_is_never_assumed_to_be_the_pooler():
    found = link(alias(HOST="aws-0-eu-west-1.pooler.supabase.com", PORT="6432"), pooler=pooler(listen_addr="*"))
    assert found.pooler is None
    assert "service of its own" in found.reason


def test_an_alias_without_an_engine_is_no_postgresql():
    bare = alias()
    settings = {key: value for key, value in bare.settings.items() if key != "ENGINE"}
    facts = link(bare.model_copy(update={"settings": settings})).facts
    assert (facts["is_postgresql"].value, facts["is_postgresql"].how) == (False, "ENGINE is not set")


def test_an_engine_that_is_not_known_stays_unknown():
    facts = link(alias(ENGINE=unknown("environment variable ENGINE has no default", missing="ENGINE"))).facts
    assert (facts["is_postgresql"].missing, facts["engine_kind"].missing) == ("ENGINE", "ENGINE")


@pytest.mark.parametrize("engine", ["sql_server.pyodbc", "mssql", "ibm_db_django", "django.db.backends.oracle", ""])
def test_engines_that_are_something_else(engine):
    assert link(alias(ENGINE=engine)).facts["is_postgresql"].value is False


def test_a_host_that_depends_on_a_condition_says_so():
    branches = (Branch(condition="a", traced=UNKNOWN), Branch(condition="not a", traced=known(None)))
    found = link(alias(HOST=either(branches)), pooler=pooler())
    assert found.reason == "HOST is not known (it depends on a condition); the only pooler given was taken"
