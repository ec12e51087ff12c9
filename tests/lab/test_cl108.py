"""CL108: a request that thinks inside its transaction loses it."""

from tests.lab.harness.setup import Setup

BAD = Setup(
    database={"ATOMIC_REQUESTS": True},
    pgbouncer={"idle_transaction_timeout": 1},
    files={"Procfile": "web: gunicorn shop.wsgi --timeout 30\n"},
)
GOOD = BAD.but(database={"ATOMIC_REQUESTS": False})

SCRIPT = """
seen["status"] = Client().get("/think?seconds=2").status_code
"""


def test_cl108(lab):
    shows = {
        "psycopg": "OperationalError: idle transaction timeout",
        "psycopg2": "OperationalError: server closed the connection unexpectedly",
    }
    lab.prove("CL108", BAD, GOOD, SCRIPT, shows)
