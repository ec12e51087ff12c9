"""Paths as services want them: relative to the repository, forward slashes."""

from __future__ import annotations

import os
from pathlib import Path


def repository(start: Path) -> Path:
    """The directory of the repository that holds ``start``, or ``start`` itself."""
    real = Path(os.path.realpath(start))
    return next((directory for directory in (real, *real.parents) if (directory / ".git").exists()), real)


def relative(name: str, root: Path) -> str:
    """A reported path relative to the repository's directory, symlinks resolved; as it is when it lies outside."""
    real = Path(os.path.realpath(name))
    return real.relative_to(root).as_posix() if root in real.parents else Path(name).as_posix()


def uri(name: str, root: Path) -> str:
    """The same, percent-encoded; an absolute file: URI when it lies outside."""
    from urllib.parse import quote

    path = relative(name, root)
    return Path(os.path.realpath(name)).as_uri() if path.startswith(("/", "../")) else quote(os.fsencode(path))
