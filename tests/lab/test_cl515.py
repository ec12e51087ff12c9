"""CL515: the string 'False' is true."""

from tests.lab.harness.setup import Setup

BAD = Setup(database={"ATOMIC_REQUESTS": "False"})
GOOD = BAD.but(database={"ATOMIC_REQUESTS": False})

SCRIPT = """
seen["atomic"] = Client().get("/atomic").content.decode()
"""


def test_cl515(lab):
    lab.prove("CL515", BAD, GOOD, SCRIPT, "atomic=True")
