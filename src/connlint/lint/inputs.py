"""From the paths of the command line to files with roles."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from connlint.sources.encoding import UTF16, foreign
from connlint.sources.errors import NothingToCheckError, UnreadableError
from connlint.sources.roles import Role, role_of
from connlint.sources.text import read

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connlint.models.options import Options
    from connlint.sources.discovery import Discovery

_REFUSED: dict[Role, str] = {
    "userlist": "holds passwords; connlint never reads it",
    "python": "is Python, but not a Django settings module (it sets no DATABASES, INSTALLED_APPS or SECRET_KEY)",
    "unknown": "is not a file connlint knows: a settings module, pgbouncer.ini, postgresql.conf, a compose file, "
    "a manifest, a requirements file or an env file",
}

_BARE = "no Django settings module and no pgbouncer.ini found here; name the files, or a directory that has them"


class Inputs:
    """What is to be read. ``named`` are the files given by name: where they fail, the run fails.

    ``modules`` pairs a settings file with the directory that it is imported from. ``bare`` are the directories with
    neither settings nor an ini: they have something to check only when a deployment in them describes a pooler.
    ``unread`` tells of discovered files that have no role, because they cannot be read.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.modules: list[tuple[Path, Path]] = []
        self.files: dict[Role, list[Path]] = {}
        self.notes: list[str] = []
        self.named: set[Path] = set()
        self.unread: list[UnreadableError] = []
        self.whole = False
        self.bare: list[Path] = []

    def refuse_bare(self) -> None:
        """Raise NothingToCheckError where a directory has nothing to check."""
        for path in self.bare:
            raise NothingToCheckError(_BARE, shown(path))


def shown(path: Path) -> str:
    """The path as connlint reports it: relative to the working directory where possible."""
    text = os.path.relpath(path) if path.is_absolute() else os.path.normpath(path)
    return (path if text.startswith("..") and path.is_absolute() else Path(text)).as_posix()


def repository(root: Path) -> Path:
    """The nearest directory from the root upwards that is a Git repository; the root itself when none is."""
    return next((one for one in (root, *root.parents) if (one / ".git").exists()), root)


def find(paths: Sequence[str], options: Options) -> Inputs:
    """Tell the role of every path; a directory, or nothing, means discovery.

    Raises UnreadableError for a path that cannot be used.
    """
    inputs = Inputs(root=_root(paths))
    for text in paths or (".",):
        path = Path(text)
        if path.is_dir():
            _discover(path, inputs, options)
        else:
            _name(path, inputs)
    if options.settings and not inputs.modules:
        _discover(Path(), inputs, options, only_settings=True)
    return inputs


def _name(path: Path, inputs: Inputs) -> None:
    from connlint.sources.modules import module_at

    source = read(path, shown(path))
    reason = foreign(source.data)
    if reason and source.encoding != UTF16:
        raise UnreadableError(reason, source.name)
    if not source.data.strip():
        raise UnreadableError("is empty: there is nothing to check", source.name)
    role = role_of(path, source.guess)
    if role != "pgbouncer":  # PgBouncer takes every byte
        _ = source.text
    if role in _REFUSED:
        raise UnreadableError(_REFUSED[role], source.name)
    inputs.named.add(path)
    if role == "settings":
        _take(inputs, path, module_at(path.absolute()).base)
    else:
        _add(inputs.files.setdefault(role, []), path)


def _take(inputs: Inputs, file: Path, base: Path) -> None:
    """A settings module; one that is named twice is one."""
    if shown(file) not in [shown(known) for known, _ in inputs.modules]:
        inputs.modules.append((file, base))


def _add(files: list[Path], path: Path) -> None:
    """A file that is named twice, or named and discovered, is one."""
    if shown(path) not in map(shown, files):
        files.append(path)


def _discover(path: Path, inputs: Inputs, options: Options, *, only_settings: bool = False) -> None:
    from connlint.sources.discovery import discover

    try:
        found = discover(path.absolute(), options.settings)
    except LookupError:
        raise UnreadableError(f"no settings module {options.settings} in this directory", shown(path)) from None
    if found.empty:
        inputs.bare.append(path)
    for module in found.modules:
        _take(inputs, module.file, module.base)
    inputs.notes.extend(found.notes)
    if not only_settings:
        inputs.whole = True
        _merge(found, inputs)
        inputs.unread += [UnreadableError(reason, shown(file)) for file, reason in found.unread]


def _merge(found: Discovery, inputs: Inputs) -> None:
    for role, files in found.files.items():
        for file in files:
            _add(inputs.files.setdefault(role, []), file)


def _root(paths: Sequence[str]) -> Path:
    """The project's directory: the one given, or the nearest above the first file that looks like its root."""
    first = Path(paths[0] if paths else ".").absolute()
    if first.is_dir():
        return first
    return project_above(first) or first.parent


def project_above(file: Path) -> Path | None:
    """The nearest directory above a file that looks like the root of a project; None when there is none."""
    for directory in file.parents:
        if any((directory / name).exists() for name in ("manage.py", "pyproject.toml", ".git", "requirements.txt")):
            return directory
    return None
