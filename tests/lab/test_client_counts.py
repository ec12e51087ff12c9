"""The predicted number of client connections against what real servers open under saturating load.

uvicorn refuses a request when its connections *or* its tasks reach --limit-concurrency. While a client waits for its
answer its connection counts, and one task less than the limit runs; a view that still works when the answer is out
brings as many tasks as the limit says. The worst case is the second.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

from connlint.lint import read_stack
from connlint.models.options import Options
from tests.lab.harness.http import get
from tests.lab.harness.machine import wait_until
from tests.lab.harness.run import Run
from tests.lab.harness.setup import Setup
from tests.servers.pgbouncers import require_pgbouncer

PGBOUNCER, DJANGO = "1.24", "django==5.2.*"
REQUESTS, GAP = 40, 0.02
"""Requests of a burst, and the seconds between those for uvicorn: it would refuse them all if they came at once."""
WAVES = 5
"""Bursts for gunicorn at most: its workers share the requests by chance."""
TASKS = """\
from celery import shared_task


@shared_task
def work():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.3)")
"""
WORKER = """\
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")

from celery import Celery

app = Celery("jobs", broker="filesystem://")
app.conf.broker_transport_options = {"data_folder_in": "queue", "data_folder_out": "queue", "control_folder": "queue"}
app.conf.imports = ["jobs.tasks"]
"""
SEND = """
import jobs.worker
from jobs.tasks import work
for _ in range(8):
    work.delay()
"""
LATE = """\
from django.db import connection
from django.http import HttpResponse
from django.urls import path


class Late(HttpResponse):
    def close(self):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_sleep(0.3)")
        super().close()


urlpatterns = [path("late", lambda request: Late("answered"))]
"""
JOBS = {"jobs/__init__.py": "", "jobs/worker.py": WORKER, "jobs/tasks.py": TASKS, "queue/keep": ""}


@dataclass(frozen=True)
class Case:
    """A line of a Procfile, the files it needs, and CONN_MAX_AGE; ``clients`` is None where no number bounds them."""

    command: str
    age: int
    clients: int | None
    files: tuple[tuple[str, str], ...] = ()

    @property
    def server(self) -> str:
        """The program, which is the name of its package too."""
        return self.command.split()[0]

    def setup(self) -> Setup:
        """The project."""
        module, more = MODULES[self.server]
        files = {"manage.py": "", "Procfile": f"web: {self.command}\n", **more, **dict(self.files)}
        return Setup(database={"CONN_MAX_AGE": self.age}, module=module, files=files)


MODULES = {
    "gunicorn": ("", {}),
    "uvicorn": ('ASGI_APPLICATION = "shop.asgi.application"\nROOT_URLCONF = "late"\n', {"late.py": LATE}),
    "celery": ('INSTALLED_APPS = ["shop", "jobs"]\n', JOBS),
}
"""What is appended to the settings, and further files, by server."""
GTHREAD = (("gunicorn.conf.py", "workers = 2\nthreads = 2 + 2\n"),)
LIMIT = 6
ASGI = "uvicorn shop.asgi:application"
CASES = (
    Case("gunicorn shop.wsgi --workers 3", 0, 3),
    Case("gunicorn shop.wsgi --workers 3", 60, 3),
    Case("gunicorn shop.wsgi", 0, 8, GTHREAD),
    Case("gunicorn shop.wsgi", 60, 8, GTHREAD),
    Case(f"{ASGI} --limit-concurrency {LIMIT}", 0, LIMIT),
    Case(ASGI, 0, None),
    Case(f"{ASGI} --limit-concurrency {LIMIT}", 60, None),
    Case("celery -A jobs.worker worker -c 2 --loglevel INFO", 0, 2),
    Case("celery -A jobs.worker worker -c 2 --loglevel INFO", 60, 2),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.command}, CONN_MAX_AGE {case.age}")
def test_a_real_server_opens_as_many_clients_as_predicted(case, machine, postgresql):
    _, launcher = require_pgbouncer(PGBOUNCER)
    with Run(machine, postgresql, launcher, case.setup(), DJANGO, case.server, "psycopg") as run:
        run.start_pooler()
        with most_clients(run) as seen:
            work(run, case, seen)
        predicted = prediction(run)
    if case.clients is None:
        assert not predicted.decided
        assert predicted.reason
        assert max(seen) > LIMIT
    else:
        assert (predicted.value, max(seen)) == (case.clients, case.clients)


def prediction(run: Run):
    """The sum that connlint makes of the very files."""
    stack, _ = read_stack([str(run.folder)], Options())
    return stack.pooler_sums[0]["clients"].total


def work(run: Run, case: Case, seen: list[int]) -> None:
    """More to do at once than the server can take."""
    if case.server == "celery":
        run.background("-m", *case.command.split())
        log = run.folder / "background.log"
        wait_until(lambda: " ready" in log.read_text(), log)
        run.drive(SEND)
        wait_until(lambda: log.read_text().count("succeeded") == 8, log)
        return
    if case.server == "uvicorn":
        burst(run.serve(*case.command.split(), "--port", "{port}"), "/late", GAP)
        return
    port = run.serve(*case.command.split(), "--bind", "127.0.0.1:{port}")
    for _ in range(WAVES):
        burst(port, "/sleep?seconds=0.15", 0)
        if max(seen) >= case.clients:
            break


def burst(port: int, path: str, gap: float) -> None:
    """Requests of as many clients, one started every ``gap`` seconds."""
    with ThreadPoolExecutor(REQUESTS) as clients:
        for _ in range(REQUESTS):
            clients.submit(get, port, path)
            time.sleep(gap)


@contextmanager
def most_clients(run: Run) -> Iterator[list[int]]:
    """The number of the pooler's clients, looked at again and again."""
    seen, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(0.05):
            seen.append(sum(row["database"] == run.database for row in run.show("CLIENTS")))

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        yield seen
    finally:
        over.set()
        watcher.join()
