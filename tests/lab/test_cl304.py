"""CL304: more direct connections than the server has slots."""

from tests.lab.conftest import SLOTS
from tests.lab.harness.setup import Setup

BAD = Setup(
    database={"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
    server={"max_connections": SLOTS},
    module="THREADS = 10\n",
    files={"Procfile": "web: gunicorn shop.wsgi --workers 1 --threads 10\n"},
    direct=True,
)
GOOD = BAD.but(module="THREADS = 3\n", files={"Procfile": "web: gunicorn shop.wsgi --workers 1 --threads 3\n"})

SCRIPT = """
errors = at_once(settings.THREADS, lambda number: (query(), pause(1)))
seen["refused"], seen["text"] = len(errors), errors[:1]
"""


def test_cl304(lab, small):
    shows = "refused=[1-9] .*(remaining connection slots are reserved|too many clients already)"
    lab.prove("CL304", BAD, GOOD, SCRIPT, shows, server=small)
