"""The facts of a proxy: documented limits, what a declaration changes, startup options, keepalives."""

import math

import pytest

from connlint.models.traced import unknown
from tests.planner.build import pooler, server
from tests.proxies.build import declared, facts

RDS = {"HOST": "the-proxy.proxy-demo.us-east-1.rds.amazonaws.com", "PORT": 5432}
SUPABASE = {"HOST": "aws-0-eu-west-1.pooler.supabase.com", "PORT": 6543}
NEON = {"HOST": "ep-cool-1-pooler.us-east-2.aws.neon.tech", "PORT": 5432}
LIMIT = declared(limit=350)
TIMEOUT = {"options": "-c statement_timeout=30000"}


def test_limits_that_nobody_documents_are_no_limits():
    assert facts(**SUPABASE)["proxy_client_idle_seconds"].value == math.inf
    assert "proxy_wait_seconds" not in facts(**SUPABASE)


def test_rds_proxy():
    found = facts(**RDS)
    assert found["proxy_client_idle_seconds"].value == 1800
    assert found["proxy_session_life_seconds"].value == 86400
    assert found["proxy_wait_seconds"].value == 120
    assert found["proxy_pins"].value is True
    assert found["proxy_supports_session_state"].value is True


def test_a_fact_names_the_page_that_states_it():
    assert facts(**RDS)["proxy_client_idle_seconds"].how == (
        "documented default at https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-connections.html"
    )


def test_session_mode_supports_what_transaction_mode_does_not():
    session, transaction = facts(**{**SUPABASE, "PORT": 5432}), facts(**SUPABASE)
    for name in ("keeps_settings", "listen", "advisory_locks", "prepared_statements"):
        assert session[f"proxy_{name}"].value is True
        assert transaction[f"proxy_{name}"].value is False


def test_pgdog_keeps_settings_in_transaction_mode():
    found = facts(HOST="pooler", topology=declared(kind="pgdog"))
    assert (found["proxy_mode"].value, found["proxy_keeps_settings"].value) == ("transaction", True)
    assert found["shares_servers"].value is True


def test_what_nobody_documents_is_unknown():
    assert facts(HOST="pooler", topology=declared(kind="pgcat"))["proxy_listen"].status == "unknown"


@pytest.mark.parametrize("kind", ["odyssey", "proxysql", "pgbouncer", "cloud-sql-pooling"])
def test_a_mode_that_the_operator_chooses_is_unknown_until_declared(kind):
    found = facts(HOST="pooler", topology=declared(kind=kind))
    assert (found["pool_mode"].status, found["pool_mode"].missing) == ("unknown", "mode in [tool.connlint.proxy]")
    assert facts(HOST="pooler", topology=declared(kind=kind, mode="session"))["shares_servers"].value is False


def test_a_declaration_wins_over_the_host_and_the_documented_default():
    found = facts(**RDS, topology=declared(client_idle=3600))
    assert (found["proxy_kind"].value, found["proxy_client_idle_seconds"].value) == ("rds-proxy", 3600)
    assert facts(**RDS, topology=declared(client_idle=0))["proxy_client_idle_seconds"].value == math.inf
    azure = {"HOST": "shop.postgres.database.azure.com", "PORT": 6432}
    assert facts(**azure, topology=declared(mode="session"))["shares_servers"].value is False
    assert facts(**RDS, topology=declared(kind="none"))["proxy_kind"].value == ""


def test_a_declaration_for_another_alias_says_nothing_about_this_one():
    assert facts(HOST="pooler", topology=declared("reports", kind="pgdog"))["proxy_kind"].value == ""


def test_a_mode_alone_declares_a_proxy():
    found = facts(HOST="pooler", topology=declared(mode="transaction"))
    assert (found["proxy_kind"].value, found["shares_servers"].value) == ("declared", True)
    assert found["proxy_name"].value == "the declared proxy"


def test_a_declared_kind_with_ports_still_has_direct_ones():
    kind = declared(kind="azure-pgbouncer")
    assert facts(HOST="db.example.com", PORT=5432, topology=kind)["proxy_kind"].value == ""
    assert facts(HOST="db.example.com", PORT=6432, topology=kind)["pool_mode"].value == "transaction"


def test_nothing_is_refused_where_nothing_is_sent():
    for target in (RDS, NEON):
        assert facts(**target)["startup_refused"].value == ""
    assert facts(**NEON, options={"options": "-c TimeZone=UTC"})["startup_refused"].value == ""
    assert facts(HOST="pooler", options=TIMEOUT, topology=declared(kind="pgdog"))["startup_refused"].value == ""


def test_what_nobody_documents_is_not_refused():
    assert "startup_refused" not in facts(**SUPABASE, options=TIMEOUT)
    assert "startup_refused" not in facts(HOST="db.example.com", options=TIMEOUT)


def test_options_are_refused():
    found = facts(**RDS, options=TIMEOUT)
    assert found["startup_refused"].value == "options"
    assert found["startup_refused_error"].value.startswith("Feature not supported: RDS Proxy currently")
    found = facts(**NEON, options=TIMEOUT)
    assert found["startup_refused_error"].value == "unsupported startup parameter in options: statement_timeout"


def test_unknown_options_stay_unknown():
    found = facts(**RDS, options={"options": unknown("environment variable X has no default", missing="X")})
    assert (found["startup_refused"].status, found["startup_refused"].missing) == ("unknown", "X")


@pytest.mark.parametrize(
    "topology, seconds, name",
    [
        (declared(network={"idle_limit": 0}), math.inf, "the network"),
        (declared(network={"idle_limit": 100}), 100, "the network"),
        (declared(network={"kind": "azure-lb"}), 240, "Azure Load Balancer"),
        (declared(network={"kind": "azure-lb", "idle_limit": 600}), 600, "Azure Load Balancer"),
        (declared(network={"kind": "ipvs"}), 900, "IPVS (Docker Swarm, kube-proxy in ipvs mode, LVS)"),
        (declared(network={"kind": "gcp-vpc"}), 600, "Google Cloud VPC network"),
        (declared(network={"kind": "aws-nat-gateway"}), 350, "AWS NAT gateway"),
        (declared(limit=60, network={"kind": "ipvs"}), 60, "IPVS (Docker Swarm, kube-proxy in ipvs mode, LVS)"),
    ],
)
def test_the_networks_limit(topology, seconds, name):
    found = facts(HOST="db.example.com", topology=topology)
    assert (found["network_idle_seconds"].value, found["network_name"].value) == (seconds, name)


@pytest.mark.parametrize(
    "options, seconds",
    [
        ({}, 7200),
        ({"keepalives_idle": 60}, 60),
        ({"keepalives_idle": "60"}, 60),
        ({"keepalives_idle": 0}, 7200),
        ({"keepalives": 1, "keepalives_idle": 30}, 30),
        ({"keepalives": 0, "keepalives_idle": 30}, 7200),
        ({"keepalives_idle": "soon"}, 7200),
    ],
)
def test_keepalives_of_the_client(options, seconds):
    assert facts(HOST="db.example.com", topology=LIMIT, options=options)["keepalive_seconds"].value == seconds


def test_keepalives_of_the_other_side():
    assert (
        facts(HOST="db.example.com", topology=LIMIT, servers=[server(tcp_keepalives_idle=120)])[
            "keepalive_seconds"
        ].value
        == 120
    )
    assert (
        facts(HOST="db.example.com", topology=LIMIT, servers=[server(tcp_keepalives_idle=0)])["keepalive_seconds"].value
        == 7200
    )
    assert facts(topology=LIMIT, poolers=[pooler(tcp_keepalive=1, tcp_keepidle=90)])["keepalive_seconds"].value == 90
    assert facts(topology=LIMIT, poolers=[pooler(tcp_keepalive=0, tcp_keepidle=90)])["keepalive_seconds"].value == 7200
    both = facts(topology=LIMIT, poolers=[pooler(tcp_keepalive=0)], options={"keepalives": 0})
    assert both["keepalive_seconds"].value == math.inf


def test_unknown_keepalives():
    lost = unknown("environment variable X has no default", missing="X")
    assert (
        facts(HOST="db.example.com", topology=LIMIT, options={"keepalives_idle": lost})["keepalive_seconds"].missing
        == "X"
    )
    assert facts(topology=LIMIT, poolers=[pooler(tcp_keepidle=lost)])["keepalive_seconds"].status == "unknown"
    assert (
        facts(topology=LIMIT, poolers=[pooler(tcp_keepidle=lost)], options={"keepalives_idle": 30})[
            "keepalive_seconds"
        ].value
        == 30
    )
