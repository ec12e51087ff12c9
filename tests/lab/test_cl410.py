"""CL410: a notification does not reach the client that listens through a transaction pool."""

from tests.lab.harness.setup import Setup

EVENTS = """\
import select

from django.db import connections


def listen():
    with connections["ALIAS"].cursor() as cursor:
        cursor.execute("LISTEN jobs")


def heard():
    driver = connections["ALIAS"].connection
    select.select([driver.fileno()], [], [], 1)
    if hasattr(driver, "poll"):
        driver.poll()
        return len(driver.notifies)
    return len(list(driver.notifies(timeout=0.5)))
"""
DIRECT = {"PORT": "{server_port}"}
BAD = Setup(
    module='INSTALLED_APPS = ["shop", "jobs"]\n',
    aliases={"direct": DIRECT, "sender": DIRECT},
    files={"jobs/__init__.py": "", "jobs/events.py": EVENTS.replace("ALIAS", "default"), "manage.py": ""},
)
GOOD = BAD.but(files={"jobs/events.py": EVENTS.replace("ALIAS", "direct")})

SCRIPT = """
from jobs.events import heard, listen
listen()
query("NOTIFY jobs", "sender")
seen["heard"] = heard()
"""


def test_cl410(lab):
    lab.prove("CL410", BAD, GOOD, SCRIPT, "heard=0")
