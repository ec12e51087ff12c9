"""CL503: Django refuses a pool of kept connections."""

from tests.lab.harness.setup import Setup

BAD = Setup(database={"CONN_MAX_AGE": 60}, options={"pool": True})
GOOD = BAD.but(database={"CONN_MAX_AGE": 0})

SCRIPT = "query()"


def test_cl503(lab):
    shows = "ImproperlyConfigured: Pooling doesn't support persistent connections"
    lab.prove("CL503", BAD, GOOD, SCRIPT, shows, drivers=("psycopg",), django="django==5.2.*")
