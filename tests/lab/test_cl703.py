"""CL703: there are no comments behind a value."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"default_pool_size": "20 ; per process"})
GOOD = Setup(pgbouncer={"default_pool_size": "20"})

SCRIPT = "query()"


def test_cl703(lab):
    shows = 'PgBouncer does not start: .*invalid value "20 ; per process" for parameter default_pool_size'
    lab.prove("CL703", BAD, GOOD, SCRIPT, shows, drivers=("psycopg",))
