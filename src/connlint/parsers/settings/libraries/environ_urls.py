"""environ: dictionaries made of database, e-mail and cache URLs, key by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.exceptions import ImproperlyConfigured
from connlint.parsers.settings.libraries.common import argument, refuse, unknown_part
from connlint.parsers.settings.libraries.semantics.environ_url import database_config
from connlint.parsers.settings.libraries.semantics.refused import Refused
from connlint.parsers.settings.values import DictObj, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call

PARTS = ("NAME", "USER", "PASSWORD", "HOST", "PORT", "ENGINE")
EMAIL = (
    *("EMAIL_FILE_PATH", "EMAIL_HOST_USER", "EMAIL_HOST_PASSWORD", "EMAIL_HOST", "EMAIL_PORT", "EMAIL_BACKEND"),
    *("EMAIL_USE_TLS", "EMAIL_USE_SSL", "OPTIONS"),
)
"""Every key that an e-mail URL can give."""


def database_value(call: Call, url: Val, engine: Val, variable: str, schemes: Val | None) -> Val:
    """The entry for a database URL; of an unknown one every key can be set, by its query too."""
    how = f"{variable or 'URL'} through {call.name}"
    if isinstance(url.raw, Unknown):
        return _unknown_database(call, url, url.raw, engine, how)
    if hasattr(url.raw, "plain_url"):
        url = Val(url.raw.plain_url(), url.how, url.at, url.parents)
    chosen = None if engine is MISSING else call.plain(engine)
    table = None if schemes is None else call.plain(schemes)
    try:
        config = database_config(call.plain(url), chosen, table)
    except Refused as refused:
        refuse(call, refused, {"ImproperlyConfigured": ImproperlyConfigured})
    made = call.value(config, how, url)
    if chosen and config:
        made.raw.items["ENGINE"] = argument(call, Val(config["ENGINE"], engine.how, engine.at, (engine,)), "engine")
    return made


def _unknown_database(call: Call, url: Val, unknown: Unknown, engine: Val, how: str) -> Val:
    items = _unknown_items(call, PARTS, url, unknown)
    if engine is not MISSING and engine.raw is not None:
        items["ENGINE"] = argument(call, engine, "engine")
    return Val(DictObj(items, open=Unknown(unknown.reason, unknown.missing)), how, call.at, (url,))


def _unknown_items(call: Call, names: tuple[str, ...], source: Val, unknown: Unknown) -> dict[Any, Val]:
    return {name: unknown_part(call, source, unknown, name) for name in names}


def email_value(call: Call, url: Val, _backend: Val) -> Val:
    """The settings of an e-mail URL: their names are known (they are often put into the module), no value is."""
    unknown = url.raw if isinstance(url.raw, Unknown) else Unknown("connlint does not read e-mail URLs")
    return Val(DictObj(_unknown_items(call, EMAIL, url, unknown)), url.how, call.at, (url,))


def cache_value(call: Call, url: Val, _backend: Val) -> Val:
    """An entry of CACHES, of which nothing is known."""
    unknown = Unknown("connlint does not read cache URLs")
    return Val(DictObj({}, open=unknown), url.how, call.at, (url,))
