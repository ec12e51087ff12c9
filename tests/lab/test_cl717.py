"""CL717: in transaction mode the reset query is never run."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"server_reset_query": "SET work_mem = '9MB'"})
GOOD = BAD.but(pgbouncer={"pool_mode": "session"})

SCRIPT = """
query()
connections.close_all()
seen["work_mem"] = show("work_mem")
"""


def test_cl717(lab):
    lab.prove("CL717", BAD, GOOD, SCRIPT, "work_mem=4MB")
