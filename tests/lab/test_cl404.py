"""CL404: prepare_threshold does nothing while Django binds on the client."""

from tests.lab.harness.setup import Setup

BAD = Setup(options={"prepare_threshold": 1}, direct=True)
GOOD = BAD.but(options={"server_side_binding": True})

SCRIPT = """
for number in range(5):
    Item.objects.filter(id=number).first()
seen["prepared"] = query("SELECT count(*) FROM pg_prepared_statements")
"""


def test_cl404(lab):
    lab.prove("CL404", BAD, GOOD, SCRIPT, "prepared=0", drivers=("psycopg",))
