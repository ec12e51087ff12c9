"""CL605: workers forked after the first query share one connection."""

from collections import defaultdict

from tests.lab.harness.http import load
from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

APPS = """\
from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self):
        from shop.models import Item

        self.items = Item.objects.count()
"""
BAD = Setup(
    database={"CONN_MAX_AGE": 60},
    module='INSTALLED_APPS = ["shop", "jobs"]\n',
    files={
        "jobs/__init__.py": "",
        "jobs/apps.py": APPS,
        "manage.py": "",
        "Procfile": "web: gunicorn shop.wsgi --workers 2 --preload\n",
    },
    direct=True,
)
GOOD = BAD.but(files={"jobs/apps.py": APPS.replace("self.items = Item.objects.count()", "self.model = Item")})


def drive(run):
    """Ask both workers who they are."""
    port = run.serve("gunicorn", *run.setup.files["Procfile"].split()[2:], "--bind", "127.0.0.1:{port}")
    answers = [answer.text for _ in range(12) for answer in load(port, ["/who"] * 2, 2) if answer.status == 200]
    backends = defaultdict(set)
    for worker, backend in (answer.split(":") for answer in answers):
        backends[backend].add(worker)
    shared = max((len(workers) for workers in backends.values()), default=0)
    return noted(workers_on_one_backend=shared, unanswered=24 - len(answers))


def test_cl605(lab):
    lab.prove(
        "CL605",
        BAD,
        GOOD,
        drive,
        "workers_on_one_backend=2|unanswered=[1-9]",
        packages=("gunicorn",),
        drivers=("psycopg",),
    )
