"""What all runs over one settings module share."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from connlint.parsers.settings.links import Links
    from connlint.parsers.settings.source import Parsed


class Shared:
    """What all runs over one module share: trees, what their statements define, and where modules lie."""

    def __init__(self) -> None:
        self.links: dict[str, Links] = {}
        self.parsed: dict[Path, Parsed] = {}
        self.texts: dict[tuple[str, str], Parsed] = {}
        self.located: dict[Path, Path | None] = {}

    def locate(self, base: Path) -> Path | None:
        """The file of the module ``base``, looked up once."""
        if base not in self.located:
            self.located[base] = locate(base)
        return self.located[base]


def locate(base: Path) -> Path | None:
    """The file of the module ``base``: a package, a file, or a folder without ``__init__.py``."""
    package = base / "__init__.py"
    if package.is_file():
        return package
    plain = base.with_name(f"{base.name}.py")
    if plain.is_file():
        return plain
    return base if base.is_dir() else None
