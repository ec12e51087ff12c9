"""Which module a file of Python is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.plain import Plain

if TYPE_CHECKING:
    from pathlib import Path


class Module(Plain):
    """A settings module: its file and the directory it is imported from."""

    file: Path
    base: Path

    @property
    def name(self) -> str:
        """The dotted name."""
        parts = self.file.relative_to(self.base).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def module_at(file: Path) -> Module:
    """The module that a file is: imported from the nearest manage.py above it, or from outside its packages."""
    base = file.parent
    for directory in file.parents[:6]:
        if (directory / "manage.py").is_file():
            return Module(file, directory)
    while (base / "__init__.py").is_file() and base.parent != base:
        base = base.parent
    return Module(file, base)
