"""Which hosts and ports are somebody's pooler, and which only look like it."""

import subprocess
import sys

import pytest

from connlint.models.stack import Stack
from connlint.models.traced import unknown
from connlint.planner import derive
from tests.planner.build import alias, module, pooler
from tests.proxies.build import declared, facts
from tests.proxies.examples import BALANCERS, NOT_A_PROXY, OTHER_BALANCERS, RECOGNISED


@pytest.mark.parametrize("host, port", NOT_A_PROXY)
def test_direct_hosts_and_ports_are_no_proxy(host, port):
    found = facts(HOST=host, PORT=port)
    assert found["proxy_kind"].value == ""
    assert found["shares_servers"].value is False
    assert found["proxy_client_idle_seconds"].value == float("inf")


def test_an_unknown_host_is_no_proxy():
    found = facts(HOST=unknown("environment variable DB_HOST has no default", missing="DB_HOST"))
    assert (found["proxy_kind"].value, found["pool_mode"].value) == ("", "")


def test_a_declared_mode_is_that_of_whatever_is_at_an_unknown_host():
    host = unknown("environment variable DB_HOST has no default", missing="DB_HOST")
    found = facts(HOST=host, topology=declared(mode="session"))
    assert (found["proxy_kind"].value, found["pool_mode"].value) == ("declared", "session")


def test_an_alias_of_the_projects_own_pooler_has_no_other_proxy():
    found = facts(poolers=[pooler()], topology=declared(kind="rds-proxy"))
    assert found["proxy_kind"].value == ""
    assert (found["pool_mode"].value, found["pooler_name"].value, found["shares_servers"].value) == (
        "transaction",
        "PgBouncer",
        True,
    )


def test_session_mode_of_the_projects_own_pooler_shares_nothing():
    assert facts(poolers=[pooler(pool_mode="session")])["shares_servers"].value is False


@pytest.mark.parametrize("host, port, kind, mode", RECOGNISED)
def test_recognised(host, port, kind, mode):
    found = facts(HOST=host, PORT=port)
    assert (found["proxy_kind"].value, found["proxy_mode"].value) == (kind, mode)
    assert found["pool_mode"].value == mode
    assert found["pooler_name"].value == found["proxy_name"].value != ""
    assert found["proxy_documentation"].value.startswith("https://")


@pytest.mark.parametrize("host, port, kind, mode", RECOGNISED)
def test_only_a_mode_that_shares_without_pinning_shares(host, port, kind, mode):
    found = facts(HOST=host, PORT=port)
    assert found["shares_servers"].value is (mode == "transaction" and kind != "rds-proxy")
    assert found["proxy_ties_sockets"].value is (mode in ("session", "none"))


def test_the_mode_waits_for_an_unknown_port():
    port = unknown("environment variable DB_PORT has no default", missing="DB_PORT")
    found = facts(HOST="aws-0-eu-west-1.pooler.supabase.com", PORT=port)
    assert found["proxy_kind"].value == "supabase-pooler"
    assert (found["pool_mode"].status, found["pool_mode"].missing) == ("unknown", "DB_PORT")
    assert found["shares_servers"].status == "unknown"


def test_an_unknown_port_of_supabases_own_host_may_be_the_server():
    port = unknown("environment variable DB_PORT has no default", missing="DB_PORT")
    assert facts(HOST="db.abc.supabase.co", PORT=port)["pool_mode"].status == "unknown"


def test_a_variable_that_only_heroku_sets():
    host = unknown(
        "environment variable DATABASE_CONNECTION_POOL_URL has no default", missing="DATABASE_CONNECTION_POOL_URL"
    )
    found = facts(HOST=host, PORT=host)
    assert (found["proxy_kind"].value, found["proxy_mode"].value) == ("heroku-pgbouncer", "transaction")


def test_the_variable_is_seen_when_options_are_not_known_either():
    lost = unknown("DATABASE_CONNECTION_POOL_URL is not supplied", missing="DATABASE_CONNECTION_POOL_URL")
    one = alias(HOST=lost, PORT=lost).model_copy(update={"options_whole": lost})
    found = derive(Stack(modules=(module(one),))).links[0].facts
    assert found["proxy_kind"].value == "heroku-pgbouncer"


def test_what_an_operator_can_change_is_a_default_and_the_rest_is_known():
    assert facts(HOST="shop.postgres.database.azure.com", PORT=6432)["proxy_mode"].status == "default"
    assert facts(HOST="aws-0-eu-west-1.pooler.supabase.com", PORT=6543)["proxy_mode"].status == "known"


@pytest.mark.parametrize("host", BALANCERS)
def test_a_network_load_balancer_is_seen_from_its_name(host):
    found = facts(HOST=host)
    assert (found["network_kind"].value, found["network_idle_seconds"].value) == ("aws-nlb", 350)
    assert found["network_resets"].value is True
    assert found["proxy_kind"].value == ""


@pytest.mark.parametrize("host", OTHER_BALANCERS)
def test_other_balancers_are_not(host):
    assert facts(HOST=host)["network_kind"].value == ""


def test_an_ordinary_host_does_not_read_the_data():
    code = (
        "import sys\n"
        "from tests.proxies.build import facts\n"
        "facts(HOST='db.example.com')\n"
        "sys.exit('connlint.planner.proxies.data' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
