"""Servers in compose files and Kubernetes manifests: command lines, operators' parameters."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.models.postgresql import PostgreSQLConfig
from connlint.parsers.postgresql.command import assignments
from connlint.parsers.postgresql.loader import Loader
from connlint.parsers.topology.files import read_inside
from connlint.parsers.topology.words import expand, simple_commands, word
from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from connlint.models.environment import Supplied
    from connlint.models.place import Place
    from connlint.parsers.topology.compose import Service
    from connlint.sources.text import Source
    from connlint.sources.yaml_positions import Yaml

_YAML = (".yml", ".yaml")
_IMAGE = re.compile(
    r"(?:^|/)(?:postgres|postgresql|postgis|timescaledb(?:-ha)?|pgvector|cloudsqlpg|spilo[\w-]*)(?:$|[:@])"
)
_PARAMETERS = {"Cluster": "CloudNativePG Cluster", "postgresql": "Zalando postgresql"}
_VARIABLES = {"POSTGRESQL_MAX_CONNECTIONS": "max_connections", "POSTGRESQL_STATEMENT_TIMEOUT": "statement_timeout"}
_WORKLOADS = ("Deployment", "StatefulSet", "Pod")
_OUTSIDE = "is not among the files of the project"


def read_server_forms(
    sources: Sequence[Source], environment: Mapping[str, Supplied], *, root: Path | None = None
) -> list[PostgreSQLConfig]:
    """The servers whose settings stand in YAML files; a file that is no YAML gives none.

    A server whose command names a mounted configuration file has that file's settings, below those of the
    command, and the file in ``files``. Nothing outside ``root`` is read, which is the folder of each file
    when it is None.
    """
    from connlint.sources.yaml_positions import read_yaml

    found: list[PostgreSQLConfig] = []
    composed = []
    for source in sources:
        if source.path.suffix not in _YAML or b"postgres" not in source.data.lower():
            continue
        try:
            documents = read_yaml(source)
        except UnreadableError:
            continue
        if any(document.get("services") for document in documents):
            composed.append(source)
        else:
            found.extend(server for document in documents for server in _manifest(source, document))
    return [*found, *_compose(composed, root, environment)]


def is_server_image(text: str) -> bool:
    """Whether an image is one of PostgreSQL."""
    return _IMAGE.search(text) is not None


def _compose(
    sources: Sequence[Source], root: Path | None, environment: Mapping[str, Supplied]
) -> Iterator[PostgreSQLConfig]:
    from connlint.parsers.pgbouncer.forms.several import merged_services

    for service in merged_services(sources, root, environment):
        image = service.keys.get("image")
        if image is None or not is_server_image(word(expand(image.text, service.outside)).text):
            continue
        loader = Loader(service.root)
        given = list(_command(service.keys.get("command"), service.outside))
        for target, place in _named(given):
            mounted = _mounted(service, target)
            if mounted is None:
                loader.miss(target, _OUTSIDE, place)
            else:
                loader.read(mounted)
        for name, supplied in service.environment().items():
            if name in _VARIABLES and supplied.value:
                loader.take(_VARIABLES[name], supplied.value, supplied.origin or image.place, supplied.how)
        for name, text, place in given:
            loader.take(name, text, place, f"command of compose service {service.name}")
        if loader.settings:
            yield _config(image.source, "postgres command", loader)


def _named(given: Iterable[tuple[str, str, Place]]) -> Iterator[tuple[str, Place]]:
    """The configuration file that the command names."""
    return ((text, place) for name, text, place in given if name == "config_file")


def _mounted(service: Service, target: str) -> Source | None:
    """The file of the project that is mounted there; None when there is none, or it cannot be read."""
    from connlint.parsers.pgbouncer.forms.compose import mounts

    host = next((host for host, inside in mounts(service) if inside == target), "")
    return read_inside(service.root, service.base / host) if host else None


def _command(node: Yaml | None, outside: Mapping[str, Supplied]) -> Iterator[tuple[str, str, Place]]:
    if node is None:
        return
    if node.kind == "sequence":
        words = [(word(expand(member.text, outside)), member.place) for member in node.elements]
    else:
        words = [(part, node.place) for command in simple_commands(node.text, outside) for part in command]
    texts = [part.text + ("${" + part.missing + "}" if part.missing else "") for part, _ in words]
    for name, text, index in assignments(texts):
        yield name, text, words[index][1]


def _manifest(source: Source, document: Yaml) -> Iterator[PostgreSQLConfig]:
    items = document.get("items")
    for node in items.elements if items else (document,):
        kind = node.get("kind")
        if kind is None:
            continue
        if kind.text in _PARAMETERS:
            yield from _parameters(source, node, _PARAMETERS[kind.text])
        elif kind.text in _WORKLOADS:
            yield from _workload(source, node)


def _parameters(source: Source, node: Yaml, form: str) -> Iterator[PostgreSQLConfig]:
    parameters = node.at("spec", "postgresql", "parameters")
    if parameters is None:
        return
    loader = Loader(source.path.parent)
    for key, value in parameters.pairs:
        loader.take(key.text, value.text, value.place, f"parameter of {form}")
    if loader.settings:
        yield _config(source, form, loader)


def _workload(source: Source, node: Yaml) -> Iterator[PostgreSQLConfig]:
    spec = node.at("spec", "template", "spec") or node.get("spec")
    containers = spec.get("containers") if spec else None
    for container in containers.elements if containers else ():
        image = container.get("image")
        if image is None or not is_server_image(image.text):
            continue
        loader = Loader(source.path.parent)
        given = [one for key in ("command", "args") for one in _command(container.get(key), {})]
        for target, place in _named(given):
            loader.miss(target, _OUTSIDE, place)
        for name, text, place in given:
            loader.take(name, text, place, "command of the container")
        if loader.settings:
            yield _config(source, "postgres command", loader)


def _config(source: Source, form: str, loader: Loader) -> PostgreSQLConfig:
    return PostgreSQLConfig(
        file=source.name,
        form=form,
        settings=loader.settings,
        problems=tuple(loader.problems),
        files=(source.name, *loader.files),
        unseen=loader.unseen,
    )
