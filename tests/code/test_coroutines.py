"""Synchronous queries in coroutines: what is certain, and what is left alone."""

import textwrap

import pytest

from connlint.parsers.code import read_code

IMPORTS = """\
from django.db import connection, transaction
from django.shortcuts import get_object_or_404
from shop import models
from shop.models import Item
"""
QUERY = "runs a synchronous query"


def seen(folder, body, start="async def view(pk):\n"):
    (folder / "views.py").write_text(IMPORTS + start + textwrap.indent(body, "    "))
    return [
        (sighting.place.line - 5, sighting.data["does"])
        for sighting in read_code(folder, lambda file: file.name)
        if sighting.kind == "sync-query-in-coroutine"
    ]


@pytest.mark.parametrize(
    "body",
    [
        "return await sync_to_async(list)(Item.objects.all())",
        "return await sync_to_async(Item.objects.get)(pk=pk)",
        "return Item.objects.filter(pk__in=pk)",
        "return self.objects.get(1)",
        "return [i async for i in Item.objects.all()]",
        "return list(Item.objects.none())",
        "for i in Item.objects.cached():\n    pass",
        "await asyncio.gather(Item.objects.count())",
        "items = Item.objects.all()\nrows = [i async for i in items]\nif items:\n    pass",
        "items = Item.objects.all()\nasync for i in items:\n    pass\nreturn len(items)",
        "items = Item.objects.all()\nitems = [i async for i in items]\nif items:\n    pass",
        "items = Item.objects.all()\nawait sync_to_async(len)(items)\nreturn len(items)",
        "items = Item.objects.all()\nawait sync_to_async(items._fetch_all)()\nreturn len(items)",
        "items = Item.objects.all()\nprefetch(items)\nif items:\n    pass",
        "items = Item.objects.all()\ndef load():\n    return list(items)\nawait sync_to_async(load)()\nlist(items)",
        "items = Item.objects.all()\nload = lambda: list(items)\nawait sync_to_async(load)()\nlist(items)",
        "items = Item.objects.none()\nif pk:\n    items = items.filter(pk=pk)\nreturn list(items)",
        "items = items.filter(pk=pk)\nreturn list(items)",
        "items = Item.objects.all()\nitems = items.custom()\nreturn list(items)",
        "items = pk or Item.objects.all()\nlist(items)",
        "items = Item.objects.all()\nfor items in pk:\n    list(items)",
        "items = self.objects.all()\nlist(items)",
        "items = Item.objects.all()\nreturn render(items)",
        "items = Item.objects.all()\nreturn items[1:][:5]",
        "items = Item.objects.all()\nreturn await items.acount()",
        "def inner():\n    return list(Item.objects.all())\nawait asyncio.to_thread(inner)",
        "return await asyncio.to_thread(lambda: list(Item.objects.all()))",
        "list = print\nreturn list(Item.objects.all())",
        "form.save()",
        "item = fetch()\nitem.save()",
        "item = await Item.objects.aget(pk=pk)\nawait item.asave()",
        "item = await Item.objects.aget(pk=pk)\nawait item.save()",
        "item = await Item.objects.aget(pk=pk)\nawait sync_to_async(item.save)()",
        "item = await Item.objects.values('a').afirst()\nitem.delete()",
        "items = Item.objects.values('a')\nitem = await items.afirst()\nitem.delete()",
        "async for item in Item.objects.values_list('a'):\n    item.delete()",
        "item, made = await fetch()\nitem.save()",
        "item = await Item.objects.aget(pk=pk)\nif pk:\n    item = pk\nitem.save()",
        "item = Other(a=1)\nitem.save()\nreturn await Item.objects.acount()",
        "item = other = await fetch()\nitem.save()",
        "a = b\nb = a\na.save()\nlist(a)",
        "async with transaction.atomic():\n    pass",
        "with atomic():\n    pass",
        "return await sync_to_async(get_object_or_404)(Item, pk=pk)",
        "with psycopg.connect().cursor() as cursor:\n    pass",
    ],
)
def test_what_is_left_alone(tmp_path, body):
    assert seen(tmp_path, body) == []


@pytest.mark.parametrize(
    "body, line",
    [
        ("return Item.objects.filter(a=1).first()", 1),
        ("return list(Item.objects.all())", 1),
        ("return sorted(models.Item.objects.filter(a=1), key=str)", 1),
        ("return [i for i in Item.objects.all()]", 1),
        ("return {i: 1 for i in Item.objects.all()}", 1),
        ("return pk in Item.objects.values_list('pk', flat=True)", 1),
        ("return Item.objects.order_by('pk')[0]", 1),
        ("return 1 if Item.objects.filter(a=1) else 2", 1),
        ("for i in Item.objects.all():\n    pass", 1),
        ("items = Item.objects.all()\nfor i in items:\n    pass", 2),
        ("items = Item.objects.all()\nif pk:\n    items = items.filter(pk=pk).distinct()\nreturn len(items)", 4),
        ("items = Item.objects.order_by('x')[:5]\nif items:\n    pass", 2),
        ("items = Item.objects.all()\nif not items:\n    pass", 2),
        ("items = Item.objects.all()\nreturn items.count()", 2),
        ("items = Item.objects.all()\nitem = await items.aget(pk=pk)\nreturn list(items)", 3),
        ("items = Item.objects.all()\nmore = items.filter(a=1)\nreturn list(more)", 3),
        ("items = Item.objects.all()\nrows = [i async for i in items]\nreturn list(items.filter(a=2))", 3),
        ("items = Item.objects.all()\nreturn bool(items[:5])", 2),
        ("item = await Item.objects.aget(pk=pk)\nitem.save()", 2),
        ("item = await Item.objects.filter(a=1).afirst()\nif item:\n    item.delete()", 3),
        ("item, made = await Item.objects.aget_or_create(pk=pk)\nitem.save()", 2),
        ("item = await sync_to_async(Item.objects.get)(pk=pk)\nitem.refresh_from_db()", 2),
        ("async for item in Item.objects.filter(a=1):\n    item.save()", 2),
        ("item = Item(a=1)\nitem.save()\nreturn await Item.objects.acount()", 2),
        ("return get_object_or_404(Item, pk=pk)", 1),
    ],
)
def test_queries(tmp_path, body, line):
    assert seen(tmp_path, body) == [(line, QUERY)]


def test_a_transaction_and_a_cursor(tmp_path):
    body = "with transaction.atomic():\n    await work()\nwith connection.cursor() as cursor:\n    pass"
    assert seen(tmp_path, body) == [(1, "opens a transaction"), (3, "opens a cursor")]


def test_defaults_and_decorators_run_elsewhere(tmp_path):
    start = "@cached(Item.objects.count())\nasync def view(pk=list(Item.objects.all())):\n"
    assert seen(tmp_path, "return pk", start) == []


def test_a_function_that_is_no_coroutine(tmp_path):
    assert seen(tmp_path, "return list(Item.objects.all())", "def view(pk):\n") == []


def test_a_queryset_of_the_module_may_have_its_rows(tmp_path):
    assert seen(tmp_path, "return list(ITEMS)", "ITEMS = Item.objects.all()\nasync def view(pk):\n") == []


def test_the_variable_that_switches_the_check_off(tmp_path):
    (tmp_path / "manage.py").write_text('import os\nos.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"\n')
    (sighting,) = read_code(tmp_path, lambda file: file.name)
    assert (sighting.kind, sighting.place.line) == ("async-unsafe-allowed", 2)
