"""What each kind of file says about versions, and the answer for each package."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.versions.candidates import by_name, decide
from connlint.parsers.versions.images import read_images
from connlint.parsers.versions.locks import read_lock
from connlint.parsers.versions.pyproject import read_pipfile, read_pyproject, read_setup_cfg
from connlint.parsers.versions.requirements import read_requirements
from connlint.sources.optional import read_or_none

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from connlint.models.traced import Traced
    from connlint.parsers.versions.candidates import Candidate
    from connlint.sources.text import Source

_LOCKS = ("poetry.lock", "uv.lock", "pdm.lock", "pylock.toml", "Pipfile.lock")
_READERS: dict[str, Callable[[Source], Iterable[Candidate]]] = {
    **dict.fromkeys(_LOCKS, read_lock),
    "pyproject.toml": read_pyproject,
    "Pipfile": read_pipfile,
    "setup.cfg": read_setup_cfg,
}
_NEVER_DEPLOYED = ("dev", "test", "lint", "doc", "ci", "local")


def versions_in(paths: Sequence[Path], root: Path) -> dict[str, Traced]:
    """The version of each package; statements for development only count where nothing else names it."""
    found: list[Candidate] = []
    spare: list[Candidate] = []
    for path in paths:
        (spare if _is_for_development(path) else found).extend(_read(path, root))
    named = {one.name for one in found}
    grouped = by_name([*found, *(one for one in spare if one.name not in named)])
    return {name: decide(members) for name, members in grouped.items()}


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
