"""CL407: statement mode refuses BEGIN."""

from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"pool_mode": "statement"})
GOOD = BAD.but(pgbouncer={"pool_mode": "transaction"})

SCRIPT = """
with transaction.atomic():
    query()
"""


def test_cl407(lab):
    shows = {
        "psycopg": "OperationalError: transaction blocks not allowed in statement pooling mode",
        "psycopg2": "OperationalError: .*(transaction blocks not allowed|server closed the connection unexpectedly)",
    }
    lab.prove("CL407", BAD, GOOD, SCRIPT, shows)
