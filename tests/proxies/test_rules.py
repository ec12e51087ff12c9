"""The rules on whole stacks behind proxies: what fires, and above all what does not."""

import pytest

from connlint.models.django import World
from connlint.models.options import Options
from connlint.models.stack import Stack
from connlint.models.topology import Topology
from connlint.planner import derive
from connlint.rules import evaluate, load_catalogue
from tests.planner.build import alias, group, module, traced
from tests.proxies.build import declared
from tests.proxies.examples import NOT_A_PROXY, RECOGNISED

CATALOGUE = load_catalogue()
SAFE = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True, "DISABLE_SERVER_SIDE_CURSORS": True}
TIMEOUT = {"connect_timeout": 5}
MODES = [code for code in CATALOGUE.codes if code.startswith("CL4")]
LISTENS = {"INSTALLED_APPS": ["procrastinate.contrib.django"]}


def findings(options=None, topology=None, names=None, groups=(), **settings):
    one = alias(options={**TIMEOUT, **(options or {})}, **settings)
    found = module(worlds=(World(databases={"default": one}, settings=traced(names or {})),))
    topology = (topology or Topology()).model_copy(update={"groups": tuple(groups)})
    stack = derive(Stack(modules=(found,), topology=topology))
    return evaluate(stack, CATALOGUE, Options()).findings


def codes(**settings):
    return {finding.code: finding.severity for finding in findings(**settings)}


def serious(**settings):
    return {code for code, severity in codes(**settings).items() if severity != "note"}


@pytest.mark.parametrize("host,port", NOT_A_PROXY)
def test_a_direct_alias_meets_no_rule_of_pool_modes(host, port):
    assert not set(codes(HOST=host, PORT=port, options={"assume_role": "owner"})) & set(MODES)


@pytest.mark.parametrize("host,port,kind,mode", RECOGNISED)
def test_a_careful_alias_is_silent_behind_every_proxy(host, port, kind, mode):
    assert not serious(HOST=host, PORT=port, **SAFE)


@pytest.mark.parametrize("host,port,kind,mode", RECOGNISED)
def test_server_side_cursors(host, port, kind, mode):
    found = codes(HOST=host, PORT=port).get("CL401")
    expected = None if mode != "transaction" else "note" if kind == "rds-proxy" else "error"
    assert found == expected


@pytest.mark.parametrize("host,port,kind,mode", RECOGNISED)
def test_session_state(host, port, kind, mode):
    tenants = {"ENGINE": "django_tenants.postgresql_backend", **SAFE}
    found = codes(HOST=host, PORT=port, options={"assume_role": "owner"}, names=LISTENS, **tenants)
    shares = mode == "transaction" and kind != "rds-proxy"
    pins = "note" if kind == "rds-proxy" else None
    assert [found.get(code) for code in ("CL406", "CL409")] == ["error" if shares else pins] * 2
    assert found.get("CL410") == ("error" if shares else None)


def test_a_finding_behind_a_proxy_is_documented_and_names_it():
    finding = next(one for one in findings(HOST=RECOGNISED[6][0], PORT=6543) if one.code == "CL401")
    assert finding.evidence == "documented"
    assert finding.subject == "default -> Supabase's shared pooler (Supavisor)"
    assert finding.message.startswith("Supabase's shared pooler (Supavisor) pools in transaction mode")


def test_keeping_settings_is_enough_for_a_search_path():
    tenants = {"ENGINE": "django_tenants.postgresql_backend", "HOST": "pooler", **SAFE}
    assert "CL409" not in codes(topology=declared(kind="pgdog"), **tenants)
    assert codes(topology=declared(kind="pgbouncer", mode="transaction"), **tenants)["CL409"] == "error"


def test_an_undeclared_mode_is_undecided():
    stack = derive(
        Stack(modules=(module(alias(HOST="pooler", options=TIMEOUT)),), topology=declared(kind="odyssey")),
    )
    evaluation = evaluate(stack, CATALOGUE, Options())
    assert not {finding.code for finding in evaluation.findings} & set(MODES)
    waits = {item.code: item.missing for item in evaluation.undecided}
    assert waits["CL401"] == "mode in [tool.connlint.proxy]"


def test_statement_mode():
    found = codes(HOST="pooler", topology=declared(kind="pgdog", mode="statement"), **SAFE)
    assert found["CL407"] == "error"


@pytest.mark.parametrize("kind,fires", [("rds-proxy", True), ("neon-pooler", True), ("pgdog", False), ("pgcat", False)])
def test_startup_options(kind, fires):
    options = {"options": "-c statement_timeout=30000"}
    found = codes(HOST="pooler", topology=declared(kind=kind), options=options, **SAFE)
    assert ("CL402" in found) is fires


@pytest.mark.parametrize("kind,fires", [("supabase-pooler", True), ("neon-pooler", False), ("pgdog", False)])
def test_prepared_statements(kind, fires):
    options = {"server_side_binding": True, "prepare_threshold": 5}
    found = codes(HOST="pooler", PORT=6543, topology=declared(kind=kind), options=options, **SAFE)
    assert ("CL405" in found) is fires


@pytest.mark.parametrize(
    "age,checks,limit,severity",
    [
        (1800, False, {}, None),
        (1801, True, {}, "note"),
        (1801, False, {}, "warning"),
        (None, False, {}, "warning"),
        (3600, False, {"client_idle": 7200}, None),
        (3600, False, {"client_idle": 0}, None),
    ],
)
def test_the_proxys_idle_limit(age, checks, limit, severity):
    rds = {"HOST": "the-proxy.proxy-demo.us-east-1.rds.amazonaws.com", "PORT": 5432}
    settings = {**SAFE, "CONN_MAX_AGE": age, "CONN_HEALTH_CHECKS": checks}
    assert codes(topology=declared(**limit), **rds, **settings).get("CL104") == severity


@pytest.mark.parametrize(
    "network,options,severity",
    [
        ({"kind": "aws-nlb"}, {}, "note"),
        ({"kind": "azure-lb"}, {}, "warning"),
        ({"idle_limit": 350}, {}, "warning"),
        ({"idle_limit": 350}, {"keepalives_idle": 349}, None),
        ({"idle_limit": 350}, {"keepalives_idle": 350}, "warning"),
        ({"idle_limit": 350}, {"keepalives_idle": 60, "keepalives": 0}, "warning"),
        ({"idle_limit": 600}, {}, None),
    ],
)
def test_the_networks_idle_limit(network, options, severity):
    settings = {**SAFE, "CONN_MAX_AGE": 600, "HOST": "db.example.com"}
    assert codes(topology=declared(network=network), options=options, **settings).get("CL104") == severity


def test_waiting_in_the_proxys_queue():
    rds = {"HOST": "the-proxy.proxy-demo.us-east-1.rds.amazonaws.com", "PORT": 5432}
    assert codes(groups=[group(timeout=30)], **rds, **SAFE)["CL107"] == "warning"
    assert "CL107" not in codes(groups=[group(timeout=300)], **rds, **SAFE)


def test_tls():
    neon = {"HOST": "ep-cool-1-pooler.us-east-2.aws.neon.tech", "PORT": 5432}
    assert codes(options={"sslmode": "disable"}, **neon, **SAFE)["CL112"] == "error"
    for mode in ("allow", "prefer", "require", "verify-full"):
        assert "CL112" not in codes(options={"sslmode": mode}, **neon, **SAFE)


def test_clients_of_a_shared_pool_are_no_connections_to_postgresql():
    workers = [group(processes=200)]
    supabase = {"HOST": "aws-0-eu-west-1.pooler.supabase.com", "PORT": 6543}
    assert "CL304" not in codes(groups=workers, **supabase, **SAFE)
