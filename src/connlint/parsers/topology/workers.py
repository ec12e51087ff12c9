"""Task workers: Celery, RQ, Dramatiq, Huey, Procrastinate, django-q."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, default, known, unknown
from connlint.parsers.topology.arguments import CORES, from_environment, number, option
from connlint.parsers.topology.launch import Launch, make_group

if TYPE_CHECKING:
    from connlint.models.topology import ProcessGroup
    from connlint.parsers.topology.words import Word

_IN_THREADS = frozenset({"threads", "gevent", "eventlet"})
_SINGLE = default(1, "one at a time")


def celery_group(launch: Launch) -> ProcessGroup | None:
    """``celery worker`` (prefork: a process each; threads and greenlets: one process) and ``celery beat``."""
    words = [word.text for word in launch.words]
    if "beat" in words and "worker" not in words:
        return make_group(launch, "celery", processes=_SINGLE, threads=_SINGLE, role="beat")
    if "worker" not in words:
        return None
    pool = option(launch.words, "-P", "--pool")
    if pool is not None and pool.missing:
        doubt = unknown(f"environment variable {pool.missing} has no default (--pool)", launch.place, pool.missing)
        return make_group(launch, "celery", processes=doubt, threads=doubt, worker_class=doubt, role="worker")
    kind = pool.text if pool else "prefork"
    count = _SINGLE if kind == "solo" else _celery_concurrency(launch)
    spread = kind in _IN_THREADS
    return make_group(
        launch,
        "celery",
        processes=_SINGLE if spread else count,
        threads=count if spread else _SINGLE,
        worker_class=known(kind, "--pool", launch.place) if pool else default(kind, "default of Celery"),
        role="worker",
    )


def _celery_concurrency(launch: Launch) -> Traced:
    scale = option(launch.words, "--autoscale")
    if scale is not None:
        highest = scale.text.split(",", maxsplit=1)[0]
        return number(type(scale)(highest, scale.missing, scale.how), "--autoscale", launch.place)
    return _count(launch, ("-c", "--concurrency"), "", "Celery starts a process for each core")


def rq_group(launch: Launch) -> ProcessGroup:
    """``rq worker`` runs one job at a time; ``rq worker-pool -n`` several workers."""
    pooled = any(word.text == "worker-pool" for word in launch.words)
    written = option(launch.words, "-n", "--num-workers") if pooled else None
    processes = number(written, "--num-workers", launch.place) if written else _SINGLE
    return make_group(launch, "rq", processes=processes, threads=_SINGLE, role="worker")


def dramatiq_group(launch: Launch) -> ProcessGroup:
    """dramatiq: a process for each core, eight threads in each."""
    processes = _count(launch, ("-p", "--processes"), "dramatiq_processes", "dramatiq starts a process for each core")
    threads = option(launch.words, "-t", "--threads")
    width = number(threads, "--threads", launch.place) if threads else default(8, "default of dramatiq")
    return make_group(launch, "dramatiq", processes=processes, threads=width, role="worker")


def huey_group(launch: Launch) -> ProcessGroup:
    """huey: one worker thread unless ``-w`` says more; ``-k process`` makes them processes."""
    written = option(launch.words, "-w", "--workers")
    count = number(written, "--workers", launch.place) if written else default(1, "default of huey")
    kind = option(launch.words, "-k", "--worker-type")
    forked = kind is not None and kind.text == "process"
    processes, threads = (count, _SINGLE) if forked else (_SINGLE, count)
    return make_group(launch, "huey", processes=processes, threads=threads, role="worker")


def procrastinate_group(launch: Launch) -> ProcessGroup | None:
    """``procrastinate worker``: one process, ``--concurrency`` tasks at once."""
    if not any(word.text == "worker" for word in launch.words):
        return None
    written = option(launch.words, "-c", "--concurrency")
    width = number(written, "--concurrency", launch.place) if written else default(1, "default of procrastinate")
    return make_group(launch, "procrastinate", processes=_SINGLE, threads=width, role="worker")


def qcluster_group(launch: Launch) -> ProcessGroup:
    """django-q: Q_CLUSTER["workers"] of the settings, which a command line does not show."""
    count = unknown("Q_CLUSTER['workers'] decides how many workers qcluster starts", launch.place, "workers")
    return make_group(launch, "django-q", processes=count, threads=_SINGLE, role="worker")


def _count(launch: Launch, names: tuple[str, ...], variable: str, reason: str) -> Traced:
    written: Word | None = option(launch.words, *names)
    if written is not None:
        return number(written, names[-1], launch.place)
    given = from_environment(launch.environment.get(variable), variable, launch.place)
    return given or unknown(reason, launch.place, CORES)
