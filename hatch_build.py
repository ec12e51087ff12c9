"""The build hook: puts the top-level ``rules`` into the wheel, where the program finds them as ``connlint/_rules``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class RulesHook(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the rules to a wheel; an editable install reads them where they are."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Extend ``build_data``; ``version`` is "standard" or "editable"."""
        if self.target_name == "wheel" and version == "standard":
            build_data["force_include"][str(Path(self.root) / "rules")] = "connlint/_rules"
