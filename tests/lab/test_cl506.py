"""CL506: under ASGI each request has a thread of its own, and its kept connection is never found again."""

from time import sleep as pause

from tests.lab.harness.http import failed, load
from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

BAD = Setup(
    database={"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True},
    module='ASGI_APPLICATION = "shop.asgi.application"\n',
    files={"Procfile": "web: uvicorn shop.asgi:application\n"},
    direct=True,
)
GOOD = BAD.but(database={"CONN_MAX_AGE": 0})


def drive(run):
    """60 small requests, six at a time; then nobody asks any more."""
    port = run.serve("uvicorn", "shop.asgi:application", "--host", "127.0.0.1", "--port", "{port}")
    answers = load(port, ["/count"] * 60, 6)
    pause(0.3)
    return noted(failed=failed(answers), open=run.backends())


def test_cl506(lab):
    lab.prove("CL506", BAD, GOOD, drive, r"open=([2-9]|\d\d)", packages=("uvicorn",))
