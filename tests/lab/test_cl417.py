"""CL417: without autocommit a kept connection stays in its transaction between requests."""

from time import sleep as pause

from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

BAD = Setup(database={"AUTOCOMMIT": False, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True})
GOOD = BAD.but(database={"CONN_MAX_AGE": 0})


def drive(run):
    """Look at the backends while a worker is between two requests."""
    worker = run.start("with request(): query()\npause(3)")
    pause(2)
    idle = run.backends("idle in transaction")
    run.machine.stop(worker)
    return noted(idle_in_transaction=idle)


def test_cl417(lab):
    lab.prove("CL417", BAD, GOOD, drive, "idle_in_transaction=1")
