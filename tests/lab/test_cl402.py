"""CL402: the pooler refuses the options that PostgreSQL would take."""

from tests.lab.harness.setup import Setup

BAD = Setup(options={"options": "-c statement_timeout=30000"})
GOOD = Setup(entry="connect_query='SET statement_timeout = 30000'")

SCRIPT = """
seen["statement_timeout"] = show("statement_timeout")
"""


def test_cl402(lab):
    lab.prove("CL402", BAD, GOOD, SCRIPT, "OperationalError: .*FATAL: +unsupported startup parameter")
