"""CL411: two clients of a transaction pool hold the same session lock, and it stays when both have left."""

from tests.lab.harness.outcome import Outcome
from tests.lab.harness.setup import Setup

LOCKS = """\
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def alone(number):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [number])
        yield cursor.fetchone()[0]
"""
IN_A_TRANSACTION = LOCKS.replace("with connection", "with transaction.atomic(), connection").replace(
    "advisory_lock", "advisory_xact_lock"
)
BAD = Setup(
    module='INSTALLED_APPS = ["shop", "jobs"]\n',
    files={"jobs/__init__.py": "", "jobs/locks.py": LOCKS, "manage.py": ""},
)
GOOD = BAD.but(files={"jobs/locks.py": IN_A_TRANSACTION})

SCRIPT = """
from jobs.locks import alone
with alone(7) as mine:
    seen["mine"] = mine
    seen["theirs"] = other_client("SELECT pg_try_advisory_xact_lock(7)")
"""


def drive(run):
    """One client takes the lock, another one tries to; both leave."""
    outcome = run.drive(SCRIPT)
    held = "SELECT count(*) FROM pg_locks JOIN pg_database ON database = pg_database.oid"
    left = run.server.sql(f"{held} WHERE locktype = 'advisory' AND datname = '{run.database}'")
    return Outcome(f"{outcome.text} left={left}", outcome.failed)


def test_cl411(lab):
    lab.prove("CL411", BAD, GOOD, drive, "mine=True theirs=True left=1")
