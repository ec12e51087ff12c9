"""CL111: from 1.23 a SIGTERM waits until the last client has left, and a connection without an age never leaves."""

import subprocess

import pytest

from tests.lab.harness.machine import wait_until
from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

BAD = Setup(database={"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": True})
GOOD = BAD.but(database={"CONN_MAX_AGE": 0})


def drive(run):
    """A worker between two requests while the pooler is asked to stop."""
    worker = run.start("with request(): query()\nconnection_kept = pause(6)")
    wait_until(lambda: run.backends() == 1, run.folder / "pgbouncer.log")
    run.pooler.terminate()
    try:
        run.pooler.wait(2.5)
    except subprocess.TimeoutExpired:
        return noted(stopped=False)
    finally:
        run.machine.stop(worker)
    return noted(stopped=True)


def test_cl111(lab):
    if lab.older_than("1.23"):
        pytest.skip("this PgBouncer stops at once")
    lab.prove("CL111", BAD, GOOD, drive, "stopped=False")
