"""CL308: a reserve that is never opened."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"default_pool_size": 1, "reserve_pool_size": 2, "reserve_pool_timeout": 0})
GOOD = BAD.but(pgbouncer={"reserve_pool_timeout": 0.3})

SCRIPT = """
at_once(4, lambda number: query("SELECT pg_sleep(1.2)"))
seen["backends"] = query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()")
"""


def test_cl308(lab):
    lab.prove("CL308", BAD, GOOD, SCRIPT, "backends=1", drivers=("psycopg",))
