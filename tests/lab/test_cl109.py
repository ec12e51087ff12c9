"""CL109: connect_timeout ends with the login, granted at once; the wait for a backend is query_wait_timeout's."""

from tests.lab.harness.setup import Setup

BAD = Setup(options={"connect_timeout": 1}, pgbouncer={"default_pool_size": 1, "query_wait_timeout": 11})
GOOD = BAD.but(pgbouncer={"query_wait_timeout": 2})

SCRIPT = """
with busy_backend():
    start = now()
    with tolerate("error"):
        query()
    seen["waited"] = round(now() - start)
"""


def test_cl109(lab):
    lab.prove("CL109", BAD, GOOD, SCRIPT, "waited=1[01]")
