"""CL501: a kept connection whose backend is gone fails the next request."""

from tests.lab.harness.setup import Setup

BAD = Setup(database={"CONN_MAX_AGE": 300}, direct=True)
GOOD = BAD.but(database={"CONN_HEALTH_CHECKS": True})

SCRIPT = """
with request():
    query()
other_client("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
             "WHERE datname = current_database() AND pid <> pg_backend_pid()")
with request():
    query()
"""


def test_cl501(lab):
    shows = {
        "psycopg": "OperationalError: terminating connection due to administrator command",
        "psycopg2": "OperationalError: server closed the connection unexpectedly",
    }
    lab.prove("CL501", BAD, GOOD, SCRIPT, shows)
