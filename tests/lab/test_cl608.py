"""CL608: a connection that is closed inside atomic() takes the transaction with it."""

from tests.lab.harness.setup import Setup

SERVICES = """\
from django.db import connection, transaction

from shop.models import Item


def pay(number):
    with transaction.atomic():
        Item.objects.filter(id=number).update(tag="paid")
        INSIDE
        Item.objects.filter(id=number).count()
"""
BAD = Setup(
    module='INSTALLED_APPS = ["shop", "jobs"]\n',
    files={
        "jobs/__init__.py": "",
        "jobs/services.py": SERVICES.replace("INSIDE", "connection.close()"),
        "manage.py": "",
    },
)
GOOD = BAD.but(files={"jobs/services.py": SERVICES.replace("INSIDE", "number = int(number)")})

SCRIPT = """
from jobs.services import pay
with tolerate("error"):
    pay(1)
seen["tag"] = Item.objects.get(id=1).tag
"""


def test_cl608(lab):
    shows = {
        "psycopg": "error=OperationalError: the connection is closed .* tag=item 1",
        "psycopg2": "error=InterfaceError: connection already closed .* tag=item 1",
    }
    lab.prove("CL608", BAD, GOOD, SCRIPT, shows)
