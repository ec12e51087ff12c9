"""CL318: an alias inside another's transaction waits for the backend that its own process holds."""

from tests.lab.harness.setup import Setup

BAD = Setup(aliases={"reports": {}}, pgbouncer={"default_pool_size": 1, "query_wait_timeout": 1})
GOOD = BAD.but(pgbouncer={"default_pool_size": 2})

SCRIPT = """
with transaction.atomic():
    query()
    query(alias="reports")
"""


def test_cl318(lab):
    shows = {
        "psycopg": "OperationalError: query_wait_timeout",
        "psycopg2": "OperationalError: server closed the connection unexpectedly",
    }
    lab.prove("CL318", BAD, GOOD, SCRIPT, shows)
