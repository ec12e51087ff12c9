"""CL602: a command that pauses longer than client_idle_timeout never recovers: no request closes its connection."""

from tests.lab.harness.outcome import flat, noted
from tests.lab.harness.setup import Setup

COMMAND = """\
import time

from django.core.management.base import BaseCommand
from django.db import close_old_connections, connection

from shop.models import Item


class Command(BaseCommand):
    def handle(self, *args, **options):
        failures = 0
        for _ in range(3):CLOSE
            try:
                Item.objects.count()
            except Exception as error:
                failures += 1
                self.stdout.write(f"{type(error).__name__}: {error}")
            time.sleep(1.8)
        self.stdout.write(f"failures={failures}")
"""
PACKAGES = {f"{folder}/__init__.py": "" for folder in ("jobs", "jobs/management", "jobs/management/commands")}
FILE = "jobs/management/commands/work.py"
BAD = Setup(
    pgbouncer={"client_idle_timeout": 1},
    module='INSTALLED_APPS = ["shop", "jobs"]\n',
    files={**PACKAGES, "manage.py": "", FILE: COMMAND.replace("CLOSE", "")},
)
GOOD = BAD.but(files={FILE: COMMAND.replace("CLOSE", "\n            close_old_connections()")})


def drive(run):
    """Run the command."""
    return noted(output=flat(run.python("-m", "django", "work").stdout))


def test_cl602(lab):
    shows = {
        "psycopg": "OperationalError: client_idle_timeout.* the connection is closed failures=2",
        "psycopg2": "OperationalError: server closed the connection.* connection already closed failures=2",
    }
    lab.prove("CL602", BAD, GOOD, drive, shows)
