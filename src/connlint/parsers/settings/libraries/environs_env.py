"""environs: an ``Env`` object and what its methods return."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.libraries import dj_database_url, env_files
from connlint.parsers.settings.libraries.common import refuse, same_unknown
from connlint.parsers.settings.libraries.dotenv import expanded
from connlint.parsers.settings.libraries.environ_path import text_of
from connlint.parsers.settings.libraries.environs_casts import METHODS
from connlint.parsers.settings.libraries.other_urls import cache_entry, email_settings
from connlint.parsers.settings.libraries.semantics.dotenv_file import parse_file
from connlint.parsers.settings.libraries.semantics.environs_expand import look_up
from connlint.parsers.settings.libraries.semantics.refused import Refused
from connlint.parsers.settings.values import Native, NativeObject, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call


class EnvError(ValueError):
    """environs.EnvError."""


class EnvNotSetError(EnvError):
    """environs.EnvNotSetError."""


class EnvValidationError(EnvError):
    """environs.EnvValidationError."""


class EnvSealedError(TypeError, EnvError):
    """environs.EnvSealedError."""


class ParserConflictError(ValueError):
    """environs.ParserConflictError."""


EXCEPTIONS: dict[str, type[BaseException]] = {
    "EnvNotSetError": EnvNotSetError,
    "EnvValidationError": EnvValidationError,
}


class EnvReader(NativeObject):
    """``environs.Env(...)``: ``values`` are those of the .env files that it read, behind the environment."""

    type_name = "Env"

    def __init__(self, options: dict[str, Any]) -> None:
        self.options = options
        self.prefix: str = options.get("prefix") or ""
        self.values: dict[str, Val] = {}
        self.parsers: dict[str, Val] = {}

    def attribute(self, call: Call, name: str) -> Val | None:
        """A typed reader such as ``int``, a method, or a parser that the project added."""
        if name in METHODS:
            return Val(Native(f"env.{name}", lambda inner: self._typed(inner, name)), "native", call.at)
        if name in self.parsers:
            return Val(Native(f"env.{name}", lambda inner: self._added(inner, name)), "native", call.at)
        return super().attribute(call, name)

    def raw(self, call: Call, name: str) -> Val | None:
        """The text of a variable: the environment first, then the .env files."""
        return call.env(name) or self.values.get(name)

    def call(self, call: Call) -> Val:
        """``env("NAME", default)``: the text as it is."""
        return self._typed(call, "str")

    def read(self, call: Call, name: Val, default: Val) -> tuple[Val, bool]:
        """The text (a Val) and whether it is the default instead; raises in the program when there is neither."""
        full = f"{self.prefix}{call.plain(name)}"
        if self.options.get("expand_vars"):
            return self._expanded(call, full, default)
        found = self.raw(call, full)
        if found is not None:
            return found, False
        if default is not MISSING:
            return call.default(full, default), True
        return self._required(call, full), False

    def _required(self, call: Call, full: str) -> Val:
        if self.options.get("eager", True) is False:
            return call.unset(full)
        return call.require_env(full, EnvNotSetError, f'Environment variable "{full}" not set')

    def _expanded(self, call: Call, full: str, default: Val) -> tuple[Val, bool]:
        asked: list[Val] = []
        absent = [full]

        def get(name: str, otherwise: Any) -> Any:
            found = self.raw(call, name)
            if found is None:
                absent.append(name)
                return otherwise
            asked.append(found)
            return call.plain(found)

        try:
            text = look_up(full, ..., get)
        except NotKnown as not_known:
            return same_unknown(call, not_known.unknown, "str", *asked), False
        except Refused as refused:
            refuse(call, refused, EXCEPTIONS)
        if text is not ...:
            return call.value(text, asked[0].how if asked else "", *asked), False
        if default is not MISSING:
            return call.default(full, default), True
        required = self._required(call, absent[-1])
        if absent[-1] == full or not isinstance(required.raw, Unknown):
            return required, False
        return same_unknown(call, required.raw, "str", required), False

    def _typed(self, call: Call, method: str) -> Val:
        name, default, subcast = call.args[0], *_two(call)
        val, is_default = self.read(call, name, default)
        if is_default:
            return val
        val = call.force(val)
        if isinstance(val.raw, Unknown):
            return same_unknown(call, val.raw, METHODS[method].kind, val)
        if val.raw is None:
            return val
        if method == "json" and default is not MISSING and default.raw is None and call.plain(val).strip() == "null":
            return call.value(None, val.how, val)
        try:
            return call.value(METHODS[method].read(call, call.plain(val), subcast), val.how, val)
        except Refused as refused:
            refuse(call, refused, EXCEPTIONS)

    def _added(self, call: Call, method: str) -> Val:
        name, default, _ = call.args[0], *_two(call)
        val, _ = self.read(call, name, default)
        extra = {key: item for key, item in call.keywords.items() if key != "default"}
        return call.invoke(self.parsers[method], val, **extra)

    def m_dj_db_url(self, call: Call) -> Val:
        """``env.dj_db_url("NAME", default, **keywords of dj_database_url.parse)``."""
        name, default, _ = call.args[0], *_two(call)
        val, _ = self.read(call, name, default)
        keywords = {key: call.keywords.get(key, MISSING) for key in dj_database_url.KEYWORDS}
        errors = dict.fromkeys(dj_database_url.EXCEPTIONS, EnvValidationError)
        return dj_database_url.from_url(call, call.force(val), keywords, errors)

    def m_dj_cache_url(self, call: Call) -> Val:
        """``env.dj_cache_url("NAME", default)``."""
        self.read(call, call.args[0], _two(call)[0])
        return cache_entry(call)

    def m_dj_email_url(self, call: Call) -> Val:
        """``env.dj_email_url("NAME", default)``."""
        self.read(call, call.args[0], _two(call)[0])
        return email_settings(call)

    def m_read_env(self, call: Call) -> Val:
        """``env.read_env(path=None, recurse=True, override=False, return_path=False)``; into this object only."""
        path_val, recurse, override, return_path, _ = call.bind(
            "path", "*recurse", "*override", "*return_path", "*verbose"
        )
        path = self._find(call, path_val, recurse=bool(call.plain(recurse, default=True)))
        text = env_files.text_of(call, path) if path else None
        if text is not None:
            wins = bool(call.plain(override, default=False))
            statements = expanded(call, list(parse_file(text)), override=True, interpolate=True)
            for found in env_files.last_of_each(statements):
                if wins or found.name not in self.values:
                    self.values[found.name] = env_files.variable(call, path, found, found.value or "")
        if call.plain(return_path, default=False):
            return call.value(path or None, "computed")
        return call.value(text is not None, "computed")

    def _find(self, call: Call, path_val: Val, *, recurse: bool) -> str:
        start = env_files.caller_directory(call)
        name = ".env"
        if path_val is not MISSING and path_val.raw is not None:
            start, name = os.path.split(text_of(call, path_val))
            start = start or str(call.rt.files.root)
        for directory in env_files.upwards(call, start) if recurse else [start]:
            path = os.path.join(directory, name)  # noqa: PTH118 - paths of the program are text
            if env_files.is_file(call, path):
                return path
        return ""

    def m_prefixed(self, call: Call) -> Val:
        """``with env.prefixed("DB_"):``."""
        (prefix,) = call.bind("prefix", required=1)
        return Val(_Prefixed(self, call.plain(prefix)), "native", call.at)

    def m_seal(self, call: Call) -> Val:
        """``env.seal()``: nothing here is left to validate."""
        return call.value(None)

    def m_add_parser(self, call: Call) -> Val:
        """``env.add_parser("name", function)``."""
        name, function = call.bind("name", "func", required=2)
        self._add(call, call.plain(name), function)
        return call.value(None)

    def _add(self, call: Call, name: str, function: Val) -> None:
        if name in self.parsers or hasattr(self, f"m_{name}") or name in METHODS:
            call.fail(ParserConflictError, "the reader has a method or parser of this name")
        self.parsers[name] = function

    def m_parser_for(self, call: Call) -> Val:
        """``@env.parser_for("name")``."""
        (name,) = call.bind("name", required=1)

        def decorate(inner: Call) -> Val:
            self._add(inner, inner.plain(name), inner.args[0])
            return inner.args[0]

        return Val(Native("env.parser_for", decorate), "native", call.at)


class FileReader(EnvReader):
    """``environs.FileAwareEnv(...)``: NAME_FILE names a file that holds the text."""

    def raw(self, call: Call, name: str) -> Val | None:
        """The text of the file, or that of the variable."""
        named = super().raw(call, f"{name}{self.options.get('file_suffix') or '_FILE'}")
        if named is None or named.raw == "":
            return super().raw(call, name)
        path = call.plain(named)
        if not env_files.is_file(call, path):
            raise NotKnown(Unknown(f"the variable {name} is in a file that connlint does not read", name))
        text = call.read_text(path)
        return call.value(text.strip() if self.options.get("strip_whitespace") else text, named.how, named)


class _Prefixed(NativeObject):
    """The context manager of ``env.prefixed``."""

    type_name = "prefixed"

    def __init__(self, reader: EnvReader, prefix: str) -> None:
        self.reader = reader
        self.prefix = prefix

    def m___enter__(self, call: Call) -> Val:
        """Add the prefix."""
        self.reader.prefix += self.prefix
        return Val(self.reader, "native", call.at)

    def m___exit__(self, call: Call) -> Val:
        """Take it away."""
        self.reader.prefix = self.reader.prefix.removesuffix(self.prefix)
        return call.value(None)


def _two(call: Call) -> tuple[Val, Val]:
    """``default`` and ``subcast``, positional or named."""
    positional = [*call.args[1:3], MISSING, MISSING]
    return call.keywords.get("default", positional[0]), call.keywords.get("subcast", positional[1])
