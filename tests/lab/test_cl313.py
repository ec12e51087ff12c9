"""CL313: limits hold for one process; siblings on one port each have their own."""

from time import sleep as pause

from tests.lab.harness.machine import wait_until
from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"default_pool_size": 2, "so_reuseport": 1})
GOOD = BAD.but(pgbouncer={"so_reuseport": 0})


def drive(run):
    """A second process beside the first where the file allows it, and many clients."""
    if "so_reuseport = 1" in (run.folder / "pgbouncer.ini").read_text():
        run.start_pooler()
    clients = run.start("at_once(16, lambda number: query('SELECT pg_sleep(2)'))")
    wait_until(lambda: run.backends("active"), run.folder / "pgbouncer.log")
    pause(1)
    backends = run.backends("active")
    run.machine.stop(clients)
    return noted(backends=backends)


def test_cl313(lab):
    lab.prove("CL313", BAD, GOOD, drive, "backends=[34]", drivers=("psycopg",))
