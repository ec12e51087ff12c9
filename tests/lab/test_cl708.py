"""CL708: PgBouncer expands no variables."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"default_pool_size": "${POOL_SIZE}"})
GOOD = Setup(pgbouncer={"default_pool_size": 20})

SCRIPT = "query()"


def test_cl708(lab):
    shows = r'PgBouncer does not start: .*invalid value "\$\{POOL_SIZE\}" for parameter default_pool_size'
    lab.prove("CL708", BAD, GOOD, SCRIPT, shows, drivers=("psycopg",))
