"""CL701: PgBouncer does not start with a key it does not know."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"POOL_MODE": "session"})
GOOD = Setup(pgbouncer={"pool_mode": "session"})

SCRIPT = "query()"


def test_cl701(lab):
    shows = "PgBouncer does not start: .*unknown parameter: pgbouncer/POOL_MODE"
    lab.prove("CL701", BAD, GOOD, SCRIPT, shows, drivers=("psycopg",))
