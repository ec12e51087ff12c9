"""CL413: a request that is one transaction keeps its backend while it thinks."""

from tests.lab.harness.setup import Setup

BAD = Setup(
    database={"ATOMIC_REQUESTS": True},
    pgbouncer={"default_pool_size": 2, "query_wait_timeout": 1},
    files={"Procfile": "web: gunicorn shop.wsgi --workers 1 --threads 4\n"},
)
GOOD = BAD.but(database={"ATOMIC_REQUESTS": False})

SCRIPT = """
answers = []
client = Client(raise_request_exception=False)
at_once(4, lambda number: answers.append(client.get("/think?seconds=2")))
failed = [answer.content.decode() for answer in answers if answer.status_code != 200]
seen["failed"], seen["text"] = len(failed), failed
"""


def test_cl413(lab):
    lab.prove("CL413", BAD, GOOD, SCRIPT, "failed=2 .*(query_wait_timeout|server closed the connection unexpectedly)")
