"""Names of files that do not depend on where connlint is started."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LINE = re.compile(r"(\.[A-Za-z]\w*):\d+")


class Identity:
    """Files by their path from the project's directory, and texts without directories and line numbers.

    ``project`` and ``files`` are paths as connlint reports them: relative to the working directory, or absolute.
    """

    def __init__(self, project: str = ".", files: Iterable[str] = ()) -> None:
        self._project = os.path.abspath(project)  # noqa: PTH100 - pathlib has no such thing as a path without a file
        nested = {file for file in files if "/" in file}
        self._nested = sorted(nested, key=lambda file: (-len(file), file))

    def of(self, file: str) -> str:
        """A file's path from the project's directory, with forward slashes."""
        try:
            path = os.path.relpath(os.path.abspath(file), self._project)  # noqa: PTH100
        except ValueError:
            return file
        return path.replace(os.sep, "/")

    def text(self, text: str) -> str:
        """A text in which files have their bare names and no lines, so that it is the same from everywhere."""
        for file in self._nested:
            text = text.replace(file, file.rpartition("/")[2])
        return _LINE.sub(r"\1", text)
