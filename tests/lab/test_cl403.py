"""CL403: the pooler accepts the options and throws them away."""

from tests.lab.harness.setup import Setup

BAD = Setup(options={"options": "-c statement_timeout=30000"}, pgbouncer={"ignore_startup_parameters": "options"})
GOOD = Setup(entry="connect_query='SET statement_timeout = 30000'")

SCRIPT = """
seen["statement_timeout"] = show("statement_timeout")
"""


def test_cl403(lab):
    lab.prove("CL403", BAD, GOOD, SCRIPT, "statement_timeout=0$")
