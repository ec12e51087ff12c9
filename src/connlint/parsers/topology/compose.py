"""Compose files: command, entrypoint or the image's own, environment, env_file, replicas."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.models.environment import Supplied
from connlint.models.traced import Traced, default
from connlint.parsers.topology.arguments import number
from connlint.parsers.topology.dockerfile import Image, image_groups, read_image
from connlint.parsers.topology.files import read_inside
from connlint.parsers.topology.launch import NONE, ONE, Launch
from connlint.parsers.topology.recognise import groups_in, groups_of_words
from connlint.parsers.topology.words import exec_words, expand, plain, word

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from connlint.models.topology import ProcessGroup
    from connlint.sources.text import Source
    from connlint.sources.yaml_positions import Yaml

MAX_EXTENDS = 5


@dataclass(frozen=True)
class Service:
    """One service with what it extends already merged: keys to YAML nodes.

    ``base`` is the directory of its file, ``root`` the project's: nothing outside it is read. ``extended`` are other
    files that it extends services of; what stands there is relative to them. ``environments`` are the mappings or
    lists of that name of what it extends, and its own: the last wins.
    """

    name: str
    keys: dict[str, Yaml]
    base: Path
    root: Path
    outside: Mapping[str, Supplied]
    extended: frozenset[Path] = frozenset()
    environments: tuple[Yaml, ...] = ()

    def directory(self, node: Yaml | None) -> Path:
        """What the paths of a key are relative to."""
        if node is not None and node.source.path in self.extended:
            return node.source.path.parent
        return self.base

    def environment(self) -> dict[str, Supplied]:
        """The variables of its container: those of the image, of env_file, of ``environment``, the last winning."""
        found = dict(self.image().environment)
        files = self.keys.get("env_file")
        for name in _texts(files, "path"):
            found.update(_env_file(self.root, self.directory(files) / name))
        for key, node in (pair for one in self.environments for pair in _pairs(one)):
            value = plain(node[0], self.outside)
            if value is not None:
                found[key] = Supplied(value=value, how=f"compose service {self.name}", origin=node[1].place)
        return found

    def image(self) -> Image:
        """What its Dockerfile sets; nothing when it is not built here."""
        build = self.keys.get("build")
        if build is None:
            return Image()
        context = build.get("context") if build.kind == "mapping" else build
        dockerfile = build.get("dockerfile") if build.kind == "mapping" else None
        place = self.directory(build) / (plain(context.text, self.outside) or "." if context else ".")
        name = plain(dockerfile.text, self.outside) if dockerfile else "Dockerfile"
        source = read_inside(self.root, place / name) if name else None
        return read_image(source) if source else Image()

    def groups(self) -> list[ProcessGroup]:
        """The process groups it starts."""
        environment = self.environment()
        node = self.keys.get("command") or self.keys.get("entrypoint")
        image = self.image()
        place = node.place if node else image.place
        if place is None:
            return []
        replicas, surge = self._replicas()
        launch = Launch(self.name, place, self.root, environment=environment, replicas=replicas, surge=surge)
        if node is None:
            return image_groups(launch, image)
        return self._command_groups(launch) or (image_groups(launch, image) if "command" not in self.keys else [])

    def _command_groups(self, launch: Launch) -> list[ProcessGroup]:
        texts: list[str] = []
        for key in ("entrypoint", "command"):
            node = self.keys.get(key)
            if node is not None and node.kind == "sequence":
                texts.extend(expand(member.text, self.outside) for member in node.elements)
            elif node is not None:
                texts.append(expand(node.text, self.outside))
        if any(node.kind == "sequence" for key in ("entrypoint", "command") if (node := self.keys.get(key))):
            groups = groups_of_words(launch, exec_words(texts, launch.environment))
            if groups:
                return groups
        groups = [group for text in texts for group in groups_in(launch, text)]
        return groups or groups_in(launch, " ".join(texts))

    def _replicas(self) -> tuple[Traced, Traced]:
        deploy = self.keys.get("deploy")
        node = (deploy.get("replicas") if deploy else None) or self.keys.get("scale")
        replicas = ONE if node is None else number(word(expand(node.text, self.outside)), "replicas", node.place)
        update = deploy.get("update_config") if deploy else None
        order = update.get("order") if update else None
        if update is None or order is None or order.text != "start-first":
            return replicas, NONE
        parallel = update.get("parallelism")
        return replicas, number(word(parallel.text), "parallelism", parallel.place) if parallel else default(1, "one")


def read_services(source: Source, root: Path, environment: Mapping[str, Supplied]) -> list[Service]:
    """The services that ``docker compose up`` starts (those with profiles wait to be asked for).

    Raises UnreadableError when the file is not YAML.
    """
    from connlint.sources.yaml_positions import read_yaml

    base = source.path.parent
    outside = {**_env_file(root, base / ".env"), **environment}
    found = []
    for document in read_yaml(source):
        services = document.get("services")
        for key, node in services.pairs if services else ():
            layers = _layers(node, services, root, 0)
            keys = {name: value for layer in layers for name, value in layer.items()}
            if keys and "profiles" not in keys:
                extended = frozenset(one.source.path for one in keys.values()) - {source.path}
                environments = tuple(layer["environment"] for layer in layers if "environment" in layer)
                found.append(Service(key.text, keys, base, root, outside, extended, environments))
    return found


def _layers(node: Yaml, services: Yaml | None, root: Path, depth: int) -> list[dict[str, Yaml]]:
    """The keys of what a service extends, and its own: the last wins."""
    own = {key.text: value for key, value in node.pairs}
    extended = own.pop("extends", None)
    if extended is None or depth >= MAX_EXTENDS:
        return [own]
    named = extended.get("service") if extended.kind == "mapping" else extended
    file = extended.get("file")
    if file is not None:
        services = _services_of(root, node.source.path.parent / file.text)
    base = services.get(named.text) if services and named else None
    return [*_layers(base, services, root, depth + 1), own] if base else [own]


def _services_of(root: Path, path: Path) -> Yaml | None:
    """The services of another compose file of the project; None when there are none."""
    from connlint.sources.yaml_positions import read_yaml

    source = read_inside(root, path)
    documents = read_yaml(source) if source else []
    return documents[0].get("services") if documents else None


def _pairs(node: Yaml) -> Iterator[tuple[str, tuple[str, Yaml]]]:
    """``environment`` in its two spellings; a name without a value comes from outside."""
    for key, value in node.pairs:
        text = str(value.value).lower() if isinstance(value.value, bool) else value.text
        yield key.text, (text if value.value is not None else f"${{{key.text}}}", value)
    for member in node.elements:
        name, equals, text = member.text.partition("=")
        yield name, (text if equals else f"${{{name}}}", member)


def _texts(node: Yaml | None, key: str) -> list[str]:
    if node is None:
        return []
    if node.kind == "scalar":
        return [node.text]
    return [inner.text if (inner := member.get(key)) else member.text for member in node.elements]


def _env_file(root: Path, path: Path) -> dict[str, Supplied]:
    from connlint.sources.dotenv import read_dotenv

    source = read_inside(root, path)
    return read_dotenv(source) if source else {}
