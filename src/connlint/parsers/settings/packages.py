"""The packages around a settings module: Python runs their ``__init__`` before the module."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.parsers.settings.files import package_parent

if TYPE_CHECKING:
    from pathlib import Path

    from connlint.parsers.settings.modules import Modules

SETS = re.compile(
    r"\bsys\.path\b|\benviron(?:\[|\.setdefault|\.update)|\bload_dotenv\b|\bread_env\b"
    r"|^\s*from\b.*\bimport \*|\(globals\(\)\)|\bDATABASES\b.*=",
    re.MULTILINE,
)
"""What the text of an ``__init__`` holds that sets the import path or a variable, or may change settings that modules
of the package share; the others change nothing here."""


def run_packages(modules: Modules, path: Path, name: str) -> None:
    """Run the ``__init__`` of each package around the module ``name`` at ``path``, the outermost first."""
    home = package_parent(path)
    packages: list[tuple[Path, str]] = []
    folder, dotted = path.parent, name.rpartition(".")[0]
    while folder != home:
        packages.append((folder, dotted or folder.name))
        folder, dotted = folder.parent, dotted.rpartition(".")[0]
    for package, called in reversed(packages):
        init = package / "__init__.py"
        if init != path and SETS.search(modules.rt.files.source(init).text):
            modules.load(package, called)
