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
_BESIDE = (("", "requirements", ".txt"), ("", "requirements", ".in"))
_INSIDE = (("", "", ".txt"), ("", "", ".in"))
"""What lies in a directory called requirements."""
_IMAGES = (("", "compose", ".yml"), ("", "compose", ".yaml"), ("Dockerfile", "", ""))
"""Patterns: how a name begins, what it holds, how it ends."""
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
    here, inside = _listed(root), _listed(root / "requirements")
    found = [
        *(root / name for name in _NAMES if name in here),
        *(root / name for name in _fitting(here, _BESIDE)),
        *(root / "requirements" / name for name in _fitting(inside, _INSIDE)),
        *(root / name for name in _fitting(here, _IMAGES)),
    ]
    return [path for path in found if os.path.isfile(path)]  # noqa: PTH113  no error without permission


def _listed(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208  names are enough
    except OSError:
        return []


def _fitting(names: list[str], patterns: tuple[tuple[str, str, str], ...]) -> list[str]:
    return [
        name
        for begin, middle, end in patterns
        for name in names
        if name.startswith(begin) and name.endswith(end) and middle in name.removeprefix(begin).removesuffix(end)
    ]


def _directories(root: Path) -> list[Path]:
    """The directories just below: a project's backend often has its own requirements."""
    return sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))[:MAX_DIRECTORIES]
