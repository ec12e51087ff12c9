"""Files of a deployment that say by their names what they are, and that cannot be read: told, not passed over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.parsers.topology.files import inside
from connlint.parsers.topology.kinds import find_files, kind_of
from connlint.sources.encoding import UTF16, foreign
from connlint.sources.errors import MissingLibraryError, UnreadableError
from connlint.sources.optional import shown_name
from connlint.sources.text import Source, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_COMPOSE = re.compile(r"(?:[\w.-]*[_.-])?compose(?:[_.-][\w.-]*)?\.ya?ml")
_ASIDE = frozenset(["test", "tests", "testing", "testdata", "fixtures", "example", "examples", "templates"])
"""Directories whose files may be broken on purpose, or hold what a program fills in."""
_FILLED_IN = re.compile(r"\{\{|\{%|<%|\$\{\{|[@%][A-Za-z_]\w*[@%]|<[A-Z][A-Z_]+>")
"""The marks of templates: they are no YAML before a program has filled them in."""


def unread_files(root: Path, files: Sequence[Path] | None = None) -> Iterator[tuple[Path, UnreadableError]]:
    """The given files, or those of ``root`` that usually hold a deployment, which cannot be read, each with why.

    Of the files that discovery finds, YAML must be YAML where the name is that of a compose file, or where it holds
    a workload of Kubernetes; templates never need be, and nothing is said of YAML where PyYAML is missing.
    """
    for path in find_files(root) if files is None else files:
        kind = kind_of(path)
        if files is None and (kind is None or not _counts(root, path)):
            continue
        try:
            source = _text(path)
            if _is_yaml(path, discovered=files is None, workload=kind == "kubernetes"):
                _parse(source)
        except MissingLibraryError:
            continue
        except UnreadableError as error:
            yield path, error


def unread_requirements(root: Path) -> Iterator[tuple[Path, UnreadableError]]:
    """The requirements files of ``root`` that cannot be read, each with why."""
    for path in sorted(root.glob("*requirements*.txt")):
        try:
            if path.is_file() and inside(root, path):
                _text(path)
        except UnreadableError as error:  # noqa: PERF203 - one file must not end the others
            yield path, error


def _counts(root: Path, path: Path) -> bool:
    return path.is_file() and inside(root, path) is not None and _ASIDE.isdisjoint(path.relative_to(root).parts)


def _text(path: Path) -> Source:
    """The file as text; raises UnreadableError."""
    source = read(path, shown_name(path))
    reason = foreign(source.data)
    if reason and source.encoding != UTF16:
        raise UnreadableError(reason, source.name)
    _ = source.text
    return source


def _is_yaml(path: Path, *, discovered: bool, workload: bool) -> bool:
    if path.suffix not in (".yml", ".yaml"):
        return False
    return not discovered or workload or _COMPOSE.fullmatch(path.name) is not None


def _parse(source: Source) -> None:
    from connlint.sources.yaml_positions import read_yaml

    if not _FILLED_IN.search(source.text):
        read_yaml(source)
