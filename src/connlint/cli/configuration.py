"""The configuration file: [tool.connlint] of pyproject.toml, or connlint.toml; the nearest one, whole."""

from __future__ import annotations

import sys
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from connlint.lint.inputs import shown
from connlint.models.plain import Plain
from connlint.sources.errors import UnreadableError
from connlint.sources.text import Source, read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from connlint.models.place import Place

_LOCATED = 25
"""Directories that are looked at, upwards."""
_NONE: Mapping[str, Any] = MappingProxyType({})


class Configuration(Plain):
    """What a file says: ``options`` by the names of click's parameters, the rest by its own.

    ``environment`` holds variables, ``profiles`` and ``ranges`` the tables of these names; ``places`` tells
    where the options that name rules stand.
    """

    file: str = ""
    options: Mapping[str, Any] = _NONE
    environment: Mapping[str, str] = _NONE
    env_files: tuple[str, ...] = ()
    profiles: Mapping[str, Mapping[str, Any]] = _NONE
    ranges: Mapping[str, tuple[float, float]] = _NONE
    declared: Mapping[str, Any] = _NONE
    rules: tuple[str, ...] = ()
    places: Mapping[str, Place] = _NONE


def load(chosen: str, paths: Sequence[str]) -> Configuration:
    """The chosen file, or the nearest above the first path; raises UnreadableError for one that is wrong."""
    if chosen:
        source = read(Path(chosen), shown(Path(chosen)))
        table = _table(source)
        if table is None:
            raise UnreadableError("has no [tool.connlint] table", source.name)
        return _checked(table, source)
    for file in _nearest(paths):
        source = read(file, shown(file))
        table = _table(source)
        if table is not None:
            return _checked(table, source)
    return Configuration()


def _checked(table: dict[str, Any], source: Source) -> Configuration:
    from connlint.cli.tables import configuration_of

    return configuration_of(table, source)


def _nearest(paths: Sequence[str]) -> list[Path]:
    """The configuration files from the first path upwards, as far as the repository goes."""
    first = Path(next((path for path in paths if path != "-"), ".")).absolute()
    found: list[Path] = []
    for directory in (first, *first.parents)[:_LOCATED]:
        both = (directory / name for name in ("connlint.toml", "pyproject.toml"))
        found.extend(file for file in both if file.is_file())
        if (directory / ".git").exists():
            break
    return found


def _table(source: Source) -> dict[str, Any] | None:
    """The table of options; None when the file has none. A file that does not speak of connlint is not parsed."""
    whole = source.path.name != "pyproject.toml"
    if not whole and b"tool.connlint" not in source.data and b"connlint]" not in source.data:
        return None
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    try:
        document = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        raise UnreadableError(f"is not valid TOML: {error}", source.name) from None
    table = document.get("tool", {}).get("connlint")
    if table is None and whole:
        table = document
    if table is not None and not isinstance(table, dict):
        raise UnreadableError("tool.connlint must be a table", source.name)
    return table
