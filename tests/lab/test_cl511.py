"""CL511: a threaded worker keeps one connection per thread."""

from tests.lab.harness.http import load
from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

BAD = Setup(
    database={"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
    files={"Procfile": "web: gunicorn shop.wsgi --workers 1 --threads 4\n"},
    direct=True,
)
GOOD = BAD.but(files={"Procfile": "web: gunicorn shop.wsgi --workers 1\n"})


def drive(run):
    """16 requests of half a second in all, four at a time."""
    port = run.serve("gunicorn", *run.setup.files["Procfile"].split()[2:], "--bind", "127.0.0.1:{port}")
    load(port, ["/sleep?seconds=0.1"] * 16, 4)
    return noted(open=run.backends())


def test_cl511(lab):
    lab.prove("CL511", BAD, GOOD, drive, "open=4", packages=("gunicorn",))
