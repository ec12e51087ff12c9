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
    """The first web service that says where its database is; else the first web service, else any that names Django."""
    web = [service for service in services if any(group.role == "web" for group in service.groups())]
    telling = [service for service in web if any(map(_DATABASE.search, service.environment()))]
    named = (service for service in services if "DJANGO_SETTINGS_MODULE" in service.environment())
    return next(iter((*telling, *web)), None) or next(named, None)
