"""environ: the entry of DATABASES that a database URL gives, key by key."""

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
    items: dict[Any, Val] = {name: unknown_part(call, url, unknown, name) for name in PARTS}
    if engine is not MISSING and engine.raw is not None:
        items["ENGINE"] = argument(call, engine, "engine")
    return Val(DictObj(items, open=Unknown(unknown.reason, unknown.missing)), how, call.at, (url,))
