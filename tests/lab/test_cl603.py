"""CL603: Django refuses a synchronous query, cursor or transaction inside a coroutine."""

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


MANY = """\
from asgiref.sync import sync_to_async
from django.db import connection, transaction
from django.shortcuts import get_object_or_404

from shop.models import Item


async def made():
    return (await Item.objects.aget_or_create(pk=1))[0]


async def listed():
    items = Item.objects.all()
    return LISTED


async def iterated():
    items = Item.objects.filter(pk=1)
    return ITERATED


async def measured():
    items = Item.objects.all()
    return MEASURED


async def tested():
    items = Item.objects.all()
    TESTED
    if items:
        return 1


async def counted():
    items = Item.objects.all()
    return COUNTED


async def saved():
    item, _ = await Item.objects.aget_or_create(pk=1)
    SAVED


async def deleted():
    item = Item(pk=2)
    await item.asave()
    DELETED


async def found():
    return FOUND


async def in_a_transaction():
    TRANSACTION


async def with_a_cursor():
    CURSOR
"""
SYNC = {
    "LISTED": "list(items)",
    "ITERATED": "[item for item in items]",
    "MEASURED": "len(items)",
    "TESTED": "pass",
    "COUNTED": "items.count()",
    "SAVED": "item.save()",
    "DELETED": "item.delete()",
    "FOUND": "get_object_or_404(Item, pk=1)",
    "TRANSACTION": "with transaction.atomic():\n        pass",
    "CURSOR": "with connection.cursor():\n        pass",
}
ASYNC = {
    "LISTED": "await sync_to_async(list)(items)",
    "ITERATED": "[item async for item in items]",
    "MEASURED": "len([item async for item in items])",
    "TESTED": "[item async for item in items]",
    "COUNTED": "await items.acount()",
    "SAVED": "await item.asave()",
    "DELETED": "await item.adelete()",
    "FOUND": "await sync_to_async(get_object_or_404)(Item, pk=1)",
    "TRANSACTION": "await sync_to_async(in_a_thread)()",
    "CURSOR": "await sync_to_async(in_a_thread)()",
}
IN_A_THREAD = """

def in_a_thread():
    with transaction.atomic(), connection.cursor():
        pass
"""
NAMES = [
    "listed",
    "iterated",
    "measured",
    "tested",
    "counted",
    "saved",
    "deleted",
    "found",
    "in_a_transaction",
    "with_a_cursor",
]

ALL = f"""
import asyncio
from jobs import views
asyncio.run(views.made())
for name in {NAMES}:
    with tolerate(name):
        asyncio.run(getattr(views, name)())
"""


def views(how):
    text = MANY
    for name, written in how.items():
        text = text.replace(name, written)
    return BAD.but(files={"jobs/views.py": text + IN_A_THREAD})


def test_cl603_of_every_kind(lab):
    shows = " ".join(rf"{name}=\S*SynchronousOnlyOperation: .*?" for name in NAMES)
    lab.prove("CL603", views(SYNC), views(ASYNC), ALL, shows.strip())
