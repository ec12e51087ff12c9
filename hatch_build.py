"""The build hook: puts the top-level ``rules`` and their index into the wheel, as ``connlint/_rules``."""

from __future__ import annotations

import tempfile
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from types import ModuleType


class RulesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the rules to a wheel; an editable install reads them where they are and keeps its index as a cache."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Extend ``build_data``; ``version`` is "standard" or "editable"."""
        if self.target_name != "wheel" or version != "standard":
            return
        root = Path(self.root)
        self.made = tempfile.TemporaryDirectory()
        made = Path(self.made.name) / "index.py"
        indexer = load(root / "src/connlint/rules/index.py")
        indexer.write_index(root / "rules", made)
        build_data["force_include"][str(root / "rules")] = "connlint/_rules"
        build_data["force_include"][str(made)] = f"connlint/{indexer.INDEX}.py"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002 - hatchling's
        """Remove what was made for the wheel."""
        if hasattr(self, "made"):
            self.made.cleanup()


def load(file: Path) -> ModuleType:
    """Import one module by its path: the package around it needs what is not installed yet."""
    spec = spec_from_file_location(file.stem, file)
    if spec is None or spec.loader is None:
        raise RuntimeError(f"{file} cannot be loaded")
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
