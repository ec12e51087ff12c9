"""Views that a case asks for: one query, streamed rows of a range, a slow query, slow Python around a query."""

import os
import sys
import time

from django.db import connection
from django.http import HttpResponse

from shop.models import Item


def count(request):
    return HttpResponse(str(Item.objects.count()))


def rows(request):
    low, high = int(request.GET["low"]), int(request.GET["high"])
    found = Item.objects.filter(id__gte=low, id__lt=high).order_by("id")
    return HttpResponse(",".join(str(item.id) for item in pausing(found.iterator(chunk_size=100))))


def pausing(items):
    """Other requests get their turn while a batch is worked on."""
    for number, item in enumerate(items):
        if number % 100 == 0:
            time.sleep(0.005)
        yield item


def sleep(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(%s)", [float(request.GET["seconds"])])
    return HttpResponse("slept")


def think(request):
    Item.objects.count()
    time.sleep(float(request.GET["seconds"]))
    return HttpResponse(str(Item.objects.count()))


def atomic(request):
    return HttpResponse(str(connection.in_atomic_block))


def who(request):
    """Worker and backend of this request."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid() FROM pg_sleep(0.05)")
        return HttpResponse(f"{os.getpid()}:{cursor.fetchone()[0]}")


def broken(request):
    """The error as the body of the 500: the case quotes it."""
    kind, error, _ = sys.exc_info()
    return HttpResponse(f"{kind.__name__}: {' '.join(str(error).split())}", status=500)
