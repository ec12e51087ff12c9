"""CL306: a pool in every process: together they want more than the pooler gives."""

from tests.lab.harness.http import failed, load
from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

BAD = Setup(
    options={"pool": {"min_size": 1, "max_size": 1, "timeout": 1}},
    database={"CONN_HEALTH_CHECKS": True},
    pgbouncer={"max_client_conn": 2},
    files={"Procfile": "web: gunicorn shop.wsgi --workers 3\n"},
)
GOOD = BAD.but(pgbouncer={"max_client_conn": 20})


def drive(run):
    """24 small requests, three at a time."""
    port = run.serve("gunicorn", *run.setup.files["Procfile"].split()[2:], "--bind", "127.0.0.1:{port}")
    answers = [answer for _ in range(4) for answer in load(port, ["/sleep?seconds=0.2"] * 6, 6)]
    return noted(failed=failed(answers), error=next((answer.text for answer in answers if answer.status != 200), ""))


def test_cl306(lab):
    shows = "failed=[1-9].* error=OperationalError: couldn't get a connection after 1.00 sec"
    lab.prove("CL306", BAD, GOOD, drive, shows, packages=("gunicorn",), drivers=("psycopg",), django="django==5.2.*")
