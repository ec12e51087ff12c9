"""What there is to check in a directory, and which settings module of several."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from connlint.sources.mentions import Mention, kind_of, likeness, locate, mentions
from connlint.sources.modules import Module, module_at
from connlint.sources.roles import Role, is_settings_place, is_whole_settings, role_of
from connlint.sources.walk import walk

if TYPE_CHECKING:
    from pathlib import Path

HEAD = 64 * 1024
"""Bytes of a file that are looked at to tell its role."""

MAX_PROJECTS = 8
_LISTED = 5
"""Modules that a note names."""

_CONFIGURATION_SUFFIXES = (".ini", ".conf", ".cfg", ".j2", ".tmpl", ".tpl", ".template", ".dist", ".in")


@dataclass
class Discovery:
    """The files of a project by role; ``notes`` says what was taken and what was left."""

    root: Path
    modules: list[Module] = field(default_factory=list)
    files: dict[Role, list[Path]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to check."""
        return not self.modules and not self.files.get("pgbouncer")


def discover(root: Path, settings: str = "") -> Discovery:
    """Look through a directory. ``settings`` names the module to take (dotted, or a path)."""
    tree = walk(root)
    found = Discovery(root)
    if tree.stopped:
        found.notes.append(tree.stopped)
    named: list[Mention] = []
    candidates: list[Path] = []
    for path in tree.files:
        kind = kind_of(path)
        if kind is not None:
            named.extend(mentions(path, kind, head(path), root))
        if path.suffix == ".py":
            if is_settings_place(path.relative_to(root)) and is_whole_settings(path, head(path)):
                candidates.append(path)
        elif kind is None and path.name.endswith(_CONFIGURATION_SUFFIXES):
            _file(found, path)
    managed = [path.parent for path in tree.files if path.name == "manage.py"]
    if settings:
        found.modules = [_chosen(settings, root, managed)]
    else:
        _choose(found, named, candidates, managed)
    return found


def head(path: Path) -> str:
    """The first part of a file as text, whatever its encoding; empty when it cannot be read."""
    try:
        with path.open("rb") as stream:
            return stream.read(HEAD).decode("utf-8-sig", "replace")
    except OSError:
        return ""


def _file(found: Discovery, path: Path) -> None:
    text = head(path)
    role = role_of(path, text)
    if role == "postgresql" or (role == "pgbouncer" and "[pgbouncer]" in text):
        found.files.setdefault(role, []).append(path)


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
        if inside:
            best = min(inside, key=lambda mention: mention.order)
            module, because = Module(best.file, best.base), f"named in {_shown(best.by, found.root)}"
        elif own:
            module = min((module_at(path) for path in own), key=lambda one: (likeness(one.name), len(one.file.parts)))
            because = "by its name" if len(own) > 1 else "the only one"
        else:
            continue
        if module in found.modules:
            continue
        found.modules.append(module)
        others = {Module(one.file, one.base).name for one in inside} | {module_at(path).name for path in own}
        found.notes.append(_note(module, because, sorted(others - {module.name}), found.root))


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
