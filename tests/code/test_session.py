"""Statements that leave something on their session: on whose connection they surely run, and which they are."""

import pytest

from connlint.parsers.code import read_code

IMPORTS = """\
import psycopg
from contextlib import closing
from django import db
from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction
from django.db.models.expressions import RawSQL
from django.dispatch import receiver
from psycopg import sql
from shop.models import Job
"""


def seen(folder, text, name="shop/services.py", imports=IMPORTS):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(imports + text)
    return [
        (sighting.kind, sighting.subject, sighting.data["alias"])
        for sighting in read_code(folder, lambda file: file.name)
    ]


LISTEN = 'cursor.execute("LISTEN jobs")'
HANDED = f"""\
def listen(sender, connection, **kwargs):
    if connection.alias == "direct":
        cursor = connection.cursor()
        {LISTEN}
"""
HELD = f"""\
class A:
    cursor = None
    def __init__(self, given):
        self.cursor = connection.cursor()
        OTHER
    def listen(self):
        self.{LISTEN}
"""
MIXED = f"""\
cursor = connection.cursor()
if direct:
    cursor = psycopg.connect(address)
{LISTEN}
"""
DRIVER = f"""\
with psycopg.connect(address) as cursor:
    {LISTEN}
    cursor.notifies()
"""
HANDLER = f"""\
@receiver(connection_created)
def listen(sender, connection, **kwargs):
    with connection.cursor() as cursor:
        {LISTEN}
"""
HALF = """\
cursor = connection.cursor()
with transaction.atomic():
    cursor.execute("SELECT pg_advisory_lock(1)")
cursor.execute("SELECT pg_advisory_unlock(1)")
"""


def run(statement):
    return f"cursor = connection.cursor()\ncursor.execute({statement})"


@pytest.mark.parametrize(
    "statement",
    [
        '"SET LOCAL statement_timeout = 5"',
        '"SET TRANSACTION READ ONLY"',
        '"SET TIME ZONE %s", [zone]',
        "\"SET timezone = 'UTC'\"",
        '"SET NAMES utf8mb4"',
        '"SET foreign_key_checks = 0"',
        '"SET statement_timeout TO DEFAULT"',
        '"SET statement_timeout = DEFAULT"',
        '"SET ROLE NONE"',
        '"UPDATE t SET a = 1"',
        "\"SELECT set_config('app.tenant', %s, true)\", [tenant]",
        "\"SELECT set_config('app.tenant', %s, %s)\", [tenant, lasting]",
        "\"SELECT set_config('TimeZone', 'UTC', false)\"",
        "\"SELECT current_setting('app.tenant', false)\"",
        '"NOTIFY jobs"',
        '"UNLISTEN jobs"',
        "\"SELECT 'LISTEN jobs'\"",
        '"SELECT pg_advisory_xact_lock(1)"',
        '"SELECT pg_try_advisory_xact_lock(1)"',
        '"SELECT pg_advisory_unlock(1)"',
        "\"SELECT * FROM pg_stat_activity WHERE query LIKE '%pg_advisory_lock(%'\"",
        '"SELECT 1 -- pg_advisory_lock(1)"',
        '"SELECT 1 /* pg_advisory_lock(1) */"',
        '"CREATE FUNCTION f() RETURNS void AS $$ SELECT pg_advisory_lock(1) $$ LANGUAGE sql"',
        '"SELECT $$pg_advisory_lock(1)$$"',
        'statement + "SET work_mem = 5"',
        "LISTEN",
    ],
)
def test_statements_that_leave_nothing(tmp_path, statement):
    assert seen(tmp_path, run(statement)) == []


@pytest.mark.parametrize(
    "statement, expected",
    [
        ('"SET statement_timeout = 5"', ("session-set", "statement_timeout")),
        ('"set search_path to shop"', ("session-set", "search_path")),
        ('"SET ROLE owner"', ("session-set", "role")),
        ('f"SET app.tenant = {tenant}"', ("session-set", "app.tenant")),
        ('"SET work_mem TO %s" % size', ("session-set", "work_mem")),
        ('"SET work_mem TO " + size', ("session-set", "work_mem")),
        ('"SET SESSION lock_timeout = {}".format(5)', ("session-set", "lock_timeout")),
        ('sql.SQL("SET search_path TO {}").format(sql.Identifier(x))', ("session-set", "search_path")),
        ("\"SELECT set_config('app.tenant', %s, false)\", [tenant]", ("session-set", "app.tenant")),
        ("\"SELECT set_config('app.tenant', '5', FALSE)\"", ("session-set", "app.tenant")),
        ('"LISTEN jobs"', ("session-listen", "LISTEN")),
        ('f"LISTEN {channel};"', ("session-listen", "LISTEN")),
        ("'LISTEN \"%s\"' % channel", ("session-listen", "LISTEN")),
        ('sql.SQL("listen {}").format(sql.Identifier(x))', ("session-listen", "LISTEN")),
        ('"SELECT pg_advisory_lock(%s)", [1]', ("session-lock", "pg_advisory_lock")),
        ('"SELECT pg_try_advisory_lock(1, 2)"', ("session-lock", "pg_try_advisory_lock")),
        ('"WITH a AS (SELECT 1) SELECT pg_advisory_lock_shared(1)"', ("session-lock", "pg_advisory_lock_shared")),
    ],
)
def test_statements_that_leave_something(tmp_path, statement, expected):
    assert seen(tmp_path, run(statement)) == [(*expected, "default")]


@pytest.mark.parametrize(
    "text",
    [
        'print("LISTEN jobs")',
        'STATEMENT = "LISTEN jobs"',
        '"""LISTEN jobs"""',
        "# cursor.execute('LISTEN jobs')\nNAME = 'LISTEN jobs'",
        'cursor.execute("LISTEN jobs")',
        'def listen(cursor):\n    cursor.execute("LISTEN jobs")',
        'def listen(connection):\n    connection.cursor().execute("LISTEN jobs")',
        DRIVER,
        'connections[alias].cursor().execute("LISTEN jobs")',
        'def listen(alias="default"):\n    connections[alias].cursor().execute("LISTEN jobs")',
        'transaction.get_connection(using).cursor().execute("LISTEN jobs")',
        'connection.execute("LISTEN jobs")',
        'connection.cursor().cursor().execute("LISTEN jobs")',
        'connection.cursor().copy().execute("LISTEN jobs")',
        'schema_editor.connection.cursor().execute("LISTEN jobs")',
        'schema_editor.execute("LISTEN jobs")',
        HANDED,
        MIXED,
        'cursor = connection.cursor()\nfor cursor in others:\n    cursor.execute("LISTEN jobs")',
        'class A:\n    def listen(self):\n        self.cursor.execute("LISTEN jobs")',
        HELD.replace("OTHER", "self.cursor = given"),
        'STATEMENT = "LISTEN jobs"\nSTATEMENT = other\nconnection.cursor().execute(STATEMENT)',
        "connection.notifies()",
        "queue.notifies()",
        'Job.objects.using(alias).raw("SELECT pg_advisory_lock(1)")',
        'RawSQL("pg_advisory_lock(1)", [])',
        'Job.objects.annotate(a=F("pg_advisory_lock(1)"))',
        'Job.objects.raw(statement, ["pg_advisory_lock(1)"])',
    ],
)
def test_what_does_not_surely_run_on_a_known_alias(tmp_path, text):
    assert seen(tmp_path, text) == []


@pytest.mark.parametrize(
    "text, alias",
    [
        ('connection.cursor().execute("LISTEN jobs")', "default"),
        ('with connection.cursor() as cursor:\n    cursor.execute("LISTEN jobs")', "default"),
        ('with closing(connection.cursor()) as cursor:\n    cursor.execute("LISTEN jobs")', "default"),
        ('db.connection.cursor().execute("LISTEN jobs")', "default"),
        ('db.connections["direct"].cursor().execute("LISTEN jobs")', "direct"),
        ('connections[DEFAULT_DB_ALIAS].cursor().execute("LISTEN jobs")', "default"),
        ('ALIAS = "direct"\nconnections[ALIAS].cursor().execute("LISTEN jobs")', "direct"),
        ('own = connections["direct"]\ndef listen():\n    own.cursor().execute("LISTEN jobs")', "direct"),
        ('transaction.get_connection().cursor().execute("LISTEN jobs")', "default"),
        ('transaction.get_connection(using="direct").cursor().execute("LISTEN jobs")', "direct"),
        ('connection.connection.execute("LISTEN jobs")', "default"),
        ('connection.connection.cursor().execute("LISTEN jobs")', "default"),
        ('connection.copy().cursor().execute("LISTEN jobs")', "default"),
        ('STATEMENT = "LISTEN jobs"\nconnection.cursor().execute(STATEMENT)', "default"),
        ('cursor = None\ncursor = connection.cursor()\ncursor.execute("LISTEN jobs")', "default"),
        (HELD.replace("OTHER", ""), "default"),
        (HANDLER, "*"),
    ],
)
def test_the_alias_that_a_statement_runs_on(tmp_path, text, alias):
    assert seen(tmp_path, text) == [("session-listen", "LISTEN", alias)]


@pytest.mark.parametrize("call", ["notifies()", "add_notify_handler(print)"])
def test_waiting_for_notifications_without_a_listen_that_is_seen(tmp_path, call):
    text = f"def wait():\n    connection.connection.{call}\n    connection.connection.{call}"
    assert seen(tmp_path, text) == [("session-listen", call.partition("(")[0], "default")]


def test_a_listen_says_it_all(tmp_path):
    text = 'connection.cursor().execute("LISTEN jobs")\nconnection.connection.notifies()'
    assert seen(tmp_path, text) == [("session-listen", "LISTEN", "default")]


@pytest.mark.parametrize(
    "text, alias, routed",
    [
        ('Job.objects.raw("SELECT pg_try_advisory_lock(1)")', "default", "1"),
        ('Job.objects.using("direct").raw("SELECT pg_try_advisory_lock(1)")', "direct", "0"),
        ('Job.objects.db_manager("direct").raw("SELECT pg_try_advisory_lock(1)")', "direct", "0"),
        ('Job.objects.annotate(mine=RawSQL("pg_try_advisory_lock(id)", []))', "default", "1"),
        ('Job.objects.using("direct").filter(RawSQL("pg_try_advisory_lock(id)", []))', "direct", "0"),
    ],
)
def test_locks_in_queries_of_models(tmp_path, text, alias, routed):
    path = tmp_path / "jobs.py"
    path.write_text(IMPORTS + text)
    (sighting,) = read_code(tmp_path, lambda file: file.name)
    assert (sighting.subject, sighting.data["alias"]) == ("pg_try_advisory_lock", alias)
    assert sighting.data["routed"] == routed


LOCKED = """
    cursor.execute("SELECT pg_advisory_lock(1)")
    work()
    cursor.execute("SELECT pg_advisory_unlock(1)")
"""


@pytest.mark.parametrize(
    "start",
    [
        "with transaction.atomic(), connection.cursor() as cursor:",
        "cursor = connection.cursor()\nwith transaction.atomic():",
        "cursor = connection.cursor()\n@transaction.atomic\ndef alone(cursor=None):\n    cursor = connection.cursor()",
    ],
)
def test_a_lock_that_its_transaction_gives_back(tmp_path, start):
    assert seen(tmp_path, start.replace("cursor=None", "") + LOCKED) == []


@pytest.mark.parametrize(
    "text",
    [
        "with connection.cursor() as cursor:" + LOCKED,
        'with transaction.atomic(), connection.cursor() as cursor:\n    cursor.execute("SELECT pg_advisory_lock(1)")',
        HALF,
    ],
)
def test_a_lock_that_outlives_its_transaction(tmp_path, text):
    assert seen(tmp_path, text) == [("session-lock", "pg_advisory_lock", "default")]


@pytest.mark.parametrize("name", ["shop/migrations/0002_lock.py", "shop/tests/test_listen.py", "conftest.py"])
def test_migrations_and_tests_are_passed_over(tmp_path, name):
    assert seen(tmp_path, run('"LISTEN jobs"'), name) == []


@pytest.mark.parametrize("name, command", [("shop/management/commands/listen.py", "1"), ("shop/worker.py", "0")])
def test_commands_are_told_apart(tmp_path, name, command):
    path = tmp_path / name
    path.parent.mkdir(parents=True)
    path.write_text(IMPORTS + run('"LISTEN jobs"'))
    (sighting,) = read_code(tmp_path, lambda file: file.name)
    assert sighting.data["command"] == command


@pytest.mark.parametrize(
    "text",
    [
        "cursor = cursor.connection.cursor()\ncursor.execute('LISTEN jobs')",
        "a = b\nb = a\na.cursor().execute('LISTEN jobs')",
        "text = text2\ntext2 = text\nconnection.cursor().execute(text)  # LISTEN\nx = 'LISTEN jobs'",
    ],
)
def test_names_that_lead_in_a_circle(tmp_path, text):
    assert seen(tmp_path, text) == []


@pytest.mark.parametrize("imports", ["from .db import connection\n", "from other.db import connection\n", ""])
def test_a_connection_that_is_not_djangos(tmp_path, imports):
    assert seen(tmp_path, 'connection.cursor().execute("LISTEN jobs")', imports=imports) == []
