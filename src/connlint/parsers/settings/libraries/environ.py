"""django-environ: ``environ.Env``, ``environ.FileAwareEnv``, ``environ.Path``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.exceptions import ImproperlyConfigured
from connlint.parsers.settings.libraries import casts, env_files
from connlint.parsers.settings.libraries.common import refuse, variable_of
from connlint.parsers.settings.libraries.environ_env import EXCEPTIONS, EnvObject
from connlint.parsers.settings.libraries.environ_path import made as path_made
from connlint.parsers.settings.libraries.environ_path import text_of
from connlint.parsers.settings.libraries.environ_urls import database_value
from connlint.parsers.settings.libraries.other_urls import cache_entry, email_settings
from connlint.parsers.settings.libraries.semantics.environ_cast import TRUE, parse_value
from connlint.parsers.settings.libraries.semantics.environ_file import parse_file
from connlint.parsers.settings.libraries.semantics.environ_url import BACKENDS
from connlint.parsers.settings.libraries.semantics.refused import Refused
from connlint.parsers.settings.values import ClassObj, FunctionObj, Native, NativeClass, NotKnown, Unknown, Val, Wrapped

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.call import Call

CONSTANTS: dict[str, Any] = {
    "DB_SCHEMES": BACKENDS,
    "BOOLEAN_TRUE_STRINGS": TRUE,
    "DEFAULT_DATABASE_ENV": "DATABASE_URL",
}


def plain_look_up(call: Call, name: str) -> Val | None:
    """A variable of the environment."""
    return call.env(name)


def file_look_up(call: Call, name: str) -> Val | None:
    """A variable, or the text of the file that NAME_FILE names."""
    named = call.env(f"{name}_FILE")
    if named is None or named.raw == "":
        return call.env(name)
    path = call.plain(named)
    try:
        text = call.read_text(path)
    except NotKnown:
        reason = f"environment variable {name}_FILE names a file that connlint does not read"
        return Val(Unknown(reason, f"{name}_FILE", "str"), "unknown", call.at, (named,))
    return Val(text, f"file that {name}_FILE names", call.at, (named,))


def read_env(call: Call) -> Val:
    """``Env.read_env(env_file=None, overwrite=False, parse_comments=False, encoding="utf8", **overrides)``."""
    names = ("env_file", "overwrite", "parse_comments", "encoding")
    arguments = dict(zip(names, call.args, strict=False))
    arguments.update({name: val for name, val in call.keywords.items() if name in names})
    overwrite = bool(call.plain(arguments.get("overwrite", MISSING), default=False))
    comments = bool(call.plain(arguments.get("parse_comments", MISSING), default=False))
    path = _path(call, arguments.get("env_file", MISSING))
    text = env_files.text_of(call, path)
    found = [] if text is None else list(parse_file(text, comments=comments))
    assigned = {one.name for one in found}
    for name, val in call.keywords.items():
        if name not in names and name not in assigned:
            shown = Val(str(call.plain(val)), f"argument of {call.name}", val.at, (val,))
            call.rt.environ.set(name, shown, override=overwrite)
    env_files.load(call, path, found, override=overwrite)
    return call.value(None)


def _path(call: Call, val: Val) -> str:
    if val is MISSING or val.raw is None:
        return os.path.join(env_files.caller_directory(call), ".env")  # noqa: PTH118
    return text_of(call, val)


def _parse_value(call: Call) -> Val:
    value, cast = call.bind("value", "cast", required=2)
    try:
        return call.value(parse_value(call.plain(value), casts.python_cast(call, cast)), "", value)
    except Refused as refused:
        refuse(call, refused, EXCEPTIONS)


class EnvClass(NativeClass):
    """``environ.Env``; its constants can be changed by the program, so they live in the run."""

    def __init__(self, name: str, find: Callable[[Call, str], Val | None]) -> None:
        self.name = name
        self.find = find

    def constants(self, call: Call, cls: Any = None) -> dict[str, Val]:
        """The class attributes: the library's, and those of a class of the project."""
        held = call.rt.store.setdefault("environ", {})
        if not held:
            held.update({name: call.value(value, "django-environ") for name, value in CONSTANTS.items()})
            held["NOTSET"] = MISSING
            held.update({name: self._method(call, name) for name in (*CLASS_METHODS, "db_url_config")})
        own = {name: val for base in reversed(_line(cls)) for name, val in base.members.items()}
        return {**held, **own}

    def made(self, call: Call, cls: ClassObj | None) -> Val | None:
        """``Env(DEBUG=(bool, False), ...)``."""
        if _has_methods(cls):
            return call.unknown("a subclass of environ.Env with methods of its own")
        return Val(EnvObject(dict(call.keywords), self.find, self.constants(call, cls)), "native", call.at)

    def class_member(self, call: Call, name: str) -> Val | None:
        """Class methods and constants."""
        return self.constants(call).get(name)

    def attribute(self, call: Call, name: str) -> Val | None:
        """``environ.Env.read_env``."""
        return self.class_member(call, name)

    def _method(self, call: Call, name: str) -> Val:
        function = CLASS_METHODS.get(name, self._db_url_config)
        return Val(Native(f"environ.{self.name}.{name}", function), "native", call.at)

    def _db_url_config(self, call: Call) -> Val:
        url, engine = call.bind("url", "engine", required=1)
        return database_value(call, url, engine, variable_of(url), self.constants(call)["DB_SCHEMES"])


def _line(cls: Any) -> list[ClassObj]:
    """The classes of the project among the bases of ``cls``, itself first."""
    return [base for base in cls.mro if isinstance(base, ClassObj)] if isinstance(cls, ClassObj) else []


def _has_methods(cls: Any) -> bool:
    return any(isinstance(val.raw, (FunctionObj, Wrapped)) for base in _line(cls) for val in base.members.values())


CLASS_METHODS: dict[str, Callable[[Call], Val]] = {
    "read_env": read_env,
    "parse_value": _parse_value,
    "cache_url_config": cache_entry,
    "email_url_config": email_settings,
}

MEMBERS = {
    "environ": {
        "Env": EnvClass("Env", plain_look_up),
        "FileAwareEnv": EnvClass("FileAwareEnv", file_look_up),
        "Path": path_made,
        "ImproperlyConfigured": ImproperlyConfigured,
    },
}
MEMBERS["environ.environ"] = MEMBERS["environ"]
MEMBERS["environ.compat"] = {"ImproperlyConfigured": ImproperlyConfigured}
