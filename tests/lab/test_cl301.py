"""CL301: more clients than max_client_conn: the rest is refused."""

from tests.lab.harness.setup import Setup

BAD = Setup(
    database={"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
    pgbouncer={"max_client_conn": 4},
    files={"Procfile": "web: gunicorn shop.wsgi --workers 1 --threads 8\n"},
)
GOOD = BAD.but(pgbouncer={"max_client_conn": 20})

SCRIPT = """
errors = at_once(8, lambda number: (query(), pause(1)))
seen["refused"], seen["text"] = len(errors), errors[:1]
"""


def test_cl301(lab):
    shows = r"refused=[1-8] .*no more connections allowed \(max_client_conn\)"
    lab.prove("CL301", BAD, GOOD, SCRIPT, shows)
