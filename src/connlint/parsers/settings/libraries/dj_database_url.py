"""dj_database_url: ``config`` and ``parse``, key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.libraries.common import argument, given, refuse, unknown_part, variable_of
from connlint.parsers.settings.libraries.semantics.database_url import BACKENDS, is_bare, parse_url
from connlint.parsers.settings.libraries.semantics.refused import Refused
from connlint.parsers.settings.values import DictObj, Native, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call

ALWAYS = {"CONN_MAX_AGE": 0, "CONN_HEALTH_CHECKS": False, "DISABLE_SERVER_SIDE_CURSORS": False}
"""The keys that the library always writes, with the default of the keyword of the same name."""

PARTS = ("ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME")
KEYWORDS = (
    "engine",
    "conn_max_age",
    "conn_health_checks",
    "disable_server_side_cursors",
    "ssl_require",
    "test_options",
)


class ParseError(ValueError):
    """dj_database_url.ParseError."""


class UnknownSchemeError(ValueError):
    """dj_database_url.UnknownSchemeError."""


EXCEPTIONS = {"ParseError": ParseError, "UnknownSchemeError": UnknownSchemeError}


def parse(call: Call) -> Val:
    """``parse(url, engine=None, conn_max_age=0, ...)``."""
    url, *keywords = call.bind("url", *KEYWORDS, required=1)
    return from_url(call, call.force(url), dict(zip(KEYWORDS, keywords, strict=True)))


def config(call: Call) -> Val:
    """``config(env="DATABASE_URL", default=None, engine=None, conn_max_age=0, ...)``."""
    env, default, *values = call.bind("env", "default", *KEYWORDS)
    name = call.plain(env, "DATABASE_URL")
    keywords = dict(zip(KEYWORDS, values, strict=True))
    found = call.env(name)
    if found is not None:
        return from_url(call, found, keywords) if found.raw != "" else call.value({}, found.how, found)
    default = MISSING if default is MISSING else call.force(default)
    if default is not MISSING and default.raw is not None:
        return _from_default(call, call.default(name, default), keywords)
    unset = call.force(call.unset(name))
    return from_url(call, unset, keywords) if isinstance(unset.raw, Unknown) else call.value({}, unset.how, unset)


def _from_default(call: Call, url: Val, keywords: dict[str, Val]) -> Val:
    if not isinstance(url.raw, Unknown) and not call.truth(url):
        return call.value({}, url.how, url)
    return from_url(call, url, keywords)


def from_url(call: Call, url: Val, keywords: dict[str, Val], errors: Any = EXCEPTIONS) -> Val:
    """The entry for a URL that need not be known, with keywords as Vals (MISSING where not given).

    ``errors`` are the classes that the program sees where the library refuses the URL.
    """
    if isinstance(url.raw, Unknown):
        items = _unknown_parts(call, url)
    else:
        try:
            items = _known_parts(call, url)
        except Refused as refused:
            refuse(call, refused, errors)
        if is_bare(url.raw):
            return Val(DictObj(items), _how(call, url), call.at, (url,))
    _apply(call, items, keywords)
    return Val(DictObj(items), _how(call, url), call.at, (url,))


def _how(call: Call, url: Val) -> str:
    return f"{variable_of(url) or 'URL'} through {call.name}"


def _known_parts(call: Call, url: Val) -> dict[str, Val]:
    text = url.raw if isinstance(url.raw, str) else call.plain(url)
    if not isinstance(text, str):
        raise Refused("UnknownSchemeError", "the URL is not text")
    registered = call.rt.store.get("dj_database_url", {})
    entry = parse_url(text, registered)
    table: dict[str, Val] = call.value(entry, _how(call, url), url).raw.items
    return table


def _unknown_parts(call: Call, url: Val) -> dict[str, Val]:
    unknown: Unknown = url.raw
    items = {name: unknown_part(call, url, unknown, name) for name in PARTS}
    options = DictObj({}, open=Unknown(unknown.reason, unknown.missing))
    items["OPTIONS"] = Val(options, "unknown", call.at, (url,))
    return items


def _apply(call: Call, items: dict[str, Val], keywords: dict[str, Val]) -> None:
    options = items["OPTIONS"].raw
    ssl_require = keywords["ssl_require"]
    if given(ssl_require) and call.truth(ssl_require):
        options.items["sslmode"] = Val(
            "require", f"argument ssl_require of {call.name}", ssl_require.at or call.at, (ssl_require,)
        )
    if not options.items and options.open is None:
        del items["OPTIONS"]
    for name, default in ALWAYS.items():
        val = keywords[name.lower()]
        if given(val):
            items[name] = argument(call, val, name.lower())
        else:
            items[name] = call.value(default, f"default of {name.lower()} in {call.name}")
    _apply_truthy(call, items, keywords)


def _apply_truthy(call: Call, items: dict[str, Val], keywords: dict[str, Val]) -> None:
    for name, key in (("engine", "ENGINE"), ("test_options", "TEST")):
        val = keywords[name]
        if given(val) and (isinstance(val.raw, Unknown) or call.truth(val)):
            items[key] = argument(call, val, name)


def register(call: Call) -> Val:
    """``register(scheme, backend)``: a scheme of the project's own; also the decorator that it returns."""
    scheme, backend = call.bind("scheme", "backend", required=2)
    call.rt.store.setdefault("dj_database_url", {})[call.plain(scheme)] = call.plain(backend)
    return Val(Native("dj_database_url.register", lambda inner: inner.args[0]), "native", call.at)


MEMBERS = {
    "dj_database_url": {
        "config": Native("dj_database_url.config", config, lazy=True),
        "parse": Native("dj_database_url.parse", parse, lazy=True),
        "register": register,
        "DEFAULT_ENV": "DATABASE_URL",
        "SCHEMES": BACKENDS,
        **EXCEPTIONS,
    }
}
