"""CL105: query_timeout drops the connection and the query runs on; a lower statement_timeout ends it cleanly."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"query_timeout": 1})
GOOD = BAD.but(entry="connect_query='SET statement_timeout = 500'", pgbouncer={"query_wait_timeout": 0.7})

SCRIPT = """
with tolerate("error"):
    query("SELECT pg_sleep(4)")
connections.close_all()
active = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'SELECT pg_sleep%'"
seen["running"] = query(active + " AND state = 'active'")
"""


def test_cl105(lab):
    shows = {
        "psycopg": "error=OperationalError: query timeout.*running=1",
        "psycopg2": "error=OperationalError: server closed the connection unexpectedly.*running=1",
    }
    lab.prove("CL105", BAD, GOOD, SCRIPT, shows)
