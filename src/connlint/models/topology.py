"""The processes that open connections, and the versions of what they run."""

from __future__ import annotations

from connlint.models.base import Model
from connlint.models.place import Place
from connlint.models.traced import Traced


class ProcessGroup(Model):
    """Processes of one kind: a gunicorn service, a Celery worker, a cron job.

    ``server`` is "gunicorn", "uvicorn", "celery", ...; ``worker_class`` "sync", "gthread", "prefork", ...
    ``processes`` per replica, ``threads`` per process (or concurrent requests), ``replicas`` of the whole,
    ``surge`` replicas that a deploy adds, ``timeout`` of a worker in seconds (0 = none).
    """

    name: str
    server: str
    place: Place | None = None
    worker_class: Traced
    processes: Traced
    threads: Traced
    replicas: Traced
    surge: Traced
    timeout: Traced
    asgi: bool = False
    preload: bool = False


class Topology(Model):
    """Everything that opens connections. ``clients`` is a declared total, which wins over the sum."""

    groups: tuple[ProcessGroup, ...] = ()
    clients: Traced | None = None


class Versions(Model):
    """Versions by the name of the package or program ("django", "psycopg", "psycopg2", "psycopg-pool",
    "libpq", "celery", "pgbouncer", "postgresql", "python"); the value of each is text such as "5.2.1".
    A name that nothing declares is missing.
    """

    found: dict[str, Traced] = {}
