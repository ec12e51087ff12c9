"""CL706: a leading zero makes a number octal."""

from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"default_pool_size": "020"})
GOOD = Setup(pgbouncer={"default_pool_size": 20})


def drive(run):
    """Ask the pooler."""
    return noted(default_pool_size=run.config("default_pool_size"))


def test_cl706(lab):
    lab.prove("CL706", BAD, GOOD, drive, "default_pool_size=16$", drivers=("psycopg",))
