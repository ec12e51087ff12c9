"""Which topology files there are, by kind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, get_args

from connlint.sources.optional import read_or_none

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from connlint.sources.text import Source

Kind = Literal[
    "kubernetes",
    "helm",
    "compose",
    "render",
    "fly",
    "procfile",
    "supervisord",
    "systemd",
    "dockerfile",
    "gunicorn",
    "uwsgi",
]
ORDER: tuple[Kind, ...] = get_args(Kind)
"""The kinds by how near they are to what really runs; the first that starts something is taken."""

MAX_FILES = 400
_DIRECTORY_NAMES = """
deploy deployment deployments k8s kubernetes kube manifests ops infra infrastructure docker compose conf config
etc systemd supervisor gunicorn uwsgi helm charts .docker production prod web django app backend server
"""
_DIRECTORIES = frozenset(_DIRECTORY_NAMES.split())
_WORKLOAD = re.compile(r"^\s*kind:\s*[\"']?(?:Deployment|StatefulSet|CronJob)\b", re.MULTILINE)
_NAMES: tuple[tuple[str, Kind], ...] = (
    (r"(?:[\w.-]*)compose[\w.-]*\.ya?ml", "compose"),
    (r"values(?:[-_.][\w.-]+)?\.ya?ml", "helm"),
    (r"render\.ya?ml", "render"),
    (r"fly[\w.-]*\.toml", "fly"),
    (r"Procfile(?:\.prod\w*)?", "procfile"),
    (r"supervisord?[\w.-]*\.(?:conf|ini)", "supervisord"),
    (r"[\w@.-]+\.service", "systemd"),
    (r"(?:[\w-]+\.)?Dockerfile(?:\.[\w-]+)?|Containerfile", "dockerfile"),
    (r"gunicorn[\w.-]*\.py", "gunicorn"),
    (r"uwsgi[\w.-]*\.ini", "uwsgi"),
)


def kind_of(path: Path) -> Kind | None:
    """The kind of a file by its name, and for other YAML files by what stands in it."""
    for pattern, kind in _NAMES:
        if re.fullmatch(pattern, path.name):
            return kind
    if path.suffix in (".yml", ".yaml"):
        source = read_or_none(path)
        if source is not None and _WORKLOAD.search(source.text):
            return "kubernetes"
    return None


def find_files(root: Path) -> list[Path]:
    """The files in ``root`` and in the directories below it that usually hold a deployment."""
    found: list[Path] = []
    level = [root]
    for _ in range(4):
        below: list[Path] = []
        for path in (path for directory in level for path in _listed(directory)):
            if path.is_dir():
                inside = path.parent != root and path.parent.name in _DIRECTORIES
                wanted = not path.is_symlink() and (path.name.lower() in _DIRECTORIES or inside)
                below.extend([path] if wanted else [])
            elif len(found) < MAX_FILES:
                found.append(path)
        level = below
    return found


def _listed(directory: Path) -> list[Path]:
    try:
        return sorted(directory.iterdir())
    except OSError:
        return []


def by_kind(paths: Iterable[Path]) -> dict[Kind, list[Source]]:
    """The readable files by kind, those nearest to the root first."""
    found: dict[Kind, list[Source]] = {}
    for kind, path in sorted(_kinds(paths), key=lambda pair: (len(pair[1].parts), pair[1].name)):
        source = read_or_none(path)
        if source is not None:
            found.setdefault(kind, []).append(source)
    return found


def _kinds(paths: Iterable[Path]) -> Iterator[tuple[Kind, Path]]:
    for path in paths:
        kind = kind_of(path)
        if kind is not None:
            yield kind, path
