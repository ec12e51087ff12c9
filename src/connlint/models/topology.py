"""The processes that open connections, and the versions of what they run."""

from connlint.models.base import Record
from connlint.models.place import Place
from connlint.models.proxy import DeclaredNetwork, DeclaredProxy
from connlint.models.traced import Traced


class ProcessGroup(Record):
    """Processes of one kind: a gunicorn service, a Celery worker, a cron job.

    ``server`` is "gunicorn", "uvicorn", "celery", ...; ``worker_class`` "sync", "gthread", "prefork", ...
    ``processes`` per replica, ``threads`` per process (or concurrent requests), ``replicas`` of the whole,
    ``surge`` replicas that a deploy adds, ``timeout`` of a worker in seconds (0 = none).
    ``asgi``: requests do not come back to the thread that keeps their connection. ``role`` is "web", "worker" or
    "beat"; ``settings_module`` the dotted name its environment gives, "" when unknown.
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
    role: str = ""
    settings_module: str = ""


class Topology(Record):
    """Everything that opens connections. ``clients`` is a declared total, which wins over the sum.

    Declared facts that no file holds: ``cores`` of the database server, ``allowance`` connections kept for
    people and backups, ``nofile`` open files of the pooler, ``network_idle_limit`` in seconds (a balancer's);
    ``proxy`` by alias ("*" for all) and ``network`` as the configuration declares them.
    """

    groups: tuple[ProcessGroup, ...] = ()
    clients: Traced | None = None
    cores: Traced | None = None
    allowance: Traced | None = None
    nofile: Traced | None = None
    network_idle_limit: Traced | None = None
    notes: tuple[str, ...] = ()
    proxy: dict[str, DeclaredProxy] = {}
    network: DeclaredNetwork | None = None


class Versions(Record):
    """Versions by the name of the package or program ("django", "psycopg", "psycopg2", "psycopg-pool",
    "libpq", "celery", "pgbouncer", "postgresql", "python"); the value of each is text such as "5.2.1".
    A name that nothing declares is missing.
    """

    found: dict[str, Traced] = {}
