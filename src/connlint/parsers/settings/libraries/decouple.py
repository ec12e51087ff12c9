"""python-decouple: ``config``, ``AutoConfig``, ``Config``, repositories, ``Csv``, ``Choices``."""

from __future__ import annotations

import os
import string
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.libraries import casts, env_files
from connlint.parsers.settings.libraries.common import refuse, same_unknown
from connlint.parsers.settings.libraries.decouple_sources import Repository, env_repository, ini_repository
from connlint.parsers.settings.libraries.environ_path import text_of
from connlint.parsers.settings.libraries.semantics import decouple_cast
from connlint.parsers.settings.libraries.semantics.refused import Refused
from connlint.parsers.settings.values import NativeObject, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call

SUPPORTED = (("settings.ini", ini_repository), (".env", env_repository))


class UndefinedValueError(Exception):
    """decouple.UndefinedValueError."""


def look_up(call: Call, repository: Repository) -> Val:
    """``Config.get(option, default=undefined, cast=undefined)``; the default is cast as well."""
    option, default, cast = call.bind("option", "default", "cast", required=1)
    name = call.plain(option)
    found = call.env(name)
    if found is None:
        found = repository.find(call, name)
    if found is None and default is not MISSING:
        found = call.default(name, default)
    if found is None:
        message = f"{name} not found. Declare it as envvar or define a default value."
        found = call.require_env(name, UndefinedValueError, message)
    return found if cast is MISSING else cast_value(call, found, cast)


def cast_value(call: Call, val: Val, cast: Val) -> Val:
    """The value through the cast that was passed; bool means decouple's own words for truth."""
    val = call.force(val)
    if isinstance(cast.raw, Unknown):
        return same_unknown(call, cast.raw, "", val, cast)
    if cast.raw is not bool:
        if isinstance(val.raw, Unknown) and isinstance(cast.raw, type):
            return same_unknown(call, val.raw, casts.kind_of(cast.raw), val)
        made = call.invoke(cast, val)
        return Val(made.raw, val.how, call.at, (val,)) if made.how in ("computed", "native") else made
    if isinstance(val.raw, Unknown):
        return same_unknown(call, val.raw, "bool", val)
    try:
        return call.value(decouple_cast.boolean(call.plain(val)), "", val)
    except Refused as refused:
        refuse(call, refused)


class ConfigObject(NativeObject):
    """``Config(repository)``."""

    type_name = "Config"

    def __init__(self, repository: Repository) -> None:
        self.repository = repository

    def call(self, call: Call) -> Val:
        """``config("NAME", default=..., cast=...)``."""
        return look_up(call, self.repository)

    m_get = call


class AutoConfigObject(NativeObject):
    """``AutoConfig(search_path=None)``: it keeps the file that its first call finds."""

    type_name = "AutoConfig"

    def __init__(self, search_path: str | None) -> None:
        self.search_path = search_path

    def call(self, call: Call) -> Val:
        """``config("NAME", default=..., cast=...)``."""
        held: dict[Any, Repository] = call.rt.store.setdefault("decouple", {})
        if self not in held:
            held[self] = self._load(call)
        return look_up(call, held[self])

    def _load(self, call: Call) -> Repository:
        start = self.search_path or env_files.caller_directory(call)
        for directory in env_files.upwards(call, start):
            for name, repository in SUPPORTED:
                path = os.path.join(directory, name)  # noqa: PTH118 - paths of the program are text
                if env_files.is_file(call, path):
                    return repository(call, path)
        return Repository()


class CsvObject(NativeObject):
    """``Csv(cast=str, delimiter=",", strip=whitespace, post_process=list)``."""

    type_name = "Csv"

    def __init__(self, arguments: list[Val]) -> None:
        self.arguments = arguments

    def call(self, call: Call) -> Val:
        """The parts of the text."""
        (value,) = call.bind("value", required=1)
        if isinstance(value.raw, Unknown):
            return same_unknown(call, value.raw, "list", value)
        cast, delimiter, strip, post_process = self.arguments
        finish = casts.python_cast(call, post_process) or list
        if value.raw is None:
            return call.value([]) if post_process is MISSING else call.invoke(post_process)
        text = call.plain(value)
        if not isinstance(text, str):
            call.fail(AttributeError, "Csv() takes text")
        try:
            parts = decouple_cast.csv(
                text,
                casts.python_cast(call, cast) or str,
                call.plain(delimiter, ","),
                call.plain(strip, string.whitespace),
                finish if isinstance(finish, type) else list,
            )
        except Refused as refused:
            refuse(call, refused)
        made = call.value(parts, "", value)
        return made if isinstance(finish, type) else finish(made)


class ChoicesObject(NativeObject):
    """``Choices(flat=None, cast=str, choices=None)``."""

    type_name = "Choices"

    def __init__(self, arguments: list[Val]) -> None:
        self.arguments = arguments

    def call(self, call: Call) -> Val:
        """The cast value when it is one of the choices."""
        (value,) = call.bind("value", required=1)
        flat, cast, pairs = self.arguments
        if isinstance(value.raw, Unknown):
            return same_unknown(call, value.raw, "", value)
        made = (
            value
            if cast is MISSING and isinstance(value.raw, str)
            else call.invoke(Val(str) if cast is MISSING else cast, value)
        )
        valid = [*call.plain(flat, []), *(pair[0] for pair in call.plain(pairs, []))]
        if call.plain(made) not in valid:
            call.fail(ValueError, "the value is not one of the choices")
        return made


def _auto_config(call: Call) -> Val:
    (search_path,) = call.bind("search_path")
    path = None if search_path is MISSING or search_path.raw is None else text_of(call, search_path)
    return Val(AutoConfigObject(path), "native", call.at)


def _config(call: Call) -> Val:
    (repository,) = call.bind("repository", required=1)
    if not isinstance(repository.raw, Repository):
        raise NotKnown(Unknown("a repository of settings that connlint does not know"))
    return Val(ConfigObject(repository.raw), "native", call.at)


def _repository(read: Any) -> Any:
    def function(call: Call) -> Val:
        source, _ = call.bind("source", "encoding", required=1)
        path = text_of(call, source)
        if not call.exists(path):
            call.fail(FileNotFoundError, "No such file or directory")
        return Val(read(call, path), "native", call.at)

    return function


MEMBERS = {
    "decouple": {
        "config": AutoConfigObject(None),
        "AutoConfig": _auto_config,
        "Config": _config,
        "RepositoryEnv": _repository(env_repository),
        "RepositoryIni": _repository(ini_repository),
        "RepositoryEmpty": lambda call: Val(Repository(), "native", call.at),
        "Csv": lambda call: Val(CsvObject(call.bind("cast", "delimiter", "strip", "post_process")), "native", call.at),
        "Choices": lambda call: Val(ChoicesObject(call.bind("flat", "cast", "choices")), "native", call.at),
        "UndefinedValueError": UndefinedValueError,
        "strtobool": lambda call: cast_value(call, call.args[0], Val(bool)),
    }
}
