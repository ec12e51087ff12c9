"""CL312: a pool of size 0 has no limit from 1.24, and one connection before."""

from time import sleep as pause

from tests.lab.harness.machine import wait_until
from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

BAD = Setup(pgbouncer={"default_pool_size": 0})
GOOD = BAD.but(pgbouncer={"default_pool_size": 3})


def drive(run):
    """Eight clients at once."""
    clients = run.start("at_once(8, lambda number: query('SELECT pg_sleep(2)'))")
    wait_until(lambda: run.backends("active"), run.folder / "pgbouncer.log")
    pause(1)
    backends = run.backends("active")
    run.machine.stop(clients)
    return noted(backends=backends)


def test_cl312(lab):
    shows = "backends=1$" if lab.older_than("1.24") else "backends=[5-8]$"
    lab.prove("CL312", BAD, GOOD, drive, shows, drivers=("psycopg",))
