"""The versions of what a project runs, from its requirements, lock files and images."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from connlint.models.topology import Versions

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from connlint.models.traced import Traced

__all__ = ["read_versions"]

_NAMES = (
    *("poetry.lock", "uv.lock", "pdm.lock", "pylock.toml", "Pipfile.lock"),
    *("pyproject.toml", "Pipfile", "setup.cfg"),
)
_REQUIREMENTS = ("*requirements*.txt", "*requirements*.in", "requirements/*.txt", "requirements/*.in")
_IMAGES = ("*compose*.yml", "*compose*.yaml", "Dockerfile*")
MAX_DIRECTORIES = 50


def read_versions(root: Path, files: Sequence[Path] | None = None) -> Versions:
    """What the files in ``root`` (or the given ones) say about versions, by normalised name of package or program.

    A pin is known. A range is an unknown with ``parts`` "min" (inclusive) and "below" (exclusive). Requirements
    for development only count where nothing else names the package. Files that cannot be read say nothing.
    """
    found = _versions(_paths(root) if files is None else files, root)
    if files is None and "django" not in found:
        below = [path for directory in _directories(root) for path in _paths(directory)]
        found = {**_versions(below, root), **found}
    return Versions(found=found)


def _versions(paths: Sequence[Path], root: Path) -> dict[str, Traced]:
    if not paths:
        return {}
    from connlint.parsers.versions.statements import versions_in

    return versions_in(paths, root)


def _paths(root: Path) -> list[Path]:
    names = [root / name for name in _NAMES]
    patterns = [path for pattern in (*_REQUIREMENTS, *_IMAGES) for path in sorted(root.glob(pattern))]
    return [path for path in (*names, *patterns) if os.path.isfile(path)]  # noqa: PTH113  no error without permission


def _directories(root: Path) -> list[Path]:
    """The directories just below: a project's backend often has its own requirements."""
    return sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))[:MAX_DIRECTORIES]
