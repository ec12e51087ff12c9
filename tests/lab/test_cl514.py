"""CL514: libpq knows its own options only."""

from tests.lab.harness.setup import Setup

BAD = Setup(options={"charset": "utf8"})
GOOD = Setup()

SCRIPT = "query()"


def test_cl514(lab):
    lab.prove("CL514", BAD, GOOD, SCRIPT, 'ProgrammingError: .*invalid connection option "charset"')
