"""Short ways to read a configuration in tests."""

from pathlib import Path

from connlint.parsers.pgbouncer import read_pgbouncer
from connlint.sources.text import Source


def ini(text, version="1.26", *, final=True, path=Path("pgbouncer.ini")):
    data = text if isinstance(text, bytes) else text.encode()
    return read_pgbouncer(Source(path.name, path, data), version=version, final=final)


def setting(line, version="1.26", **more):
    return ini(f"[pgbouncer]\n{line}\n", version, **more)


def entry(string, version="1.26", **more):
    return ini(f"[pgbouncer]\n[databases]\napp = {string}\n", version, **more)


def kinds(config):
    return [problem.kind for problem in config.problems]


def only(config):
    (problem,) = config.problems
    return problem


def fixed(text, problem):
    """The text with the problem's certain repair applied."""
    place = problem.fix_place or problem.place
    lines = text.split("\n")
    head = [*lines[: place.line - 1], lines[place.line - 1][: place.column - 1]]
    tail = [lines[place.end_line - 1][place.end_column - 1 :], *lines[place.end_line :]]
    return "\n".join(head) + problem.replacement + "\n".join(tail)
