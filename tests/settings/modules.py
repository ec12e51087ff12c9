"""Small settings modules for tests: written to a folder, read, and looked into."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.models.environment import Supplied
from connlint.models.merged import merge_worlds
from connlint.parsers.settings import read_settings

if TYPE_CHECKING:
    from pathlib import Path

    from connlint.models.django import SettingsModule
    from connlint.models.traced import Traced


def lay(folder: Path, files: dict[str, str]) -> Path:
    """Write files below a folder; the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def read(folder: Path, text: str, /, configuration: str = "", **env: str) -> SettingsModule:
    """Read ``settings.py`` with this text."""
    lay(folder, {"settings.py": text})
    return read_file(folder, "settings.py", configuration, **env)


def read_file(folder: Path, name: str, /, configuration: str = "", **env: str) -> SettingsModule:
    """Read a file of the folder."""
    supplied = {key: Supplied(value=value, how="--env") for key, value in env.items()}
    return read_settings(folder / name, name=name, root=folder, environment=supplied, configuration=configuration)


def traced(module: SettingsModule, key: str, alias: str = "default") -> Traced:
    """One key of an alias over all worlds; ``OPTIONS.x`` for a member."""
    view = merge_worlds(module)
    if alias not in view.aliases and view.unknown is not None:
        return view.unknown
    found = view.aliases[alias]
    return found.options[key[8:]] if key.startswith("OPTIONS.") else found.settings[key]


def value(module: SettingsModule, key: str, alias: str = "default") -> Any:
    """The value of a key that is decided."""
    found = traced(module, key, alias)
    assert found.decided, found
    return found.value


def either(module: SettingsModule, key: str, alias: str = "default") -> dict[str, Any]:
    """The branches of a key by condition; the reason stands for what is unknown."""
    found = traced(module, key, alias)
    assert found.status == "either", found
    return {branch.condition: branch.traced.value if branch.traced.decided else "?" for branch in found.branches}


def host(expression: str, *, before: str = "") -> str:
    """A module whose HOST is this expression."""
    return f'import os\n{before}\nDATABASES = {{"default": {{"ENGINE": "e", "HOST": {expression}}}}}\n'
