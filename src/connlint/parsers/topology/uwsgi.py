"""uWSGI: command line, UWSGI_* variables and uwsgi.ini say the same things."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, default, known
from connlint.parsers.topology.arguments import number, option
from connlint.parsers.topology.files import find_file
from connlint.parsers.topology.launch import Launch, make_group
from connlint.parsers.topology.words import Word, expand, word
from connlint.sources.optional import read_or_none

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connlint.models.environment import Supplied
    from connlint.models.topology import ProcessGroup
    from connlint.sources.text import Source

_KEYS = {
    "processes": ("processes", "workers", "p"),
    "threads": ("threads",),
    "gevent": ("gevent", "async", "asyncio"),
    "harakiri": ("harakiri", "t"),
}
_HOW = "default of uWSGI"


def uwsgi_group(launch: Launch) -> ProcessGroup:
    """The process group of a uwsgi command with the files that it names."""
    values: dict[str, Traced] = {}
    for name in _named_files(launch):
        path = find_file(launch.root, name)
        source = read_or_none(path) if path else None
        if source:
            values.update(read_uwsgi_ini(source, launch.environment))
    values.update(_from_environment(launch))
    values.update(_from_words(launch))
    return group_of(launch, values)


def group_of(launch: Launch, values: dict[str, Traced]) -> ProcessGroup:
    """The process group of uWSGI's values by canonical key."""
    greenlets = values.get("gevent")
    return make_group(
        launch,
        "uwsgi",
        processes=values.get("processes") or default(1, _HOW),
        threads=greenlets or values.get("threads") or default(1, _HOW),
        worker_class=known("gevent" if greenlets else "sync", "uWSGI", launch.place),
        timeout=values.get("harakiri") or default(0, _HOW),
    )


def read_uwsgi_ini(source: Source, environment: Mapping[str, Supplied]) -> dict[str, Traced]:
    """The values of the [uwsgi] section by canonical key."""
    found: dict[str, Traced] = {}
    section = ""
    for index, line in enumerate(source.lines, 1):
        stripped = line.strip()
        if stripped.startswith("["):
            section = stripped.strip("[]")
        key, equals, value = stripped.partition("=")
        canonical = _canonical(key.strip())
        if section == "uwsgi" and equals and canonical:
            column = line.find("=") + 1 + len(value) - len(value.lstrip())
            place = source.span(index, column + 1, index, column + 1 + len(value.strip()))
            found[canonical] = number(word(expand(value.strip(), environment)), key.strip(), place)
    return found


def _canonical(key: str) -> str:
    return next((name for name, keys in _KEYS.items() if key in keys), "")


def _named_files(launch: Launch) -> list[str]:
    written = option(launch.words, "--ini", "-i")
    given = launch.environment.get("UWSGI_INI")
    bare = [word.text for word in launch.words if word.text.endswith(".ini") and not word.text.startswith("-")]
    return [*([given.value] if given else []), *([written.text] if written else []), *bare]


def _from_environment(launch: Launch) -> dict[str, Traced]:
    found = {}
    for canonical, keys in _KEYS.items():
        for key in keys:
            given = launch.environment.get(f"UWSGI_{key.upper()}")
            if given and len(key) > 1:
                how = f"UWSGI_{key.upper()} of {given.how}"
                found[canonical] = number(Word(given.value, how=how), key, given.origin or launch.place)
    return found


def _from_words(launch: Launch) -> dict[str, Traced]:
    found = {}
    for canonical, keys in _KEYS.items():
        names = [f"--{key}" if len(key) > 1 else f"-{key}" for key in keys]
        written = option(launch.words, *names)
        if written is not None:
            found[canonical] = number(written, names[0], launch.place)
    return found
