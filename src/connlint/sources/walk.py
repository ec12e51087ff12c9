"""A bounded walk through a project: no version control, no environments, no way out by symlinks."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

MAX_DEPTH = 12
MAX_FILES = 200_000

_SKIPPED = frozenset(
    [
        *("venv", "virtualenv", "env", "node_modules", "bower_components", "site-packages", "__pycache__"),
        *("build", "dist", "htmlcov", "tests", "test", "testing", "testdata", "fixtures", "docs"),
        *("locale", "static", "staticfiles", "media", "migrations", "templates"),
    ]
)


@dataclass
class Walk:
    """The files under ``root``, nearest first; ``stopped`` says which limit cut the walk, if one did."""

    root: Path
    files: list[Path] = field(default_factory=list)
    stopped: str = ""


def walk(root: Path) -> Walk:
    """List the files of a project breadth first; directories that cannot be read are passed over."""
    found = Walk(root)
    real_root = os.path.realpath(root)
    level = [os.fspath(root)]
    for _ in range(MAX_DEPTH):
        below: list[str] = []
        for directory in level:
            files, directories = _list(directory, real_root)
            found.files.extend(files)
            below.extend(directories)
            if len(found.files) > MAX_FILES:
                found.stopped = f"stopped after {MAX_FILES:,} files; name the files or a smaller directory"
                return found
        if not below:
            return found
        level = below
    found.stopped = f"did not look deeper than {MAX_DEPTH} directories"
    return found


def _list(directory: str, real_root: str) -> tuple[list[Path], list[str]]:
    files: list[Path] = []
    directories: list[str] = []
    try:
        with os.scandir(directory) as scan:
            entries = sorted(scan, key=lambda entry: entry.name)
    except OSError:
        return files, directories
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if _enters(entry):
                directories.append(entry.path)
        elif entry.is_file(follow_symlinks=False) or (entry.is_symlink() and _stays(entry.path, real_root)):
            files.append(Path(entry.path))
    return files, directories


def _enters(entry: os.DirEntry[str]) -> bool:
    if (entry.name in _SKIPPED and not _of_role(entry)) or entry.name.endswith(".egg-info") or "{{" in entry.name:
        return False
    if entry.name.startswith(".") and entry.name not in (".envs", ".docker", ".deploy", ".config"):
        return False
    return not os.path.exists(os.path.join(entry.path, "pyvenv.cfg"))  # noqa: PTH110, PTH118  raises nothing


def _of_role(entry: os.DirEntry[str]) -> bool:
    """Whether it holds the templates of an Ansible role, and not those of pages."""
    role = os.path.dirname(entry.path)  # noqa: PTH120
    return entry.name == "templates" and os.path.isdir(os.path.join(role, "tasks"))  # noqa: PTH112, PTH118


def _stays(path: str, real_root: str) -> bool:
    real = os.path.realpath(path)
    return Path(real).is_file() and os.path.commonpath([real, real_root]) == real_root
