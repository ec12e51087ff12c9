"""CL313: limits hold for one process; siblings each have their own."""

from time import sleep as pause

from tests.lab.harness.machine import wait_until
from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

COMPOSE = """\
services:
  pgbouncer:
    image: edoburu/pgbouncer:v1.24.1-p1
    deploy:
      replicas: REPLICAS
    environment:
      DB_HOST: 127.0.0.1
      DB_PORT: {server_port}
      DB_NAME: "{name}"
      DB_USER: app
      POOL_MODE: transaction
      DEFAULT_POOL_SIZE: 2
      AUTH_TYPE: trust
"""
BAD = Setup(
    pgbouncer={"default_pool_size": 2, "so_reuseport": 1}, files={"compose.yaml": COMPOSE.replace("REPLICAS", "2")}
)
GOOD = BAD.but(files={"compose.yaml": COMPOSE.replace("REPLICAS", "1")})


def drive(run):
    """A second process beside the first where two are declared, and many clients."""
    if "replicas: 2" in (run.folder / "compose.yaml").read_text():
        run.start_pooler()
    clients = run.start("at_once(16, lambda number: query('SELECT pg_sleep(2)'))")
    wait_until(lambda: run.backends("active"), run.folder / "pgbouncer.log")
    pause(1)
    backends = run.backends("active")
    run.machine.stop(clients)
    return noted(backends=backends)


def test_cl313(lab):
    lab.prove("CL313", BAD, GOOD, drive, "backends=[34]", drivers=("psycopg",))
