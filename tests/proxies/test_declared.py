"""[tool.connlint.proxy] and [tool.connlint.network]: what may stand there."""

import pytest

from connlint.cli.declared import network, proxies
from connlint.models.proxy import DeclaredNetwork, DeclaredProxy


@pytest.mark.parametrize(
    "table, words",
    [
        ("pgdog", "a table"),
        ({"kind": "pgduck"}, "kind is one of"),
        ({"kind": 5}, "kind is one of"),
        ({"mode": "pooled"}, "mode is one of session, transaction, statement, none"),
        ({"client-idle": "5min"}, "client-idle is a number of seconds"),
        ({"client-idle": True}, "client-idle is a number of seconds"),
        ({"idle": 5}, "it has idle"),
        ({"default": {"idle": 5}}, "it has idle"),
    ],
)
def test_wrong_proxies(table, words):
    with pytest.raises(TypeError, match=words):
        proxies(table)


@pytest.mark.parametrize(
    "table, words",
    [
        (350, "a table"),
        ({"kind": "rds-proxy"}, "kind is one of"),
        ({"idle-limit": -1}, "idle-limit is a number of seconds"),
        ({"limit": 5}, "it has limit"),
    ],
)
def test_wrong_networks(table, words):
    with pytest.raises(TypeError, match=words):
        network(table)


def test_an_empty_table_declares_nothing():
    assert proxies({}) == {}


def test_for_every_alias():
    expected = DeclaredProxy(kind="rds-proxy", client_idle=3600)
    assert proxies({"kind": "rds-proxy", "client_idle": 3600}) == {"*": expected}


def test_an_alias_takes_what_it_leaves_out_from_the_table():
    found = proxies(
        {"mode": "session", "kind": "pgcat", "default": {"mode": "transaction"}, "reports": {"kind": "none"}}
    )
    assert found["default"] == DeclaredProxy(kind="pgcat", mode="transaction")
    assert found["reports"].kind == "none"
    assert found["*"].mode == "session"


def test_an_alias_keeps_its_name():
    assert list(proxies({"read_only": {"kind": "pgdog"}})) == ["read_only"]


def test_networks():
    assert network({"kind": "aws-nlb"}) == DeclaredNetwork(kind="aws-nlb")
    assert network({"idle_limit": 350}) == DeclaredNetwork(idle_limit=350.0)
