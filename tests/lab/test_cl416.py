"""CL416: a SET in code stays on the backend, and the next client finds it there."""

import pytest

from tests.lab.harness.outcome import noted
from tests.lab.harness.setup import Setup

HANDLER = """\
from django.apps import AppConfig
from django.db.backends.signals import connection_created


def set_timeout(sender, connection, **kwargs):
    with connection.cursor() as cursor:
        cursor.execute("STATEMENT")


class JobsConfig(AppConfig):
    name = "jobs"

    def ready(self):
        connection_created.connect(set_timeout)
"""
STATEMENTS = {
    "SET": "SET statement_timeout = 1234",
    "set_config": "SELECT set_config('statement_timeout', '1234', false)",
}
GOOD = Setup()


def bad(statement):
    files = {"jobs/__init__.py": "", "jobs/apps.py": HANDLER.replace("STATEMENT", statement), "manage.py": ""}
    return Setup(module='INSTALLED_APPS = ["shop", "jobs"]\n', files=files)


def drive(run):
    """Django connects and leaves; another client asks."""
    run.drive("query()")
    return noted(statement_timeout=run.psql("SHOW statement_timeout"))


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
def test_cl416(lab, statement):
    lab.prove("CL416", bad(statement), GOOD, drive, "statement_timeout=1234ms")
