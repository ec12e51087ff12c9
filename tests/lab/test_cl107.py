"""CL107: a worker that waits for a backend longer than its own timeout is killed without an answer."""

from tests.lab.harness.http import get
from tests.lab.harness.machine import wait_until
from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

BAD = Setup(
    pgbouncer={"default_pool_size": 1, "query_wait_timeout": 6},
    files={"Procfile": "web: gunicorn shop.wsgi --workers 2 --timeout 2\n"},
)
GOOD = BAD.but(
    pgbouncer={"query_wait_timeout": 1}, files={"Procfile": "web: gunicorn shop.wsgi --workers 2 --timeout 4\n"}
)


def drive(run):
    """One client keeps the only backend; another asks the web server."""
    port = run.serve("gunicorn", *run.setup.files["Procfile"].split()[2:], "--bind", "127.0.0.1:{port}")
    holder = run.start("with transaction.atomic(): query('SELECT pg_sleep(5)')")
    wait_until(lambda: run.backends("active") == 1, run.folder / "server.log")
    answer = get(port, "/count")
    run.machine.stop(holder)
    killed = "WORKER TIMEOUT" in (run.folder / "server.log").read_text()
    return noted(status=answer.status, killed=killed)


def test_cl107(lab):
    lab.prove("CL107", BAD, GOOD, drive, "status=0 killed=True", packages=("gunicorn",), drivers=("psycopg",))
