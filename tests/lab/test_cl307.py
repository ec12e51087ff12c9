"""CL307: the pool's size caps what is kept warm."""

from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"default_pool_size": 2, "min_pool_size": 5})
GOOD = BAD.but(pgbouncer={"default_pool_size": 8})


def drive(run):
    """One client stays for a while; PgBouncer opens the warm backends one after the other."""
    run.drive("query()\npause(3)")
    return noted(backends=run.backends())


def test_cl307(lab):
    lab.prove("CL307", BAD, GOOD, drive, "backends=2", drivers=("psycopg",))
