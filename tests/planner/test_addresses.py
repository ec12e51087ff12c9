import pytest

from connlint.models.traced import default, unknown
from connlint.planner.addresses import compare_hosts, compare_ports, listen_addresses, port_of
from tests.planner.build import pooler, trace

NOBODY_KNOWS = unknown("not known", missing="X")


@pytest.mark.parametrize(
    "written,port", [(None, 5432), (trace(""), 5432), (trace(None), 5432), (trace("6432"), 6432), (trace(6432), 6432)]
)
def test_ports(written, port):
    assert port_of(written).value == port


def test_ports_that_are_none():
    assert port_of(NOBODY_KNOWS).missing == "X"
    assert "'http' is not a number" in port_of(trace("http")).reason
    assert compare_ports(port_of(NOBODY_KNOWS), pooler()) == "unknown"
    assert compare_ports(port_of(None), pooler(listen_port=NOBODY_KNOWS)) == "unknown"


@pytest.mark.parametrize(
    "host,addresses,verdict",
    [
        ("127.0.0.1", "127.0.0.1", "same"),
        ("localhost", "0.0.0.0", "same"),
        ("localhost", "::1", "same"),
        ("10.0.0.5", "*", "possible"),
        ("10.0.0.5", "10.0.0.5,127.0.0.1", "same"),
        ("10.0.0.5", "10.0.0.6", "different"),
        ("10.0.0.5", "127.0.0.1", "different"),
        ("localhost", "10.0.0.5", "different"),
        ("pgbouncer", "*", "possible"),
        ("pgbouncer", "127.0.0.1", "possible"),
        ("10.0.0.5", "pgbouncer", "possible"),
        ("PgBouncer", "pgbouncer", "same"),
        ("10.0.0.5", "", "different"),
        ("pgbouncer", None, "different"),
    ],
)
def test_hosts_against_listen_addr(host, addresses, verdict):
    assert compare_hosts(trace(host), pooler(listen_addr=addresses)) == verdict


@pytest.mark.parametrize(
    "host,directory,verdict",
    [
        ("/tmp", "/tmp", "same"),
        ("/tmp/", "/tmp", "same"),
        ("/run/other", "/tmp", "different"),
        ("", "/tmp", "possible"),
        ("", "", "different"),
        ("/run/other", default("/tmp", "default of PgBouncer"), "possible"),
        ("/tmp", NOBODY_KNOWS, "unknown"),
    ],
)
def test_hosts_against_the_socket(host, directory, verdict):
    assert compare_hosts(trace(host), pooler(unix_socket_dir=directory)) == verdict


def test_sides_that_are_not_known():
    assert compare_hosts(NOBODY_KNOWS, pooler()) == "unknown"
    assert compare_hosts(trace("a"), pooler(listen_addr=NOBODY_KNOWS)) == "unknown"
    assert listen_addresses(pooler(listen_addr=NOBODY_KNOWS)) is None
