"""CL412: the reset runs between a client's own statements and takes its settings away."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"server_reset_query_always": 1})
GOOD = BAD.but(pgbouncer={"server_reset_query_always": 0})

SCRIPT = """
query("SET work_mem = '1MB'")
seen["work_mem"] = show("work_mem")
"""


def test_cl412(lab):
    lab.prove("CL412", BAD, GOOD, SCRIPT, "work_mem=4MB")
