"""CL305: in session mode a kept connection keeps its backend, and the workers beyond the pool starve."""

from tests.lab.harness.http import failed, load
from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

BAD = Setup(
    database={"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
    pgbouncer={"pool_mode": "session", "default_pool_size": 2, "query_wait_timeout": 1},
    files={"Procfile": "web: gunicorn shop.wsgi --workers 4 --preload\n"},
)
GOOD = BAD.but(pgbouncer={"pool_mode": "transaction"}, database={"DISABLE_SERVER_SIDE_CURSORS": True})


def drive(run):
    """24 small requests, four at a time; again while chance gives all of them to two workers."""
    port = run.serve("gunicorn", *run.setup.files["Procfile"].split()[2:], "--bind", "127.0.0.1:{port}")
    answers = []
    for _round in range(4):
        answers += load(port, ["/count"] * 24, 4)
        if failed(answers):
            break
    return noted(failed=failed(answers), error=next((answer.text for answer in answers if answer.status != 200), ""))


def test_cl305(lab):
    shows = {
        "psycopg": "failed=[1-9].* error=OperationalError: query_wait_timeout",
        "psycopg2": "failed=[1-9].* error=OperationalError: server closed the connection unexpectedly",
    }
    lab.prove("CL305", BAD, GOOD, drive, shows, packages=("gunicorn",))
