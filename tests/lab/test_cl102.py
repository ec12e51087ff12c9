"""CL102: the pooler closes a socket that Django still believes in."""

from tests.lab.harness.setup import Setup

BAD = Setup(database={"CONN_MAX_AGE": 60}, pgbouncer={"client_idle_timeout": 1})
GOOD = BAD.but(database={"CONN_MAX_AGE": 1})

SCRIPT = """
with request():
    query()
pause(2.2)
with request():
    query()
"""


def test_cl102(lab):
    shows = {
        "psycopg": "OperationalError: client_idle_timeout .*<- psycopg.errors.ProtocolViolation",
        "psycopg2": "OperationalError: server closed the connection unexpectedly",
    }
    lab.prove("CL102", BAD, GOOD, SCRIPT, shows)
