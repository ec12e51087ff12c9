"""Files that a command or a manifest names, found inside the project only."""

from __future__ import annotations

import glob
import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from connlint.sources.optional import read_or_none

if TYPE_CHECKING:
    from connlint.sources.text import Source


_COPIED = ("docker", "bin", "scripts", "deploy", "compose", ".docker", "config")


def inside(root: Path, path: Path) -> Path | None:
    """The path when it lies in ``root``, links followed; nothing outside a project is read."""
    real, limit = Path(os.path.realpath(path)), Path(os.path.realpath(root))
    return path if limit == real or limit in real.parents else None


def read_inside(root: Path, path: Path) -> Source | None:
    """The file when it lies in ``root`` and can be read as text."""
    return read_or_none(path) if inside(root, path) else None


def find_file(root: Path, name: str) -> Path | None:
    """The project's file for a path as a container sees it: as written, or by its last parts below ``root``."""
    if not name or "\0" in name:
        return None
    parts = [part for part in PurePosixPath(name).parts if part not in ("/", ".", "..")]
    for start in range(len(parts)):
        candidate = root.joinpath(*parts[start:])
        if candidate.is_file() and inside(root, candidate):
            return candidate
    return _copied(root, parts[-1]) if parts else None


def _copied(root: Path, name: str) -> Path | None:
    """The only file of that name in the directories whose files images copy to other places."""
    found = [path for directory in _COPIED for path in (root / directory).glob(f"**/{glob.escape(name)}")]
    return found[0] if len(found) == 1 and found[0].is_file() and inside(root, found[0]) else None
