"""Poolers and servers that deployment files describe: compose files, manifests, values, Procfiles, Dockerfiles."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from connlint.parsers.topology.files import inside
from connlint.sources.optional import read_or_none

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from connlint.models.environment import Supplied
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.postgresql import PostgreSQLConfig
    from connlint.models.problem import Problem

_YAML = (".yml", ".yaml")
_NAMES = ("Procfile", "Dockerfile", "Containerfile")


@dataclass(frozen=True)
class Deployed:
    """What was found, and remarks that belong to none of it (variables that an ini outdoes).

    ``replaced`` are the ini files, by their real paths, in whose place an image writes its own.
    """

    poolers: tuple[PgBouncerConfig, ...] = ()
    servers: tuple[PostgreSQLConfig, ...] = ()
    problems: tuple[Problem, ...] = ()
    replaced: frozenset[Path] = frozenset()


def read_deployed(
    root: Path,
    files: Sequence[Path] | None = None,
    environment: Mapping[str, Supplied] | None = None,
    *,
    version: str | None = None,
) -> Deployed:
    """Look through the given files, or through those of ``root`` that usually hold a deployment.

    ``environment`` is what the user supplies; ``version`` the PgBouncer of images whose tag names none.
    Files that cannot be read or are none of these forms give nothing.
    """
    if files is None:
        from connlint.parsers.topology.kinds import find_files

        paths = [path for path in find_files(root) if inside(root, path)]
    else:
        paths = list(files)
    chosen = [path for path in paths if path.suffix in _YAML or path.name.startswith(_NAMES)]
    sources = [source for source in map(read_or_none, chosen) if source is not None]
    if not sources:
        return Deployed()
    from connlint.parsers.pgbouncer.forms import read_forms
    from connlint.parsers.postgresql.forms import read_server_forms

    forms = read_forms(sources, environment or {}, root=root, version=version)
    poolers = tuple(
        pooler.model_copy(update={"secrets": (*pooler.secrets, *forms.secrets)}) for pooler in forms.poolers
    )
    servers = read_server_forms(sources, environment or {}, root=root)
    replaced = frozenset(path.resolve() for path in forms.replaced)
    return Deployed(poolers, tuple(servers), tuple(forms.problems), replaced)
