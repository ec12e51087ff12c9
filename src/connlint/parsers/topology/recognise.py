"""Which server a command starts: wrappers, ``python -m``, manage.py commands and shell scripts are looked through."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from connlint.models.environment import Supplied
from connlint.parsers.topology import asgi, workers
from connlint.parsers.topology.arms import Arms, that_run
from connlint.parsers.topology.files import find_file
from connlint.parsers.topology.gunicorn import gunicorn_group
from connlint.parsers.topology.uwsgi import uwsgi_group
from connlint.parsers.topology.words import Word, simple_commands
from connlint.sources.optional import read_or_none

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from connlint.models.topology import ProcessGroup
    from connlint.parsers.topology.arms import Arm
    from connlint.parsers.topology.launch import Launch

MAX_DEPTH = 3
_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*)=(.*)", re.DOTALL)
_PROGRAMS: dict[str, Callable[[Launch], ProcessGroup | None]] = {
    "gunicorn": gunicorn_group,
    "uvicorn": asgi.uvicorn_group,
    "hypercorn": asgi.hypercorn_group,
    "granian": asgi.granian_group,
    "daphne": asgi.daphne_group,
    "uwsgi": uwsgi_group,
    "celery": workers.celery_group,
    "rq": workers.rq_group,
    "dramatiq": workers.dramatiq_group,
    "procrastinate": workers.procrastinate_group,
}
_MANAGE: dict[str, Callable[[Launch], ProcessGroup | None]] = {
    "runserver": asgi.runserver_group,
    "runserver_plus": asgi.runserver_group,
    "rqworker": workers.rq_group,
    "rundramatiq": workers.dramatiq_group,
    "run_huey": workers.huey_group,
    "qcluster": workers.qcluster_group,
    "procrastinate": workers.procrastinate_group,
}
_SHELLS = frozenset({"sh", "bash", "ash", "dash"})


def groups_in(launch: Launch, text: str, depth: int = 0) -> list[ProcessGroup]:
    """The process groups that a shell line or script starts."""
    environment = dict(launch.environment)
    found: list[tuple[Arm, ProcessGroup]] = []
    arms = Arms()
    for words in simple_commands(text, environment):
        arm = arms.meet(words)
        _exported(words, environment)
        found.extend((arm, group) for group in groups_of_words(_with(launch, environment), words, depth))
    return that_run(found)


def groups_of_words(launch: Launch, words: Sequence[Word], depth: int = 0) -> list[ProcessGroup]:
    """The process groups of one command given as words."""
    environment = dict(launch.environment)
    for index, word in enumerate(words):
        assignment = _ASSIGNMENT.fullmatch(word.text)
        if assignment and not word.missing and not word.text.startswith("-"):
            environment.setdefault(assignment.group(1), Supplied(value=assignment.group(2), how="the command"))
            continue
        name = PurePosixPath(word.text).name
        rest = tuple(words[index + 1 :])
        if name in _SHELLS and any(part.text.startswith("-") and part.text.endswith("c") for part in rest):
            script = next((part.text for part in rest if not part.text.startswith("-")), "")
            return groups_in(_with(launch, environment), script, depth + 1) if depth < MAX_DEPTH else []
        start = _PROGRAMS.get(name) or (_manage(name, rest))
        if start is not None:
            group = start(_with(launch, environment, rest))
            return [group] if group else []
        if depth < MAX_DEPTH and (name.endswith(".sh") or (index == 0 and "/" in word.text)):
            inner = _script(_with(launch, environment), word.text, depth)
            if inner:
                return inner
    return []


def _manage(name: str, rest: Sequence[Word]) -> Callable[[Launch], ProcessGroup | None] | None:
    if name not in ("manage.py", "django-admin", "manage"):
        return None
    return next((_MANAGE[word.text] for word in rest[:1] if word.text in _MANAGE), None)


def _script(launch: Launch, name: str, depth: int) -> list[ProcessGroup]:
    path = find_file(launch.root, name)
    source = read_or_none(path) if path else None
    if source is None or not (name.endswith(".sh") or source.text.startswith("#!")):
        return []
    found: list[tuple[Arm, ProcessGroup]] = []
    arms = Arms()
    environment = dict(launch.environment)
    for index, line in enumerate(_joined(source.lines), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        stripped = len(line) - len(line.lstrip())
        place = source.span(index, stripped + 1, index, len(source.lines[index - 1].rstrip()) + 1)
        for words in simple_commands(line, environment):
            arm = arms.meet(words)
            _exported(words, environment)
            started = groups_of_words(_with(launch, environment, place=place), words, depth + 1)
            found.extend((arm, group) for group in started)
    return that_run(found)


def _joined(lines: Sequence[str]) -> list[str]:
    """Lines with their continuations, each at the number of its first line."""
    found = list(lines)
    for index in range(len(found) - 2, -1, -1):
        if found[index].endswith("\\"):
            found[index] = found[index][:-1] + " " + found[index + 1].lstrip()
            found[index + 1] = ""
    return found


def _exported(words: Sequence[Word], environment: dict[str, Supplied]) -> None:
    """``export NAME=value`` and ``NAME=value`` lines hold for the commands after them."""
    assignments = words[1:] if words and words[0].text == "export" else words
    matches = [_ASSIGNMENT.fullmatch(word.text) for word in assignments]
    if assignments and all(matches):
        for match, word in zip(matches, assignments, strict=True):
            if match and not word.missing:
                environment[match.group(1)] = Supplied(value=match.group(2), how=word.how or "the script")


def _with(launch: Launch, environment: Mapping[str, Supplied], words: tuple[Word, ...] = (), **more: object) -> Launch:
    from dataclasses import replace

    return replace(launch, environment=environment, words=words, **more)  # type: ignore[arg-type]
