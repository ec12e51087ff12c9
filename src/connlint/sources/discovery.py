"""What there is to check in a directory, and which settings module of several."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from connlint.sources.encoding import foreign, is_marked_utf16
from connlint.sources.mentions import DEVELOPMENT, PRODUCTION, Mention, kind_of, likeness, locate, mentions
from connlint.sources.modules import Module, module_at
from connlint.sources.roles import Role, is_settings_place, is_whole_settings, role_of
from connlint.sources.text import held
from connlint.sources.walk import walk

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 64 * 1024
"""Bytes of a file that are looked at to tell its role."""

MAX_PROJECTS = 8
_LISTED = 5
"""Modules that a note names."""

_DATABASES = re.compile(r"^[ \t]*DATABASES\b", re.MULTILINE)
_CODE = re.compile(r"^[ \t]*[A-Za-z_@]", re.MULTILINE)
_CONFIGURATION_SUFFIXES = (".ini", ".conf", ".cfg", ".j2", ".tmpl", ".tpl", ".template", ".dist", ".in")


@dataclass
class Discovery:
    """The files of a project by role; ``notes`` says what was taken and what was left."""

    root: Path
    modules: list[Module] = field(default_factory=list)
    files: dict[Role, list[Path]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    unread: list[tuple[Path, str]] = field(default_factory=list)
    """Files that PgBouncer would read, by their names, and connlint cannot; and why."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing to check."""
        return not self.modules and not self.files.get("pgbouncer") and not self.unread


def discover(root: Path, settings: str = "") -> Discovery:
    """Look through a directory. ``settings`` names the module to take (dotted, or a path)."""
    tree = walk(root)
    found = Discovery(root)
    if tree.stopped:
        found.notes.append(tree.stopped)
    named: list[Mention] = []
    candidates: list[Path] = []
    managed = [path.parent for path in tree.files if path.name == "manage.py"]
    for path in tree.files:
        kind = kind_of(path)
        if kind is not None:
            named.extend(mentions(path, kind, head(path), root, managed))
        if path.suffix == ".py":
            if is_settings_place(path.relative_to(root)) and _is_candidate(path):
                candidates.append(path)
        elif kind is None and path.name.endswith(_CONFIGURATION_SUFFIXES):
            _file(found, path)
    if settings:
        found.modules = [_chosen(settings, root, managed)]
    else:
        _choose(found, named, candidates, managed)
    return found


def head(path: Path) -> str:
    """The first part of a file as text, whatever its encoding; empty when it cannot be read."""
    return _bytes(path).decode("utf-8-sig", "replace")


def _bytes(path: Path) -> bytes:
    instead = held(path)
    if instead is not None:
        return instead[:HEAD]
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD)
    except OSError:
        return b""


def _is_candidate(path: Path) -> bool:
    """Whether it can be a settings module: by what stands in it, or because nobody can tell."""
    return not _opens(path) or is_whole_settings(path, head(path)) or is_marked_utf16(_bytes(path)[:2])


def _opens(path: Path) -> bool:
    """Whether a file can be read; settings that cannot are taken, so that the run says so."""
    return os.access(path, os.R_OK)


def _file(found: Discovery, path: Path) -> None:
    text = head(path)
    role = role_of(path, text)
    if role == "postgresql" or (role == "pgbouncer" and "[pgbouncer]" in text):
        found.files.setdefault(role, []).append(path)
    elif role == "pgbouncer" and path.suffix == ".ini":
        _unread(found, path, text)


def _unread(found: Discovery, path: Path, text: str) -> None:
    """A pgbouncer.ini without [pgbouncer]: what another one includes, or not to be read, or empty."""
    reason = "" if _opens(path) else "cannot be read: Permission denied"
    if not reason and ("\0" in text or "\ufffd" in text):
        reason = foreign(_bytes(path)) or ("" if "[" in text else "is a binary file")
    if reason:
        found.unread.append((path, reason))
    elif not text.strip():
        found.notes.append(f"{_shown(path, found.root)} is empty: it describes no pooler")


def _chosen(settings: str, root: Path, managed: list[Path]) -> Module:
    if settings.endswith(".py"):
        return module_at(root / settings)
    for near in (root, *managed):
        located = locate(settings, near, root)
        if located is not None:
            return Module(*located)
    raise LookupError(settings)


def _choose(found: Discovery, named: list[Mention], candidates: list[Path], managed: list[Path]) -> None:
    for project in _projects(found.root, managed):
        inside = [mention for mention in named if project in (mention.by.parent, *mention.by.parents)]
        own = [path for path in candidates if project in path.parents]
        written = [mention for mention in inside if not _is_bare(mention.file)]
        inside = written if written or own else inside
        known = _by_file(inside, own)
        if not known:
            continue
        module, because = _best(inside, known, found.root)
        if module in found.modules:
            continue
        found.modules.append(module)
        others = sorted({one.name for file, one in known.items() if file != module.file})
        found.notes.append(_note(module, because, others, found.root))


def _is_bare(file: Path) -> bool:
    """Whether it is the ``__init__`` of a package that holds nothing: the package is named, its modules are meant."""
    return file.name == "__init__.py" and not _CODE.search(head(file))


def _by_file(inside: list[Mention], own: list[Path]) -> dict[Path, Module]:
    """Every module once, called as the project calls it."""
    modules = [Module(one.file, one.base) for one in sorted(inside, key=lambda mention: mention.order)]
    modules += map(module_at, own)
    return {module.file: module for module in reversed(modules)}


def _best(inside: list[Mention], known: dict[Path, Module], root: Path) -> tuple[Module, str]:
    """The module that runs in production, as far as names tell, and why it was taken."""
    if not inside:
        module = min(known.values(), key=lambda one: _unnamed(one, root))
        return module, "by its name" if known.keys() - {module.file} else "the only one"
    best = min(inside, key=lambda mention: mention.order)
    module, because = Module(best.file, best.base), f"named in {_shown(best.by, root)}"
    better = _production_beside(module, known)
    return (better, f"not {module.name}, {because}, which is for development") if better else (module, because)


def _unnamed(module: Module, root: Path) -> tuple[int, bool, int]:
    """Sorts the module that nobody names: production first, then those that say where the database is."""
    likely = likeness(_shown(module.file, root).removesuffix(".py"))
    return likely, not _DATABASES.search(head(module.file)), len(module.file.parts)


def _production_beside(module: Module, known: dict[Path, Module]) -> Module | None:
    """The one module of production in the package of a module that is for development or tests."""
    if likeness(module.name) < DEVELOPMENT:
        return None
    folders = module.file.parents
    near = [one for file, one in known.items() if file.parent in folders or file.parent.parent == folders[1]]
    live = [one for one in near if likeness(one.name) == PRODUCTION]
    return live[0] if len(live) == 1 else None


def _projects(root: Path, managed: list[Path]) -> list[Path]:
    """The directories of separate Django projects: those with manage.py, or the whole."""
    if root in managed or not managed[1:]:
        return [root]
    return managed[:MAX_PROJECTS]


def _note(module: Module, because: str, others: list[str], root: Path) -> str:
    text = f"settings module {module.name} ({_shown(module.file, root)}), {because}"
    if not others:
        return text
    rest = f" and {len(others) - _LISTED} more" if others[_LISTED:] else ""
    return f"{text}; not taken: {', '.join(others[:_LISTED])}{rest} (choose with --settings or a profile)"


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if root in path.parents else path.as_posix()
