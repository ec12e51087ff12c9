"""CL416: a SET in code stays on the backend, and the next client finds it there."""

from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

HANDLER = """\
from django.apps import AppConfig
from django.db.backends.signals import connection_created


def set_timeout(sender, connection, **kwargs):
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 1234")


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self):
        connection_created.connect(set_timeout)
"""
BAD = Setup(
    module='INSTALLED_APPS = ["shop", "jobs"]\n',
    files={"jobs/__init__.py": "", "jobs/apps.py": HANDLER, "manage.py": ""},
)
GOOD = Setup()


def drive(run):
    """Django connects and leaves; another client asks."""
    run.drive("query()")
    return noted(statement_timeout=run.psql("SHOW statement_timeout"))


def test_cl416(lab):
    lab.prove("CL416", BAD, GOOD, drive, "statement_timeout=1234ms")
