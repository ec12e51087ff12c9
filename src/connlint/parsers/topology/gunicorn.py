"""gunicorn: configuration file, GUNICORN_CMD_ARGS, command line, in this order, the last one winning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, default, known, unknown
from connlint.parsers.topology.arguments import flag, from_environment, number, option
from connlint.parsers.topology.files import find_file
from connlint.parsers.topology.launch import Launch, make_group
from connlint.parsers.topology.literals import read_literals
from connlint.parsers.topology.words import Word, simple_commands
from connlint.sources.optional import read_or_none

if TYPE_CHECKING:
    from connlint.models.topology import ProcessGroup

_HOW = "default of gunicorn"
_OPTIONS = {
    "workers": ("-w", "--workers"),
    "threads": ("--threads",),
    "timeout": ("-t", "--timeout"),
    "worker_connections": ("--worker-connections",),
}
_SHORT_CLASSES = {"uvicorn.workers.UvicornWorker": "uvicorn", "uvicorn.workers.UvicornH11Worker": "uvicorn"}
GREENLETS = ("gevent", "eventlet")


def gunicorn_group(launch: Launch) -> ProcessGroup:
    """The process group of a gunicorn command, or of a configuration file alone."""
    settings = {**_from_file(launch), **_from_words(_cmd_args(launch), launch), **_from_words(launch.words, launch)}
    workers = settings.get("workers") or from_environment(
        launch.environment.get("WEB_CONCURRENCY"), "WEB_CONCURRENCY", launch.place
    )
    threads = settings.get("threads") or default(1, _HOW)
    worker_class = _worker_class(settings.get("worker_class") or default("sync", _HOW), threads)
    asgi = worker_class.decided and "uvicorn" in str(worker_class.value)
    return make_group(
        launch,
        "gunicorn",
        processes=workers or default(1, _HOW),
        threads=_width(worker_class, threads, settings.get("worker_connections")),
        worker_class=worker_class,
        timeout=settings.get("timeout") or default(30, _HOW),
        asgi=asgi,
        preload=bool(settings["preload_app"].value) if "preload_app" in settings else False,
    )


def _cmd_args(launch: Launch) -> tuple[Word, ...]:
    given = launch.environment.get("GUNICORN_CMD_ARGS")
    commands = simple_commands(given.value, launch.environment) if given else []
    return tuple(commands[0]) if commands else ()


def _from_file(launch: Launch) -> dict[str, Traced]:
    named = option(launch.words, "-c", "--config") or option(_cmd_args(launch), "-c", "--config")
    name = (named.text if named else "gunicorn.conf.py").removeprefix("file:")
    if name.startswith("python:"):
        name = name.removeprefix("python:").replace(".", "/") + ".py"
    path = find_file(launch.root, name)
    source = read_or_none(path) if path else None
    names = read_literals(source, launch.environment) if source else {}
    return {key: _as_number(value) if key in _OPTIONS else value for key, value in names.items()}


def _as_number(value: Traced) -> Traced:
    """Gunicorn takes numbers as text too."""
    if value.decided and isinstance(value.value, str):
        return number(Word(value.value, how=value.how), "text", value.origin)
    return value


def _from_words(words: tuple[Word, ...], launch: Launch) -> dict[str, Traced]:
    found = {}
    for key, names in _OPTIONS.items():
        written = option(words, *names)
        if written is not None:
            found[key] = number(written, names[-1], launch.place)
    worker_class = option(words, "-k", "--worker-class")
    if worker_class is not None:
        reason = f"environment variable {worker_class.missing} has no default (--worker-class)"
        found["worker_class"] = (
            unknown(reason, launch.place, worker_class.missing)
            if worker_class.missing
            else known(worker_class.text, "--worker-class", launch.place)
        )
    if flag(words, "--preload"):
        found["preload_app"] = known(value=True, how="--preload", origin=launch.place)
    return found


def _worker_class(written: Traced, threads: Traced) -> Traced:
    """The class in short; sync with more than one thread is gthread."""
    if not written.decided:
        return written
    name = str(written.value)
    short = _SHORT_CLASSES.get(name) or ("uvicorn" if name.endswith("UvicornWorker") else name)
    short = "gthread" if short == "sync" and isinstance(threads.value, int) and threads.value > 1 else short
    return written.model_copy(update={"value": short})


def _width(worker_class: Traced, threads: Traced, connections: Traced | None) -> Traced:
    """How many requests one process works on at once."""
    if not worker_class.decided:
        return worker_class
    name = str(worker_class.value)
    if name == "sync":
        return default(1, "a sync worker")
    if name == "gthread":
        return threads
    if name in GREENLETS:
        reason = f"{name} workers serve as many requests at once as come in (worker_connections is not set)"
        return connections or unknown(reason, worker_class.origin, "worker_connections")
    return unknown(f"{name} workers serve as many requests at once as come in", worker_class.origin, "threads")
