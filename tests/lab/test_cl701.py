"""CL701: PgBouncer does not start with a key it does not know."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"server_idle_timout": 240})
GOOD = Setup(pgbouncer={"server_idle_timeout": 240})

SCRIPT = "query()"


def test_cl701(lab):
    shows = "PgBouncer does not start: .*unknown parameter: pgbouncer/server_idle_timout"
    lab.prove("CL701", BAD, GOOD, SCRIPT, shows, drivers=("psycopg",))
