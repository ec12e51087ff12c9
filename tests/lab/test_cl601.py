"""CL601: without Celery's fixup nothing closes what a task has opened."""

import re

from tests.lab.harness.machine import wait_until
from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

APP = """\
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

import django
from celery import Celery

django.setup()
app = Celery("jobs", broker="filesystem://"FIXUPS)
app.conf.broker_transport_options = {"data_folder_in": "queue", "data_folder_out": "queue", "control_folder": "queue"}
app.conf.imports = ["jobs.tasks"]
"""
TASKS = """\
from celery import shared_task


@shared_task
def count():
    from shop.models import Item

    print("counted", Item.objects.count(), flush=True)
"""
SEND = """
import os
os.makedirs("queue", exist_ok=True)
import jobs.worker
from jobs.tasks import count
count.delay()
pause(2.2)
count.delay()
"""
BAD = Setup(
    pgbouncer={"client_idle_timeout": 1},
    module='INSTALLED_APPS = ["shop", "jobs"]\n',
    files={
        "jobs/__init__.py": "",
        "jobs/worker.py": APP.replace("FIXUPS", ", fixups=[]"),
        "jobs/tasks.py": TASKS,
        "Procfile": "worker: celery -A jobs.worker worker --pool solo\n",
        "manage.py": "",
        "queue/keep": "",
    },
)
GOOD = BAD.but(files={"jobs/worker.py": APP.replace("FIXUPS", "")})


def drive(run):
    """Two tasks with a pause between them."""
    worker = run.background("-m", "celery", "-A", "jobs.worker", "worker", "--pool", "solo", "--loglevel", "INFO")
    log = run.folder / "background.log"
    wait_until(lambda: " ready" in log.read_text(), log)
    run.drive(SEND)
    wait_until(lambda: len(re.findall("succeeded|raised unexpected", log.read_text())) == 2, log)
    run.machine.stop(worker)
    return noted(failed=" ".join(re.findall("raised unexpected: (.*)", log.read_text())))


def test_cl601(lab):
    shows = r"failed=OperationalError\(.client_idle_timeout"
    lab.prove("CL601", BAD, GOOD, drive, shows, packages=("celery",), drivers=("psycopg",))
