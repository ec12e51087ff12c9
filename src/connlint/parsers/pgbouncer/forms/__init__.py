"""PgBouncer as people deploy it: container variables, manifests, charts, a buildpack.

Each form is turned into the pgbouncer.ini that the image, the operator or the buildpack would write, and
that text is read as PgBouncer reads it; every value keeps the place of what the user wrote.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from connlint.models.environment import Supplied
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.place import Place
    from connlint.models.problem import Problem
    from connlint.sources.text import Source
    from connlint.sources.yaml_positions import Yaml

_YAML = (".yml", ".yaml")


@dataclass
class Forms:
    """What was found: the processes, remarks that belong to none of them, spans that must not be shown.

    ``replaced`` are the ini files in whose place an image writes its own.
    """

    poolers: list[PgBouncerConfig] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    secrets: list[Place] = field(default_factory=list)
    replaced: list[Path] = field(default_factory=list)


def read_forms(
    sources: Sequence[Source],
    environment: Mapping[str, Supplied],
    *,
    root: Path | None = None,
    version: str | None = None,
) -> Forms:
    """Find PgBouncer in compose files, Kubernetes manifests, Helm values, Procfiles and Dockerfiles.

    ``environment`` holds the variables that compose and buildpacks take from outside. ``version`` is used
    where the tag of an image names none. Env files and Dockerfiles that a service names are read in ``root``
    only, which is the folder of its file when it is None. A file that is no YAML or none of these forms gives nothing.
    Of several compose files with a service of one name the one most like production counts; a Dockerfile
    counts where nothing else describes a pooler.
    """
    found = Forms()
    composed, images = [], []
    manifests: list[Yaml] = []
    for source in sources:
        if source.path.suffix in _YAML:
            if _read_yaml(found, source, manifests, version):
                composed.append(source)
        elif source.path.name.startswith("Procfile"):
            from connlint.parsers.pgbouncer.forms.heroku import read_procfile

            found.poolers.extend(read_procfile(source, environment, version))
        elif b"pgbouncer" in source.data:
            images.append(source)
    if manifests:
        from connlint.parsers.pgbouncer.forms.kubernetes import read_manifests

        read_manifests(found, manifests, environment, version)
    if composed:
        from connlint.parsers.pgbouncer.forms.compose import read_compose
        from connlint.parsers.pgbouncer.forms.several import merged_services

        read_compose(found, merged_services(composed, root, environment), version)
    if images and not found.poolers:
        from connlint.parsers.pgbouncer.forms.dockerfile import read_dockerfile

        found.poolers.extend(pooler for source in images for pooler in read_dockerfile(source, version))
    return found


def _read_yaml(found: Forms, source: Source, manifests: list[Yaml], version: str | None) -> bool:
    """Read values, and collect manifests; True for a compose file. Both are read together with the others."""
    if b"pgbouncer" not in source.data.lower() and b"pooler" not in source.data.lower():
        return False
    from connlint.sources.yaml_positions import read_yaml

    try:
        documents = read_yaml(source)
    except UnreadableError:
        return False
    if any(document.get("services") for document in documents):
        return True
    if any(document.get("apiVersion") for document in documents):
        manifests.extend(documents)
    elif source.path.name.startswith("values"):
        from connlint.parsers.pgbouncer.forms.helm import read_values

        found.poolers.extend(read_values(source, documents, version))
    return False
