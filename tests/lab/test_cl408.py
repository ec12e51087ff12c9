"""CL408: in session mode an idle worker keeps a backend that others wait for."""

from tests.lab.harness.setup import Setup

BAD = Setup(
    database={"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
    pgbouncer={"pool_mode": "session", "default_pool_size": 1, "query_wait_timeout": 1},
)
GOOD = BAD.but(database={"CONN_MAX_AGE": 0})

SCRIPT = """
with request():
    query()
other_client("SELECT 1")
"""


def test_cl408(lab):
    shows = {
        "psycopg": "OperationalError: .*query_wait_timeout",
        "psycopg2": "OperationalError: .*(query_wait_timeout|server closed the connection unexpectedly)",
    }
    lab.prove("CL408", BAD, GOOD, SCRIPT, shows)
