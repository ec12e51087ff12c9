"""CL302: pools that together want more than the server has: the cold one is refused."""

from tests.lab.conftest import SLOTS
from tests.lab.harness.setup import Setup

SERVER = {"max_connections": SLOTS}
BAD = Setup(
    aliases={"second": {"USER": "other"}},
    pgbouncer={"default_pool_size": 10, "query_wait_timeout": 2},
    server=SERVER,
    files={"Procfile": "web: gunicorn shop.wsgi --workers 8\n"},
)
GOOD = BAD.but(pgbouncer={"default_pool_size": 2, "query_wait_timeout": 10})

SCRIPT = """
errors = at_once(6, lambda number: query("SELECT pg_sleep(1.5)") if number else (pause(0.7), query(alias="second")))
seen["refused"], seen["text"] = len(errors), errors[:1]
"""


def test_cl302(lab, small):
    shows = "refused=[1-9] .*(remaining connection slots are reserved|server closed|query_wait_timeout)"
    lab.prove("CL302", BAD, GOOD, SCRIPT, shows, server=small)
