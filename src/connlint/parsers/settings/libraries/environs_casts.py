"""environs: the typed methods, from the text of a variable to a plain value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.libraries import casts
from connlint.parsers.settings.libraries.semantics import environs_cast
from connlint.parsers.settings.values import NotKnown, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.values import Val

DECIDES = ("default", "subcast", "validate", "delimiter", "subcast_keys", "subcast_values", "key_value_delimiter")
"""The keywords that are modelled (``validate`` can only refuse a value, not change it)."""


class Method(NamedTuple):
    """A typed method: the kind of what it gives, and how it reads a text."""

    kind: str
    read: Callable[[Call, str, Val], Any]


def _subcast(call: Call, val: Val) -> Callable[[str], Any] | None:
    """A subcast: types are fields of marshmallow, anything else is called."""
    cast = casts.python_cast(call, val)
    if cast is None:
        return None
    if isinstance(cast, type) and cast not in environs_cast.SUBCASTS:
        raise NotKnown(Unknown(f"a subcast to {cast.__name__}"))
    return environs_cast.SUBCASTS.get(cast, cast) if isinstance(cast, type) else cast


def _plain(read: Callable[[str], Any]) -> Callable[[Call, str, Val], Any]:
    def method(call: Call, text: str, _subcast: Val) -> Any:
        for name in call.keywords:
            if name not in DECIDES:
                raise NotKnown(Unknown(f"the argument {name} of {call.name}"))
        return read(text)

    return method


def _list(call: Call, text: str, subcast: Val) -> Any:
    delimiter = call.plain(call.keywords.get("delimiter", MISSING), ",")
    return environs_cast.split(text, _subcast(call, subcast), delimiter)


def _dict(call: Call, text: str, _subcast_val: Val) -> Any:
    return environs_cast.mapping(
        text,
        _subcast(call, call.keywords.get("subcast_keys", MISSING)),
        _subcast(call, call.keywords.get("subcast_values", MISSING)),
        call.plain(call.keywords.get("delimiter", MISSING), ","),
        call.plain(call.keywords.get("key_value_delimiter", MISSING), "="),
    )


def _path(_call: Call, text: str, _subcast_val: Val) -> Any:
    from pathlib import Path

    return Path(text)


def _unread(what: str) -> Callable[[Call, str, Val], Any]:
    def method(_call: Call, _text: str, _subcast: Val) -> Any:
        raise NotKnown(Unknown(f"connlint does not read {what}"))

    return method


METHODS: dict[str, Method] = {
    "str": Method("str", _plain(str)),
    "int": Method("int", _plain(environs_cast.integer)),
    "bool": Method("bool", _plain(environs_cast.boolean)),
    "float": Method("float", _plain(environs_cast.number)),
    "json": Method("", _plain(environs_cast.json)),
    "log_level": Method("int", _plain(environs_cast.log_level)),
    "list": Method("list", _list),
    "dict": Method("dict", _dict),
    "path": Method("", _path),
    **{
        name: Method("", _unread(what))
        for name, what in (
            ("decimal", "decimals"),
            ("datetime", "dates"),
            ("date", "dates"),
            ("time", "times"),
            ("timedelta", "durations"),
            ("uuid", "UUIDs"),
            ("url", "URLs of this kind"),
            ("enum", "enumerations"),
        )
    },
}
