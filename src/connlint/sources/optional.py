"""Small files of a project that may be missing or no text: then they say nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from connlint.sources.errors import UnreadableError
from connlint.sources.text import Source, read

if TYPE_CHECKING:
    from pathlib import Path


def shown_name(path: Path) -> str:
    """The path as connlint reports it: relative to the working directory when it lies in it."""
    full, here = os.path.abspath(path), os.getcwd()  # noqa: PTH100, PTH109 - links stay as they are written
    inside = full.startswith(here.rstrip(os.sep) + os.sep)
    return (os.path.relpath(full, here) if inside else full).replace(os.sep, "/")


def read_or_none(path: Path) -> Source | None:
    """The file, or None when it is missing or cannot be read as text."""
    try:
        source = read(path, shown_name(path))
        _ = source.text
    except UnreadableError:
        return None
    return source
