"""Trees of files, from their names and texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def lay(folder: Path, files: Mapping[str, str]) -> Path:
    """Write the files, each by its path in the folder, and give the folder."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def called(**files: str) -> dict[str, str]:
    """Files whose names are keywords: ``__`` stands for a slash, ``_DOT_`` for a dot."""
    return {name.replace("__", "/").replace("_DOT_", "."): text for name, text in files.items()}
