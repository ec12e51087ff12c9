"""The files of the project: read within its root, never outside."""

from __future__ import annotations

import os
from copy import copy
from errno import EISDIR, ENOENT
from os import strerror
from pathlib import Path
from typing import TYPE_CHECKING

from connlint.parsers.settings.limits import MAX_FILES, LimitHit
from connlint.parsers.settings.values import Choice, ExcObj, NotKnown, Question, Raised, Unknown, Val
from connlint.sources.errors import UnreadableError
from connlint.sources.text import Source, read

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.values import At

MARKERS = ("manage.py", "pyproject.toml", ".git", "setup.cfg")
NULL = "/dev/null"
"""The file that is always there and empty."""


def find_root(path: Path) -> Path:
    """The nearest parent with a marker of a project, else the folder above the topmost package."""
    for parent in path.parents:
        if any((parent / marker).exists() for marker in MARKERS):
            return parent
    return package_parent(path)


def package_parent(path: Path) -> Path:
    """The folder that has to be on ``sys.path`` for the module at ``path``."""
    folder = path.parent
    while (folder / "__init__.py").exists() and folder.parent != folder:
        folder = folder.parent
    return folder


def working_directory(path: Path, root: Path) -> Path:
    """Where the program is started: beside manage.py, else where the module's package lies."""
    for parent in path.parents:
        if (parent / "manage.py").exists():
            return parent
        if parent == root:
            break
    return package_parent(path)


class Files:
    """Files under ``root``. ``working`` is the working directory that the program would have."""

    def __init__(self, root: Path, path: Path, name: str) -> None:
        self.root = root
        self.real_root = root.resolve()
        self.working = working_directory(path, root)
        self._shown: dict[Path, str] = {path: name}
        self._base = self._find_base(path, name)
        self.read_names: dict[str, None] = {}
        self._sources: dict[Path, Source] = {}
        self._inside: dict[str, Path | Unknown] = {}

    def again(self) -> Files:
        """The same files for another run, of which none is read by now; what was looked up is kept."""
        made = copy(self)
        made.read_names = {}
        return made

    @staticmethod
    def _find_base(path: Path, name: str) -> Path | None:
        parts = Path(name).parts
        if path.parts[-len(parts) :] == parts:
            return Path(*path.parts[: -len(parts)])
        return None

    def reported(self, path: Path) -> str:
        """The path as connlint shows it: beside the module's own name."""
        if path not in self._shown:
            base = self._base or Path.cwd()
            try:
                self._shown[path] = Path(os.path.relpath(path, base)).as_posix()
            except ValueError:
                self._shown[path] = path.as_posix()
        return self._shown[path]

    def told(self, path: Path) -> str:
        """The path in a condition or reason: relative where it lies beside or below what is reported."""
        base = self._base or Path.cwd()
        near = {base, base.parent} - {Path(base.anchor)}
        return self.reported(path) if near & {path, *path.parents} else path.as_posix()

    def resolve(self, path: str) -> Path:
        """An absolute path; relative ones start at the working directory."""
        if path.startswith("~") or "\0" in path:
            raise NotKnown(Unknown("a path in the home directory of the user"))
        return Path(os.path.normpath(self.working / path))

    def inside(self, path: str) -> Path:
        """The absolute path, symlinks followed; raises NotKnown when it lies outside the project."""
        found = self._inside.get(path)
        if found is None:
            found = self._inside[path] = self._look_up(path)
        if isinstance(found, Unknown):
            raise NotKnown(Unknown(found.reason, found.missing))
        return found

    def _look_up(self, path: str) -> Path | Unknown:
        found = self.resolve(path)
        try:
            real = found.resolve()
        except (OSError, RuntimeError):
            return Unknown(f"{found.name} cannot be resolved")
        if real != self.real_root and self.real_root not in real.parents:
            return Unknown(f"{self.told(found)} lies outside the project", self.told(found))
        return found

    def exists(self, path: str) -> bool:
        """Whether it exists; NotKnown outside the project."""
        return self.inside(path).exists()

    def is_file(self, path: str) -> bool:
        """Whether it is a file; NotKnown outside the project."""
        return self.inside(path).is_file()

    def is_dir(self, path: str) -> bool:
        """Whether it is a directory; NotKnown outside the project."""
        return self.inside(path).is_dir()

    def answer(self, call: Call, check: str, path: str) -> Val:
        """``os.path.<check>(path)``; a question where the path lies outside the project."""
        if path == NULL:
            return call.value(check == "exists", "computed", *call.args)
        try:
            return call.value(getattr(self, check)(path), "computed", *call.args)
        except NotKnown:
            found = self.resolve(path)
            question = Question(("exists", found.as_posix()), f"{self.told(found)} exists")
            yes = Val(True, "computed", call.at)
            no = Val(False, "computed", call.at)
            return Val(Choice(question, yes, no), "computed", call.at)

    def source(self, path: Path) -> Source:
        """The file, read once; raises UnreadableError."""
        held = self._sources.get(path)
        if held is None:
            if len(self._sources) >= MAX_FILES:
                raise LimitHit(f"more than {MAX_FILES} files")
            held = self._sources[path] = read(path, self.reported(path))
        self.read_names[held.name] = None
        return held

    def read_text(self, path: str, call: Call) -> str:
        """The text of a file inside the project; the program's FileNotFoundError when it does not exist."""
        if path == NULL:
            return ""
        try:
            found = self.inside(path)
        except NotKnown:
            missing = failed(FileNotFoundError, ENOENT, call.at)
            if call.rt.caught(missing) and not call.rt.truth(self.answer(call, "exists", path)):
                raise Raised(missing) from None
            raise
        if not found.exists():
            raise Raised(failed(FileNotFoundError, ENOENT, call.at))
        if found.is_dir():
            raise Raised(failed(IsADirectoryError, EISDIR, call.at))
        try:
            return self.source(found).text
        except UnreadableError as error:
            raise NotKnown(Unknown(f"{error.file}: {error.message}")) from None

    def glob(self, folder: str, pattern: str) -> list[Path]:
        """The files that a pattern matches, sorted; NotKnown outside the project."""
        base = self.inside(folder)
        if pattern.startswith("/") or ".." in Path(pattern).parts:
            raise NotKnown(Unknown("a pattern that leaves its folder"))
        found = []
        for count, path in enumerate(base.glob(pattern)):
            if count > MAX_FILES:
                raise LimitHit(f"more than {MAX_FILES} files")
            found.append(path)
        return sorted(found)


def failed(error: type[OSError], number: int, at: At) -> Val:
    """The exception that the operating system has for this number."""
    return Val(ExcObj(error, (Val(number, "computed", at), Val(strerror(number), "computed", at))), "raised", at)
