"""The settings evaluator: reads a Django settings module without running it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from connlint.models.django import SettingsModule
    from connlint.models.environment import Supplied


def read_settings(
    path: Path,
    *,
    name: str,
    root: Path | None = None,
    environment: Mapping[str, Supplied] | None = None,
    configuration: str = "",
) -> SettingsModule:
    """Read the settings module at ``path``, which is reported as ``name``.

    Nothing is executed, imported or read outside ``root`` (found by markers such as manage.py when not
    given). ``environment`` holds the variables that somebody supplied; that of this process is never read.
    A key that an alias does not set has Django's default: it is the same in every version that has the key,
    and what a version makes of it is for the planner to say. ``configuration`` names the class of
    django-configurations to use. Raises UnreadableError when the file itself cannot be read.
    """
    from connlint.parsers.settings.reading import read_module

    return read_module(path, name, root, environment or {}, configuration)
