"""Runs the script of a case in a Django process and prints, as one line of JSON, what it saw."""

import json
import sys
import threading
import time
from contextlib import contextmanager

import django

seen = {}


def main(script):
    errors = []
    try:
        django.setup()
        exec(compile(script, "case", "exec"), tools())
    except BaseException as error:
        errors = chain(error)
    print(json.dumps({"seen": seen, "errors": errors}, default=str), flush=True)


def tools():
    """The names that a script can use."""
    from django.conf import settings
    from django.db import close_old_connections, connection, connections, transaction
    from django.test import Client
    from shop.models import Item

    django_names = [Client, Item, close_old_connections]
    own = [at_once, busy_backend, other_client, query, request, show, tolerate]
    return {
        **{tool.__name__: tool for tool in (*django_names, *own)},
        "connection": connection,
        "connections": connections,
        "now": time.monotonic,
        "pause": time.sleep,
        "seen": seen,
        "settings": settings,
        "transaction": transaction,
    }


@contextmanager
def request():
    """What surrounds a request in Django's own handlers."""
    from django.core.signals import request_finished, request_started

    request_started.send(None)
    try:
        yield
    finally:
        request_finished.send(None)


def query(sql="SELECT 1", alias="default"):
    """Run SQL through an alias; the first column of the first row."""
    from django.db import connections

    with connections[alias].cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchone()[0] if cursor.description else None


def show(setting, alias="default"):
    """The value that PostgreSQL has in force."""
    return query(f"SHOW {setting}", alias)


def at_once(count, work):
    """Run the function in so many threads, each as one request; the errors as text, first error of each."""
    errors, gate = [], threading.Barrier(count)

    def one(number):
        try:
            gate.wait()
            with request():
                work(number)
        except Exception as error:
            errors.append(" <- ".join(chain(error)))

    threads = [threading.Thread(target=one, args=(number,)) for number in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def other_client(sql):
    """Run SQL on a connection of another client of the pooler; the first column of the first row."""
    from django.db import connections

    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchone()[0] if cursor.description else None
    finally:
        other.close()


@contextmanager
def busy_backend():
    """Another client of the pooler holds a backend in a transaction: the one that was used last."""
    from django.db import connections

    other = connections.create_connection("default")
    with other.cursor() as cursor:
        cursor.execute("BEGIN")
        cursor.execute("SELECT 1")
        yield
    other.close()


@contextmanager
def tolerate(name):
    """Note an error under a name, and go on."""
    try:
        yield
    except Exception as error:
        seen[name] = " <- ".join(chain(error))


def chain(error):
    """The error and its causes, outermost first, with their classes."""
    found = []
    while error is not None:
        kind = type(error)
        short = kind.__module__ in ("builtins", "django.db.utils")
        name = kind.__name__ if short else f"{kind.__module__}.{kind.__name__}"
        found.append(f"{name}: {error}")
        error = error.__cause__
    return found


if __name__ == "__main__":
    main(sys.argv[1])
