"""CL705: of two lines with one key the last wins, and nothing is said."""

from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"default_pool_size": "20\ndefault_pool_size = 5"})
GOOD = Setup(pgbouncer={"default_pool_size": 20})


def drive(run):
    """Ask the pooler."""
    return noted(default_pool_size=run.config("default_pool_size"))


def test_cl705(lab):
    lab.prove("CL705", BAD, GOOD, drive, "default_pool_size=5$", drivers=("psycopg",))
