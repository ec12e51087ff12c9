"""CL204: a host that accepts and says nothing holds a request until the system gives up."""

import socket

from tests.lab.harness.outcome import noted
from tests.lab.harness.run import INSIDE
from tests.lab.harness.setup import UNSET, Setup

GOOD = Setup(options={"connect_timeout": 3}, direct=True)
BAD = GOOD.but(options={"connect_timeout": UNSET})


def drive(run):
    """Connect to a port that accepts and never answers."""
    done = run.python(INSIDE / "drive.py", "with tolerate('error'): query()", seconds=7)
    return noted(gave_up=done is not None)


def test_cl204(lab):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        sides = [side.but(database={"PORT": port}) for side in (BAD, GOOD)]
        lab.prove("CL204", *sides, drive, "gave_up=False")
