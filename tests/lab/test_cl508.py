"""CL508: Django adds CONN_MAX_AGE to the time, and a string cannot be added."""

from tests.lab.harness.setup import Setup

BAD = Setup(database={"CONN_MAX_AGE": "60", "CONN_HEALTH_CHECKS": True})
GOOD = BAD.but(database={"CONN_MAX_AGE": 60})

SCRIPT = "query()"


def test_cl508(lab):
    lab.prove("CL508", BAD, GOOD, SCRIPT, "TypeError: unsupported operand type.* 'float' and 'str'")
