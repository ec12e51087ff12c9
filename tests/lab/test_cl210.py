"""CL210: below one second every TCP connection to the server fails at once."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"server_connect_timeout": 0.5, "query_wait_timeout": 3})
GOOD = BAD.but(pgbouncer={"server_connect_timeout": 2})

SCRIPT = "query()"


def test_cl210(lab):
    lab.prove("CL210", BAD, GOOD, SCRIPT, "OperationalError: .*(query_wait_timeout|server closed the connection|login)")
