"""CL703: there are no comments behind a value."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"pool_mode": "transaction ; share backends"})
GOOD = Setup(pgbouncer={"pool_mode": "transaction"})

SCRIPT = "query()"


def test_cl703(lab):
    shows = 'PgBouncer does not start: .*invalid value "transaction ; share backends" for parameter pool_mode'
    lab.prove("CL703", BAD, GOOD, SCRIPT, shows, drivers=("psycopg",))
