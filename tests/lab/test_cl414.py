"""CL414: psycopg2 knows only the simple protocol."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"disable_pqexec": 1})
GOOD = BAD.but(pgbouncer={"disable_pqexec": 0})

SCRIPT = "query()"


def test_cl414(lab):
    shows = "OperationalError: .*(PQexec disallowed|server closed the connection unexpectedly)"
    lab.prove("CL414", BAD, GOOD, SCRIPT, shows, drivers=("psycopg2",))
