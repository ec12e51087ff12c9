"""CL711: one user's client_idle_timeout gives everybody else a timeout of zero."""

import pytest

from tests.lab.harness.setup import Setup

BAD = Setup(users={"other": "client_idle_timeout=600"})
GOOD = BAD.but(pgbouncer={"client_idle_timeout": 86400})

SCRIPT = """
query()
pause(1)
query()
"""


def test_cl711(lab):
    if lab.older_than("1.24"):
        pytest.skip("this PgBouncer has no such override")
    shows = {
        "psycopg": "OperationalError: client_idle_timeout",
        "psycopg2": "OperationalError: server closed the connection unexpectedly",
    }
    lab.prove("CL711", BAD, GOOD, SCRIPT, shows)
