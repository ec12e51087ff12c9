"""CL604: a thread keeps its connection for as long as it lives."""

from tests.lab.harness.setup import Setup

SERVICES = """\
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from shop.models import Item

pool = ThreadPoolExecutor(4)


def count(number):
    try:
        return Item.objects.filter(id__gt=number).count()
    finally:
        CLOSE


def count_all():
    return list(pool.map(count, range(16)))
"""
BAD = Setup(
    module='INSTALLED_APPS = ["shop", "jobs"]\n',
    files={"jobs/__init__.py": "", "jobs/services.py": SERVICES.replace("CLOSE", "pass"), "manage.py": ""},
    direct=True,
)
GOOD = BAD.but(files={"jobs/services.py": SERVICES.replace("CLOSE", "connection.close()")})

SCRIPT = """
from jobs.services import count_all
count_all()
open_now = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
seen["open"] = query(open_now)
"""


def test_cl604(lab):
    lab.prove("CL604", BAD, GOOD, SCRIPT, "open=[1-4]")
