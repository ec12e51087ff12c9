"""CL504: the pool needs psycopg 3, and a Django that knows it."""

from tests.lab.harness.setup import Setup

BAD = Setup(options={"pool": True})
GOOD = Setup()

SCRIPT = "query()"


def test_cl504(lab):
    shows = r"ImproperlyConfigured: Error loading psycopg_pool module\. Did you install psycopg\[pool\]\?"
    lab.prove("CL504", BAD, GOOD, SCRIPT, shows, drivers=("psycopg2",), django="django==5.2.*")


def test_cl504_old_django(lab):
    shows = 'ProgrammingError: .*invalid connection option "pool"'
    lab.prove("CL504", BAD, GOOD, SCRIPT, shows, django="django==4.2.*")
