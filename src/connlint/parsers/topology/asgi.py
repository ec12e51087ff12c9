"""uvicorn, hypercorn, granian, daphne: servers whose requests each get a thread of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, default, known, unknown
from connlint.parsers.topology.arguments import from_environment, number, option
from connlint.parsers.topology.launch import Launch, make_group

if TYPE_CHECKING:
    from connlint.models.topology import ProcessGroup


def uvicorn_group(launch: Launch) -> ProcessGroup:
    """uvicorn: ``--workers`` or WEB_CONCURRENCY; ``--limit-concurrency`` is its only bound."""
    return make_group(
        launch,
        "uvicorn",
        processes=_processes(launch, ("--workers",), "WEB_CONCURRENCY", "uvicorn"),
        threads=_bounded(launch, "--limit-concurrency", "uvicorn"),
        worker_class=known("asgi", "uvicorn", launch.place),
        asgi=True,
    )


def hypercorn_group(launch: Launch) -> ProcessGroup:
    """hypercorn: ``--workers``."""
    return make_group(
        launch,
        "hypercorn",
        processes=_processes(launch, ("-w", "--workers"), "", "hypercorn"),
        threads=_unbounded(launch, "hypercorn"),
        worker_class=known("asgi", "hypercorn", launch.place),
        asgi=True,
    )


def granian_group(launch: Launch) -> ProcessGroup:
    """granian: ``--workers``; with ``--interface wsgi`` as many requests at once as ``--blocking-threads``."""
    interface = option(launch.words, "--interface")
    name = interface.text if interface else _given(launch, "GRANIAN_INTERFACE") or "rsgi"
    threads = _option_or_variable(launch, ("--blocking-threads",), "GRANIAN_BLOCKING_THREADS")
    wsgi = name == "wsgi"
    unset = unknown("granian chooses the blocking threads itself", launch.place, "--blocking-threads")
    return make_group(
        launch,
        "granian",
        processes=_processes(launch, ("--workers",), "GRANIAN_WORKERS", "granian"),
        threads=(threads or unset) if wsgi else _unbounded(launch, "granian"),
        worker_class=known("wsgi" if wsgi else "asgi", "--interface", launch.place),
        asgi=not wsgi,
    )


def daphne_group(launch: Launch) -> ProcessGroup:
    """daphne: one process."""
    return make_group(
        launch,
        "daphne",
        processes=default(1, "daphne has no workers"),
        threads=_unbounded(launch, "daphne"),
        worker_class=known("asgi", "daphne", launch.place),
        asgi=True,
    )


def runserver_group(launch: Launch) -> ProcessGroup:
    """manage.py runserver: development; a thread for each request, unless --nothreading forbids it."""
    single = any(word.text == "--nothreading" for word in launch.words)
    threads = unknown("runserver starts a thread for each request", launch.place, "threads")
    return make_group(
        launch,
        "runserver",
        processes=default(1, "runserver"),
        threads=known(1, "--nothreading", launch.place) if single else threads,
    )


def _given(launch: Launch, name: str) -> str:
    supplied = launch.environment.get(name)
    return supplied.value if supplied else ""


def _option_or_variable(launch: Launch, names: tuple[str, ...], variable: str) -> Traced | None:
    written = option(launch.words, *names)
    if written is not None:
        return number(written, names[-1], launch.place)
    return from_environment(launch.environment.get(variable), variable, launch.place)


def _processes(launch: Launch, names: tuple[str, ...], variable: str, server: str) -> Traced:
    return _option_or_variable(launch, names, variable) or default(1, f"default of {server}")


def _bounded(launch: Launch, name: str, server: str) -> Traced:
    written = option(launch.words, name)
    return number(written, name, launch.place) if written else _unbounded(launch, server)


def _unbounded(launch: Launch, server: str) -> Traced:
    return unknown(f"{server} serves as many requests at once as come in", launch.place, "threads")
