"""The variables that Django's container gets: ENV of its Dockerfile, env_file and environment of its service."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.parsers.topology.dockerfile import read_image
from connlint.parsers.topology.kinds import by_kind, find_files
from connlint.parsers.topology.readers import compose_services
from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from connlint.models.environment import Supplied
    from connlint.parsers.topology.compose import Service

_DATABASE = re.compile(r"DATABASE|POSTGRES|(?:^|_)(?:DB|PG)(?:_|$)|^PG[A-Z]")
"""Names of variables that say where a database is."""
_SETTINGS = "DJANGO_SETTINGS_MODULE"


def read_environment(
    root: Path, files: Sequence[Path] | None = None, environment: Mapping[str, Supplied] | None = None
) -> dict[str, Supplied]:
    """The variables by name, each with where it was set; {} when no container runs Django.

    A compose service counts when it starts a web server, otherwise when it names DJANGO_SETTINGS_MODULE; without
    one the Dockerfile's ENV does. Values that need variables nobody supplied are left out.
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
    images = kinds.get("dockerfile", [])
    return read_image(images[0]).environment if len(images) == 1 else {}


def _django_service(services: Sequence[Service]) -> Service | None:
    """The web service that names Django's settings, or says where its database is, or the first; else any that names
    Django's settings.
    """
    web = [service for service in services if any(group.role == "web" for group in service.groups())]
    if web:
        return min(web, key=_telling)
    return next((service for service in services if _SETTINGS in service.environment()), None)


def _telling(service: Service) -> tuple[bool, bool]:
    names = service.environment()
    return _SETTINGS not in names, not any(map(_DATABASE.search, names))
