"""Files that make up one server's configuration: includes, and what wins over what."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from connlint.models.problem import Problem
from connlint.models.traced import Traced, known, unknown
from connlint.parsers.pgbouncer.placeholders import is_template_name
from connlint.parsers.postgresql.lexer import Line, scan
from connlint.parsers.postgresql.templates import ANYTHING, Template
from connlint.parsers.postgresql.values import convert
from connlint.sources.errors import UnreadableError
from connlint.sources.text import Source, read

if TYPE_CHECKING:
    from connlint.models.place import Place

_DEEPEST = 10
_MOST_PROBLEMS = 200
_INCLUDES = ("include", "include_if_exists", "include_dir")
_SECRETS = ("primary_conninfo", "ssl_passphrase_command")


class Loader:
    """Reads files one after the other; the last value of a key wins. ``root`` is the folder that includes
    may not leave."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.realpath(root))
        self.settings: dict[str, Traced] = {}
        self.problems: list[Problem] = []
        self.files: list[str] = []
        self.unseen: Traced | None = None
        self._depth = 0

    def read(self, source: Source) -> None:
        """Take a file and what it includes. Raises UnreadableError when it is not UTF-8."""
        if source.name not in self.files:
            self.files.append(source.name)
        template = Template() if is_template_name(source.name) else None
        for line in scan(source):
            if template is not None and self._rendered(source, line, template):
                continue
            if not line.name:
                self._tell("syntax-error", "not name = value: the server does not start with this line", line.place)
            elif line.name in _INCLUDES:
                self._include(source, line)
            else:
                self.take(line.name, line.text, line.place)

    def _rendered(self, source: Source, line: Line, template: Template) -> bool:
        """Whether a template engine writes this line, so that what it says is not known."""
        found = template.reads(line.text if not line.name else "", line.name)
        if found is None:
            return False
        if found == ANYTHING:
            self.miss(source.name, "what the template writes there is not known", line.place)
        elif found:
            self.settings[found] = unknown(f"the template {source.name} decides {found}", line.place)
        return True

    def read_beside(self, source: Source, name: str) -> None:
        """Read a file of the same folder, when it is there."""
        path = source.path.parent / name
        if path.is_file():
            self.read(read(path, self._reported(source, path)))

    def take(self, name: str, text: str, place: Place, how: str = "literal") -> None:
        """Take one setting from wherever it stands."""
        if name in _SECRETS:
            return
        if "${" in text or "{{" in text:
            self.settings[name] = unknown(f"{name} holds a placeholder", place)
            return
        try:
            self.settings[name] = known(convert(name, text), how, place)
        except ValueError as error:
            self.settings[name] = unknown(f"PostgreSQL refuses this value of {name}", place)
            self._tell("invalid-value", f"{name} = {text[:40]} is refused: {error}", place, name)

    def _include(self, source: Source, line: Line) -> None:
        path = source.path.parent / line.text
        if not Path(os.path.realpath(path)).is_relative_to(self.root):
            self._unread(line, "is outside the folder of the configuration and was not read")
        elif self._depth >= _DEEPEST:
            self._tell("include-depth", f"{line.name} goes deeper than {_DEEPEST} levels", line.place, line.text)
        elif line.name == "include_dir":
            files = sorted(path.glob("*.conf")) if path.is_dir() else []
            for file in files:
                if not file.name.startswith("."):
                    self._follow(source, file, line)
        elif path.is_file():
            self._follow(source, path, line)
        elif line.name == "include":
            self._unread(line, "is not here to be read")

    def _follow(self, source: Source, path: Path, line: Line) -> None:
        self._depth += 1
        try:
            self.read(read(path, self._reported(source, path)))
        except UnreadableError as error:
            self._unread(line, f"cannot be read: {error.message}")
        finally:
            self._depth -= 1

    def _unread(self, line: Line, why: str) -> None:
        self._tell("include-outside", f"{line.text} {why}", line.place, line.text, fatal=False)
        self.miss(line.text, why, line.place)

    def miss(self, file: str, why: str, place: Place) -> None:
        """What a file says is unknown, and so is every setting before it that it may replace."""
        self.unseen = unknown(f"{file} may set it, and {why}", place, file)
        self.settings = dict.fromkeys(self.settings, self.unseen)

    def _tell(self, kind: str, message: str, place: Place, subject: str = "", *, fatal: bool = True) -> None:
        if len(self.problems) < _MOST_PROBLEMS:
            problem = Problem(kind=kind, message=message, place=place, subject=subject, fatal=fatal)
            self.problems.append(problem)

    @staticmethod
    def _reported(source: Source, path: Path) -> str:
        """The name of another file, told in the same way as that of the source."""
        if Path(source.name).is_absolute():
            return path.as_posix()
        above = Path(os.path.relpath(path.parent, source.path.parent))
        return Path(os.path.normpath(Path(source.name).parent / above / path.name)).as_posix()
