"""CL204: a host that accepts and says nothing holds a request until the system gives up."""

import socket

from tests.lab.harness.setup import UNSET, Setup

GOOD = Setup(options={"connect_timeout": 3}, direct=True)
BAD = GOOD.but(options={"connect_timeout": UNSET})

SCRIPT = """
from threading import Thread
attempt = Thread(target=lambda: at_once(1, lambda number: query()), daemon=True)
attempt.start()
attempt.join(6)
seen["waits_on"] = attempt.is_alive()
"""


def test_cl204(lab):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        sides = [side.but(database={"PORT": port}) for side in (BAD, GOOD)]
        lab.prove("CL204", *sides, SCRIPT, "waits_on=True")
