"""environ: an ``Env`` object and what its methods return."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.exceptions import ImproperlyConfigured
from connlint.parsers.settings.libraries import casts
from connlint.parsers.settings.libraries.common import given, refuse, same_unknown, variable_of
from connlint.parsers.settings.libraries.environ_urls import database_value
from connlint.parsers.settings.libraries.other_urls import cache_entry, email_settings, search_entry
from connlint.parsers.settings.libraries.semantics.environ_value import Reader
from connlint.parsers.settings.libraries.semantics.refused import Refused
from connlint.parsers.settings.values import NativeObject, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At

EXCEPTIONS = {"ImproperlyConfigured": ImproperlyConfigured}
SETTINGS = ("prefix", "smart_cast", "escape_proxy", "warn_on_default")


class EnvObject(NativeObject):
    """``environ.Env(...)``: ``scheme`` holds the declared variables, ``find`` looks one up."""

    type_name = "Env"

    def __init__(
        self, scheme: dict[str, Val], find: Callable[[Call, str], Val | None], constants: dict[str, Val]
    ) -> None:
        self.scheme = scheme
        self.find = find
        self.constants = constants
        self.settings: dict[str, Val] = {}

    def attribute(self, call: Call, name: str) -> Val | None:
        """A setting of the reader, a class attribute, or a method."""
        if name in SETTINGS:
            plain = {"prefix": "", "smart_cast": True, "escape_proxy": False, "warn_on_default": False}
            return self.settings.get(name) or call.value(plain[name], "native")
        return self.constants.get(name) or super().attribute(call, name)

    def set_attribute(self, name: str, val: Val) -> None:
        """``env.prefix = "APP_"``."""
        self.settings[name] = val

    def contains(self, rt: Runtime, item: Val, at: At) -> Val:
        """``"NAME" in env``."""
        found: Val = rt.environ.has(rt.plain(item), at)
        return found

    def call(self, call: Call) -> Val:
        """``env("NAME", cast=None, default=NOTSET, parse_default=False)``."""
        var, cast, default, parse_default = call.bind("var", "cast", "default", "parse_default", required=1)
        return self.look_up(call, var, cast, default, parse_default=bool(call.plain(parse_default, default=False)))

    m_get_value = call

    def look_up(
        self, call: Call, var: Val, cast: Any, default: Val, *, parse_default: bool = False, kind: str = ""
    ) -> Val:
        """The value of a variable, or the default as the very Val that was passed."""
        asked: list[Val] = []
        fallback = casts.Default.of(call, default)
        chosen: Any = None
        try:
            chosen = casts.python_cast(call, cast) if isinstance(cast, Val) else cast
            reader = self._reader(call, asked, fallback)
            chosen = chosen or self._declared_cast(call, var)
            result = reader.value(call.plain(var), chosen, fallback.plain, parse_default=parse_default)
        except NotKnown as not_known:
            if asked and isinstance(asked[-1].raw, Unknown) and callable(chosen) and not isinstance(chosen, type):
                return chosen(asked[-1]) if len(asked) == 1 else same_unknown(call, not_known.unknown, kind, *asked)
            return same_unknown(call, not_known.unknown, kind or casts.kind_of(chosen), *asked)
        except Refused as refused:
            refuse(call, refused, EXCEPTIONS)
        return self._given_back(call, var, result, fallback, asked)

    def _given_back(self, call: Call, var: Val, result: Any, fallback: casts.Default, asked: list[Val]) -> Val:
        if isinstance(result, Val):
            return result
        if fallback.is_it(result) and not asked:
            return call.default(self._full(call, var), fallback.val)
        if fallback.is_it(result) and fallback.opaque:
            return fallback.val
        return call.value(result, asked[0].how if asked else "", *asked)

    def _declared_cast(self, call: Call, var: Val) -> Any:
        """The cast of the schema; it also stands for the kind of a value that is not known."""
        val = self.scheme.get(self._full(call, var))
        if val is None:
            return None
        pair = isinstance(val.raw, tuple) and len(val.raw) == 2  # noqa: PLR2004 - a cast and a default
        return casts.python_cast(call, val.raw[0] if pair else val)

    def _full(self, call: Call, var: Val) -> str:
        return f"{self._setting(call, 'prefix', '')}{call.plain(var)}"

    def _setting(self, call: Call, name: str, default: Any) -> Any:
        return call.plain(self.settings.get(name, MISSING), default)

    def _reader(self, call: Call, asked: list[Val], fallback: casts.Default) -> Reader:
        def get(name: str) -> Any:
            found = self.find(call, name)
            return None if found is None else heard(found)

        def required(name: str) -> Any:
            return heard(call.require_env(name, ImproperlyConfigured, f"Set the {name} environment variable"))

        def heard(found: Val) -> Any:
            asked.append(found)
            return call.plain(found)

        true = self.constants.get("BOOLEAN_TRUE_STRINGS")
        options: dict[str, Any] = {} if true is None else {"true": tuple(call.plain(true))}
        return Reader(
            scheme=casts.Scheme(call, self.scheme, fallback),
            get=get,
            required=required,
            prefix=self._setting(call, "prefix", ""),
            smart_cast=self._setting(call, "smart_cast", default=True),
            escape_proxy=self._setting(call, "escape_proxy", default=False),
            **options,
        )

    def _typed(self, call: Call, cast: Any, *extra: str, parse_default: bool = False) -> tuple[Val, list[Val]]:
        var, default, *rest = call.bind("var", "default", *extra, required=1)
        return self.look_up(call, var, cast, default, parse_default=parse_default), rest

    def m_str(self, call: Call) -> Val:
        """``env.str(var, default, multiline, choices)``."""
        val, (multiline, _) = self._typed(call, str, "multiline", "choices")
        if given(multiline) and call.truth(multiline):
            return call.value(re.sub(r"(\\r)?\\n", r"\n", call.plain(val)), val.how, val)
        return val

    def m_bytes(self, call: Call) -> Val:
        """``env.bytes(var, default, encoding)``."""
        val, (encoding,) = self._typed(call, str, "encoding")
        plain = call.plain(val)
        return call.value(plain.encode(call.plain(encoding, "utf8")), val.how, val) if isinstance(plain, str) else val

    def m_bool(self, call: Call) -> Val:
        """``env.bool(var, default)``."""
        return self._typed(call, bool)[0]

    def m_int(self, call: Call) -> Val:
        """``env.int(var, default)``."""
        return self._typed(call, int)[0]

    def m_float(self, call: Call) -> Val:
        """``env.float(var, default)``."""
        return self._typed(call, float)[0]

    def m_json(self, call: Call) -> Val:
        """``env.json(var, default)``."""
        from json import loads

        def parse(text: Any) -> Any:
            return same_unknown(call, text.raw, "", text) if isinstance(text, Val) else loads(text)

        return self._typed(call, parse)[0]

    def m_list(self, call: Call) -> Val:
        """``env.list(var, cast=None, default=NOTSET)``."""
        return self._listed(call, list, lambda inner: [inner])

    def m_tuple(self, call: Call) -> Val:
        """``env.tuple(var, cast=None, default=NOTSET)``."""
        return self._listed(call, tuple, lambda inner: (inner,))

    def _listed(self, call: Call, plain: type, around: Callable[[Any], Any]) -> Val:
        var, cast, default = call.bind("var", "cast", "default", required=1)
        inner = casts.python_cast(call, cast) if given(cast) else None
        return self.look_up(call, var, around(inner) if inner else plain, default, kind=plain.__name__)

    def m_dict(self, call: Call) -> Val:
        """``env.dict(var, cast=dict, default=NOTSET)``."""
        var, cast, default = call.bind("var", "cast", "default", required=1)
        return self.look_up(call, var, cast if given(cast) else dict, default, kind="dict")

    def m_url(self, call: Call) -> Val:
        """``env.url(var, default)``: a ParseResult."""
        from connlint.parsers.settings.libraries.url_parts import parsed

        def urlparse(text: Any) -> Val:
            return parsed(call, text if isinstance(text, Val) else call.value(text))

        return self._typed(call, urlparse, parse_default=True)[0]

    def m_path(self, call: Call) -> Val:
        """``env.path(var, default, **kwargs)``: an environ.Path."""
        from connlint.parsers.settings.libraries.environ_path import PathObject

        var, default, *_ = call.bind("var", "default", "required", "is_file", required=1)
        val = self.look_up(call, var, None, default)
        if isinstance(val.raw, PathObject):
            return val
        return Val(PathObject.start(call.plain(val)), val.how, call.at, (val,))

    def m_db_url(self, call: Call) -> Val:
        """``env.db_url(var="DATABASE_URL", default, engine)``."""
        var, default, engine = call.bind("var", "default", "engine")
        url = self.look_up(call, call.value("DATABASE_URL") if var is MISSING else var, None, default, kind="str")
        return database_value(call, url, engine, variable_of(url), self.constants.get("DB_SCHEMES"))

    m_db = m_db_url

    def m_cache_url(self, call: Call) -> Val:
        """``env.cache_url(var="CACHE_URL", default, backend)``."""
        return self._other_url(call, "CACHE_URL", cache_entry)

    def m_email_url(self, call: Call) -> Val:
        """``env.email_url(var="EMAIL_URL", default, backend)``."""
        return self._other_url(call, "EMAIL_URL", email_settings)

    def m_search_url(self, call: Call) -> Val:
        """``env.search_url(var="SEARCH_URL", default, engine)``."""
        return self._other_url(call, "SEARCH_URL", search_entry)

    def m_channels_url(self, call: Call) -> Val:
        """``env.channels_url(var="CHANNELS_URL", default, backend)``."""
        return self._other_url(call, "CHANNELS_URL", lambda _: call.unknown("connlint does not read channels URLs"))

    m_cache = m_cache_url
    m_email = m_email_url
    m_search = m_search_url
    m_channels = m_channels_url

    def _other_url(self, call: Call, name: str, read: Callable[[Call], Val]) -> Val:
        var, default, _ = call.bind("var", "default", "engine" if name == "SEARCH_URL" else "backend")
        self.look_up(call, call.value(name) if var is MISSING else var, None, default, kind="str")
        return read(call)
