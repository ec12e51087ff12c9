"""The variables that Django's container gets: ENV of its Dockerfile, those of its pod or of its compose service."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from connlint.parsers.topology.dockerfile import read_image
from connlint.parsers.topology.kinds import by_kind, find_files
from connlint.parsers.topology.naming import DATABASE, SETTINGS
from connlint.parsers.topology.readers import compose_services
from connlint.sources.errors import UnreadableError
from connlint.sources.optional import read_or_none

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from connlint.models.environment import Supplied
    from connlint.parsers.topology.compose import Service
    from connlint.parsers.topology.kinds import Kind
    from connlint.sources.text import Source
    from connlint.sources.yaml_positions import Yaml

_YAML = (".yml", ".yaml")


def read_environment(
    root: Path, files: Sequence[Path] | None = None, environment: Mapping[str, Supplied] | None = None
) -> dict[str, Supplied]:
    """The variables by name, each with where it was set; {} when no container runs Django.

    A compose service counts when it starts a web server, otherwise when it names DJANGO_SETTINGS_MODULE, otherwise
    when it starts workers; without one the Dockerfile's ENV does. Values that need variables nobody supplied are
    left out.
    """
    kinds = by_kind(find_files(root) if files is None else files)
    service = None
    if "compose" in kinds:
        try:
            services, _ = compose_services(kinds["compose"], root, environment or {})
        except UnreadableError:
            services = []
        service = _django_service(services)
    if service is not None:
        return service.environment()
    return _image_environment(kinds)


def read_pod_environment(
    root: Path, files: Sequence[Path] | None = None, environment: Mapping[str, Supplied] | None = None
) -> dict[str, Supplied]:
    """The variables of Django's pods over those of the only Dockerfile; {} when no manifest runs Django.

    What a Secret sets is there with its ``reason``: it is set, to a value that is not known.
    """
    paths = find_files(root) if files is None else files
    kinds = by_kind(paths)
    if "kubernetes" not in kinds:
        return {}
    from connlint.parsers.topology.pods import pod_environment

    found = pod_environment(list(_objects(paths)), root, environment or {})
    return {**_image_environment(kinds), **found} if found else {}


def _objects(paths: Sequence[Path]) -> Iterator[Yaml]:
    """The documents of all files with objects of Kubernetes; a file that is no YAML gives none."""
    from connlint.sources.yaml_positions import read_yaml

    for path in paths:
        source = read_or_none(path) if path.suffix in _YAML else None
        if source is None or b"apiVersion" not in source.data or b"kind" not in source.data:
            continue
        with suppress(UnreadableError):
            yield from read_yaml(source)


def _image_environment(kinds: Mapping[Kind, Sequence[Source]]) -> dict[str, Supplied]:
    images = kinds.get("dockerfile", [])
    return read_image(images[0]).environment if len(images) == 1 else {}


def _django_service(services: Sequence[Service]) -> Service | None:
    """The web service that names Django's settings, or says where its database is, or the first; else any that names
    Django's settings; else the workers' (the web's own image, from elsewhere, says nothing of what it starts).
    """
    groups = [(service, service.groups()) for service in services]
    web = [service for service, started in groups if any(group.role == "web" for group in started)]
    if web:
        return min(web, key=_telling)
    named = next((service for service in services if SETTINGS in service.environment()), None)
    return named or min((service for service, started in groups if started), key=_telling, default=None)


def _telling(service: Service) -> tuple[bool, bool]:
    names = service.environment()
    return SETTINGS not in names, not any(map(DATABASE.search, names))
