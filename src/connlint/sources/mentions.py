"""Where a project names its settings module, and which file that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_NAMED = re.compile(
    r"""
    (?:DJANGO_SETTINGS_MODULE|django_settings_module)["']?\]?\s*
    (?:[,=:]\s*|[ \t]+)          # setdefault("X", "y"), X = "y", X: y, ENV X y
    (?:\$\{\w+:-)?["']?          # ${X:-y}
    ([A-Za-z_]\w*(?:\.\w+)*)
    """,
    re.VERBOSE,
)
_COMMENT = re.compile(r"^[ \t]*#.*", re.MULTILINE)
_LOCAL = re.compile(r"(?:^|[._/-])(?:local|dev|develop|development|override|ci|debug)(?:[._/-]|$)", re.IGNORECASE)
_TEST = re.compile(r"(?:^|[._/-])(?:tests?|testing|pytest)(?:[._/-]|$)", re.IGNORECASE)
_PRODUCTION = re.compile(r"(?:^|[._/-])(?:production|prod|live|deploy|deployed)(?:[._/-]|$)", re.IGNORECASE)

WSGI, DEPLOYMENT, MANAGE, ENVIRONMENT, OTHER = range(5)
"""Kinds of files that name the module, the most telling first."""


@dataclass(frozen=True)
class Mention:
    """A file that names a settings module: ``module`` as written, ``file`` and ``base`` it resolves to."""

    module: str
    by: Path
    kind: int
    file: Path
    base: Path

    @property
    def order(self) -> tuple[bool, bool, int, bool, int]:
        """Sorts the module that runs in production first."""
        telling = self.kind <= DEPLOYMENT and bool(_PRODUCTION.search(self.module))
        unlikely = bool(_TEST.search(self.module))
        return unlikely, not telling, self.kind, is_local(self.module), len(self.by.parts)


def is_local(name: str) -> bool:
    """Whether a module or file name speaks of a developer's machine."""
    return bool(_LOCAL.search(name))


PRODUCTION, DEVELOPMENT, TESTS = 0, 3, 4
"""What a module name speaks of; 1 and 2 are names that do not tell, those of base modules last."""


def likeness(name: str) -> int:
    """How much a module name speaks of production: 0 most, 4 tests."""
    if _TEST.search(name):
        return TESTS
    if is_local(name):
        return DEVELOPMENT
    if _PRODUCTION.search(name):
        return PRODUCTION
    return 2 if name.rpartition(".")[2] in ("base", "common", "defaults") else 1


def kind_of(path: Path) -> int | None:
    """The kind of file, by name, that may name the settings module; None for others."""
    name = path.name
    if name in ("wsgi.py", "asgi.py"):
        return WSGI
    if name == "manage.py":
        return MANAGE
    if name in ("celery.py", "conftest.py", "pytest.ini", "tox.ini", "setup.cfg", "pyproject.toml", "mypy.ini"):
        return OTHER
    if name.startswith(".env") or name.endswith(".env"):
        return ENVIRONMENT
    if "ockerfile" in name or name.startswith("Procfile") or name.endswith((".yml", ".yaml", ".service")):
        return OTHER if is_local(name) or _TEST.search(name) else DEPLOYMENT
    return None


def mentions(path: Path, kind: int, text: str, root: Path, managed: Sequence[Path] = ()) -> Iterator[Mention]:
    """Every settings module that a file names and that exists in the project; ``managed`` hold a manage.py."""
    for module in dict.fromkeys(_NAMED.findall(_COMMENT.sub("", text))):
        found = next(filter(None, (locate(module, near, root) for near in (path.parent, *managed))), None)
        if found is not None:
            yield Mention(module, path, kind, *found)


def locate(module: str, near: Path, root: Path) -> tuple[Path, Path] | None:
    """The file of a dotted module and the directory it is imported from, looked for from ``near`` up to ``root``."""
    relative = Path(*module.split("."))
    for base in _bases(near, root):
        for file in (base / relative.with_suffix(".py"), base / relative / "__init__.py"):
            if file.is_file():
                return file, base
    return None


def _bases(near: Path, root: Path) -> Iterator[Path]:
    for directory in (near, *near.parents):
        yield directory
        for name in ("src", "app", "backend", "django", "project"):
            yield directory / name
        if directory == root:
            return
