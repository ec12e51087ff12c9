"""The versions of what a project runs, from its requirements, lock files and images."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.topology import Versions
from connlint.parsers.versions.candidates import by_name, decide
from connlint.parsers.versions.images import read_images
from connlint.parsers.versions.locks import read_lock
from connlint.parsers.versions.pyproject import read_pipfile, read_pyproject, read_setup_cfg
from connlint.parsers.versions.reading import read_or_none
from connlint.parsers.versions.requirements import read_requirements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from connlint.parsers.versions.candidates import Candidate
    from connlint.sources.text import Source

__all__ = ["read_versions"]

_LOCKS = ("poetry.lock", "uv.lock", "pdm.lock", "pylock.toml", "Pipfile.lock")
_READERS: dict[str, Callable[[Source], Iterable[Candidate]]] = {
    **dict.fromkeys(_LOCKS, read_lock),
    "pyproject.toml": read_pyproject,
    "Pipfile": read_pipfile,
    "setup.cfg": read_setup_cfg,
}
_REQUIREMENTS = ("*requirements*.txt", "*requirements*.in", "requirements/*.txt", "requirements/*.in")
_IMAGES = ("*compose*.yml", "*compose*.yaml", "Dockerfile*")
MAX_DIRECTORIES = 50
_NEVER_DEPLOYED = ("dev", "test", "lint", "doc", "ci", "local")


def read_versions(root: Path, files: Sequence[Path] | None = None) -> Versions:
    """What the files in ``root`` (or the given ones) say about versions, by normalised name of package or program.

    A pin is known. A range is an unknown with ``parts`` "min" (inclusive) and "below" (exclusive). Requirements
    for development only count where nothing else names the package. Files that cannot be read say nothing.
    """
    grouped = _grouped(_paths(root) if files is None else files, root)
    if files is None and "django" not in grouped:
        below = [path for directory in _directories(root) for path in _paths(directory)]
        grouped = {**_grouped(below, root), **grouped}
    return Versions(found={name: decide(members) for name, members in grouped.items()})


def _grouped(paths: Sequence[Path], root: Path) -> dict[str, list[Candidate]]:
    """The statements by package, those for development only where nothing else names it."""
    found: list[Candidate] = []
    spare: list[Candidate] = []
    for path in paths:
        (spare if _is_for_development(path) else found).extend(_read(path, root))
    named = {one.name for one in found}
    return by_name([*found, *(one for one in spare if one.name not in named)])


def _paths(root: Path) -> list[Path]:
    names = [root / name for name in _READERS]
    patterns = [path for pattern in (*_REQUIREMENTS, *_IMAGES) for path in sorted(root.glob(pattern))]
    return [path for path in (*names, *patterns) if path.is_file()]


def _directories(root: Path) -> list[Path]:
    """The directories just below: a project's backend often has its own requirements."""
    return sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))[:MAX_DIRECTORIES]


def _is_for_development(path: Path) -> bool:
    words = path.stem.lower().replace("_", "-").replace(".", "-").split("-")
    return path.suffix in (".txt", ".in") and any(word.rstrip("s") in _NEVER_DEPLOYED for word in words)


def _read(path: Path, root: Path) -> Iterable[Candidate]:
    if path.suffix in (".txt", ".in"):
        return read_requirements(path, root)
    source = read_or_none(path)
    if source is None:
        return ()
    return _READERS.get(path.name, read_images)(source)
