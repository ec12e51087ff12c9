"""The groups of all files of one kind."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from connlint.parsers.topology.compose import Service, read_services
from connlint.parsers.topology.dockerfile import read_dockerfile
from connlint.parsers.topology.gunicorn import gunicorn_group
from connlint.parsers.topology.helm import read_values
from connlint.parsers.topology.kubernetes import Cluster
from connlint.parsers.topology.launch import Launch
from connlint.parsers.topology.platforms import read_fly, read_render
from connlint.parsers.topology.procfile import read_procfile
from connlint.parsers.topology.units import read_supervisord, read_unit
from connlint.parsers.topology.uwsgi import group_of, read_uwsgi_ini
from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from connlint.models.environment import Supplied
    from connlint.models.topology import ProcessGroup
    from connlint.parsers.topology.kinds import Kind
    from connlint.sources.text import Source
    from connlint.sources.yaml_positions import Yaml

_SERVED = re.compile(r"\b(?:gunicorn|uvicorn|hypercorn|daphne|granian)\b.*?\s([A-Za-z_][\w.]*):[A-Za-z_]\w*", re.DOTALL)
"""A server with the application that it serves, module:name."""
LEFT = "not counted: "
"""How a remark about files that were left out begins."""
_PRODUCTION = re.compile(r"prod|live|deploy", re.IGNORECASE)
_TEST = re.compile(r"(?:e2e[_-]?)?tests?(?:[_-].*)?|.*[_-]tests?", re.IGNORECASE)
_DEVELOPMENT = re.compile(r"dev|local|test|ci\b|override|debug|e2e|example", re.IGNORECASE)


def groups_of_kind(
    kind: Kind, sources: Sequence[Source], root: Path, environment: Mapping[str, Supplied]
) -> tuple[list[ProcessGroup], list[str]]:
    """The groups, and remarks about files that cannot be read or were left out."""
    try:
        return _READERS[kind](sources, root, environment)
    except UnreadableError as error:
        return [], [f"{error.file}: {error.message}"]


def compose_services(
    sources: Sequence[Source], root: Path, environment: Mapping[str, Supplied]
) -> tuple[list[Service], list[str]]:
    """The services of the one compose file that is most like production, merged over the base file it builds on."""
    chosen = min(sources, key=lambda source: (_likeness(source), not _is_base(source)))
    services = {service.name: service for service in read_services(chosen, root, environment)}
    base = next((source for source in sources if source is not chosen and _is_base(source)), None)
    if base is not None and not all({"image", "build"} & set(one.keys) for one in services.values()):
        for service in read_services(base, root, environment):
            over = services.get(service.name)
            if over is None:
                services[service.name] = service
            else:
                keys, environments = {**service.keys, **over.keys}, (*service.environments, *over.environments)
                services[service.name] = replace(service, keys=keys, environments=environments)
        services = {name: one for name, one in services.items() if {"image", "build"} & set(one.keys)}
    left = [source.name for source in sources if source not in (chosen, base)]
    return list(services.values()), [f"{LEFT}{', '.join(left)}"] if left else []


def _likeness(source: Source) -> int:
    name = source.path.name
    if _PRODUCTION.search(name):
        return 0
    return 2 if _DEVELOPMENT.search(name) else 1


def _is_base(source: Source) -> bool:
    return source.path.stem.lower() in ("docker-compose", "compose", "docker-compose.base", "base")


def _compose(
    sources: Sequence[Source], root: Path, environment: Mapping[str, Supplied]
) -> tuple[list[ProcessGroup], list[str]]:
    services, notes = compose_services(sources, root, environment)
    started = [service for service in services if not _TEST.fullmatch(service.name)]
    if any(_application(service) is True for service in started):
        started = [service for service in started if _application(service) is not False]
    return [group for service in started for group in service.groups()], notes


def _application(service: Service) -> bool | None:
    """Whether the command of a service serves a module called as Django calls its own; None when it names none."""
    node = service.keys.get("command") or service.keys.get("entrypoint")
    texts = [node.text, *(member.text for member in node.elements)] if node else []
    served = _SERVED.search(" ".join(texts))
    return bool(re.search(r"[aw]sgi", served[1])) if served else None


def _kubernetes(
    sources: Sequence[Source], root: Path, environment: Mapping[str, Supplied]
) -> tuple[list[ProcessGroup], list[str]]:
    from connlint.sources.yaml_positions import read_yaml

    documents: list[Yaml] = []
    notes: list[str] = []

    def add(source: Source) -> None:
        try:
            documents.extend(read_yaml(source))
        except UnreadableError as error:
            notes.append(f"{error.file}: {error.message}")

    for source in sources:
        add(source)
    return Cluster.of(documents).groups(root, environment), notes


def _helm(sources: Sequence[Source], root: Path, _: Mapping[str, Supplied]) -> tuple[list[ProcessGroup], list[str]]:
    groups, left = read_values(sources, root)
    return groups, [f"{LEFT}{', '.join(one.name for one in left)}"] if groups and left else []


def _each(
    read: Callable[[Source, Path, Mapping[str, Supplied]], list[ProcessGroup]],
) -> Callable[[Sequence[Source], Path, Mapping[str, Supplied]], tuple[list[ProcessGroup], list[str]]]:
    def every(
        sources: Sequence[Source], root: Path, environment: Mapping[str, Supplied]
    ) -> tuple[list[ProcessGroup], list[str]]:
        return [group for source in sources for group in read(source, root, environment)], []

    return every


def _first(
    read: Callable[[Source, Path, Mapping[str, Supplied]], list[ProcessGroup]],
) -> Callable[[Sequence[Source], Path, Mapping[str, Supplied]], tuple[list[ProcessGroup], list[str]]]:
    """The first file that starts something; the others are alternatives to it."""

    def first(
        sources: Sequence[Source], root: Path, environment: Mapping[str, Supplied]
    ) -> tuple[list[ProcessGroup], list[str]]:
        ordered = sorted(sources, key=_likeness)
        for source in ordered:
            groups = read(source, root, environment)
            if groups:
                left = [other.name for other in ordered if other is not source]
                return groups, [f"{LEFT}{', '.join(left)}"] if left else []
        return [], []

    return first


def _gunicorn(source: Source, _: Path, environment: Mapping[str, Supplied]) -> list[ProcessGroup]:
    from connlint.parsers.topology.words import Word

    place = source.span(1, 1, 1, len(source.lines[0]) + 1)
    words = (Word("--config"), Word(source.path.name))
    return [gunicorn_group(Launch("gunicorn", place, source.path.parent, words=words, environment=environment))]


def _uwsgi(source: Source, root: Path, environment: Mapping[str, Supplied]) -> list[ProcessGroup]:
    place = source.span(1, 1, 1, len(source.lines[0]) + 1)
    return [group_of(Launch("uwsgi", place, root, environment=environment), read_uwsgi_ini(source, environment))]


_READERS: dict[
    Kind, Callable[[Sequence[Source], Path, Mapping[str, Supplied]], tuple[list[ProcessGroup], list[str]]]
] = {
    "kubernetes": _kubernetes,
    "helm": _helm,
    "compose": _compose,
    "render": _each(read_render),
    "fly": _first(read_fly),
    "procfile": _first(read_procfile),
    "supervisord": _each(read_supervisord),
    "systemd": _each(read_unit),
    "dockerfile": _first(read_dockerfile),
    "gunicorn": _first(_gunicorn),
    "uwsgi": _first(_uwsgi),
}
