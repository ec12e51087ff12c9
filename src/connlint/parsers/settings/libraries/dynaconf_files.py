"""dynaconf: the settings files of a project, in the order in which they are loaded."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from connlint.parsers.settings.libraries import env_files, json_files, toml_files, yaml_files
from connlint.parsers.settings.libraries.file_texts import Text
from connlint.parsers.settings.values import NotKnown, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from connlint.parsers.settings.call import Call

EXTENSIONS = ("toml", "tml", "yaml", "yml", "ini", "conf", "properties", "json")
DEFAULTS = (*(f"settings.{one}" for one in EXTENSIONS), *(f".secrets.{one}" for one in EXTENSIONS))
"""What DjangoDynaconf looks for; files of Python are left out: the settings module is one of them."""

ORDER = (("yaml", "yml"), ("toml", "tml"), ("ini", "conf", "properties"), ("json",))


def find(call: Call, name: str, start: str) -> str:
    """A file by name: in ``start`` and its parents within the project, and in ``config`` of each."""
    if name.startswith("/"):
        return name if env_files.is_file(call, name) else ""
    for directory in (*env_files.upwards(call, start), str(call.rt.files.root)):
        for place in (directory, os.path.join(directory, "config")):  # noqa: PTH118 - paths of the program are text
            path = os.path.join(place, name)  # noqa: PTH118
            if env_files.is_file(call, path):
                return path
    return ""


def found(call: Call, names: Iterable[str], start: str) -> Iterator[str]:
    """The files that exist, then their ``.local`` variants that exist."""
    paths = [path for path in (find(call, name, start) for name in names) if path]
    yield from paths
    for path in paths:
        stem, _, extension = path.rpartition(".")
        local = f"{stem}.local.{extension}"
        if ".local." not in path and env_files.is_file(call, local):
            yield local


def read(call: Call, path: str) -> Val:
    """The content of a settings file."""
    extension = path.rpartition(".")[2]
    text = env_files.text_of(call, path)
    if text is None or extension not in EXTENSIONS or extension in ORDER[2]:
        raise NotKnown(Unknown(f"connlint does not read .{extension} files of dynaconf"))
    source = Text(text, Val(text, "file", call.at), path)
    if extension in ORDER[0]:
        return yaml_files.parse(call, source, core=True)
    return toml_files.parse(call, source) if extension in ORDER[1] else json_files.parse(call, source)
