"""CL209: server_lifetime 0 means one use per backend, not no limit."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"server_lifetime": 0})
GOOD = BAD.but(pgbouncer={"server_lifetime": 3600})

SCRIPT = """
seen["backends"] = len({query("SELECT pg_backend_pid()") for _ in range(5) if not pause(0.1)})
"""


def test_cl209(lab):
    lab.prove("CL209", BAD, GOOD, SCRIPT, "backends=[3-5]", drivers=("psycopg",))
