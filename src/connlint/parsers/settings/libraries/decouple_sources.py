"""python-decouple: where its values come from besides the environment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.libraries import env_files
from connlint.parsers.settings.libraries.common import refuse
from connlint.parsers.settings.libraries.semantics.decouple_file import ini_line, ini_value, parse_env
from connlint.parsers.settings.libraries.semantics.refused import Refused
from connlint.parsers.settings.values import NativeObject, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call


class Repository(NativeObject):
    """``RepositoryEmpty``, and the base of the others."""

    type_name = "Repository"

    def find(self, call: Call, name: str) -> Val | None:
        """The value of an option, None when the repository has none."""
        return None

    def item(self, call: Call, key: Val) -> Val:
        """``repository["NAME"]``."""
        name = call.plain(key)
        return self.find(call, name) or call.fail(KeyError, name)


class Env(Repository):
    """``RepositoryEnv``: a .env file."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.found = {one.name: one for one in parse_env(text)}

    def find(self, call: Call, name: str) -> Val | None:
        """The last line that sets the name."""
        one = self.found.get(name)
        return None if one is None else env_files.variable(call, self.path, one, one.value or "")


class Ini(Repository):
    """``RepositoryIni``: the section [settings] of an ini file."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    def find(self, call: Call, name: str) -> Val | None:
        """The option, interpolated."""
        try:
            value = ini_value(self.text, name)
        except Refused as refused:
            refuse(call, refused)
        if value is None:
            return None
        line = ini_line(self.text, name)
        length = len(self.text.splitlines()[line - 1]) if line else 0
        place = call.rt.place_in(self.path, line or 1, 1, length + 1)
        return Val(value, f"ini file {call.rt.reported(self.path)}", place)


def env_repository(call: Call, path: str) -> Repository:
    """The repository of a .env file."""
    return Env(path, env_files.text_of(call, path) or "")


def ini_repository(call: Call, path: str) -> Repository:
    """The repository of a settings.ini; raises in the program when it cannot be parsed."""
    made = Ini(path, env_files.text_of(call, path) or "")
    made.find(call, "connlint-probe")
    return made
