"""CL103: PostgreSQL ends the session that Django still believes in."""

from tests.lab.harness.setup import Setup

SERVER = {"idle_session_timeout": "'1s'"}
BAD = Setup(database={"CONN_MAX_AGE": 60}, server=SERVER, direct=True)
GOOD = BAD.but(database={"CONN_MAX_AGE": 1})

SCRIPT = """
with request():
    query()
pause(2.2)
with request():
    query()
"""

POOL = Setup(options={"pool": {"min_size": 1, "max_size": 1, "timeout": 5}}, server=SERVER, direct=True)
TESTED = POOL.but(database={"CONN_HEALTH_CHECKS": True})


def test_cl103(lab):
    shows = {
        "psycopg": "OperationalError: terminating connection due to idle-session timeout",
        "psycopg2": "OperationalError: server closed the connection unexpectedly",
    }
    lab.prove("CL103", BAD, GOOD, SCRIPT, shows)


def test_cl103_in_a_pool(lab):
    shows = "OperationalError: terminating connection due to idle-session timeout"
    lab.prove("CL103", POOL, TESTED, SCRIPT, shows, drivers=("psycopg",), django="django==5.2.*")
