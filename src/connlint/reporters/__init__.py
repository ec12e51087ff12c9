"""Reporters: one module per format, imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from connlint.models.finding import Result
    from connlint.reporters.context import Context

FORMATS = ("text", "json", "sarif", "github", "gitlab", "junit", "markdown", "html")


def render(name: str, result: Result, context: Context) -> str:
    """A result in one of ``FORMATS``."""
    text: str = import_module(f"connlint.reporters.{_MODULES.get(name, name)}").render(result, context)
    return text


_MODULES = {"json": "contract"}
