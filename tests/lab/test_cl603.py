"""CL603: Django refuses a synchronous query inside a coroutine."""

from tests.lab.harness.setup import Setup

VIEWS = """\
from django.http import JsonResponse

from shop.models import Item


async def stock(request):
    count = QUERY
    return JsonResponse({"count": count})
"""
BAD = Setup(
    module='INSTALLED_APPS = ["shop", "jobs"]\n',
    files={"jobs/__init__.py": "", "jobs/views.py": VIEWS.replace("QUERY", "Item.objects.count()"), "manage.py": ""},
)
GOOD = BAD.but(files={"jobs/views.py": VIEWS.replace("QUERY", "await Item.objects.acount()")})

SCRIPT = """
import asyncio
from jobs.views import stock
seen["status"] = asyncio.run(stock(None)).status_code
"""


def test_cl603(lab):
    shows = "SynchronousOnlyOperation: You cannot call this from an async context"
    lab.prove("CL603", BAD, GOOD, SCRIPT, shows)
