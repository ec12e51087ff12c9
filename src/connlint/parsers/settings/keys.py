"""Dict keys: hashable payloads, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.values import Choice, DictObj, Instance, ListObj, NotKnown, SetObj, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At


def key_of(rt: Runtime, val: Val, at: At) -> Any:
    """The payload as a dict key; raises NotKnown, and the program's TypeError for a list or dict."""
    raw = val.raw
    if raw is None or isinstance(raw, (str, int, float, bytes)):
        return raw
    if type(raw) is Choice or type(raw) is Unknown:
        val = rt.force(val)
        raw = val.raw
        if type(raw) is Unknown:
            raise NotKnown(raw)
        return key_of(rt, val, at)
    if isinstance(raw, tuple):
        return tuple(key_of(rt, item, at) for item in raw)
    if isinstance(raw, (DictObj, ListObj)) or (isinstance(raw, SetObj) and raw.kind == "set"):
        rt.fail(TypeError, f"unhashable type: '{type_name(val)}'", at)
    if isinstance(raw, SetObj):
        return frozenset(raw.items)
    if isinstance(raw, Instance) and isinstance(raw.base, (str, int, float)):
        return raw.base
    return raw


def val_of_key(key: Any, container: Val) -> Val:
    """The Val of a key."""
    if isinstance(key, tuple):
        return Val(tuple(val_of_key(item, container) for item in key), container.how, container.at, (container,))
    return Val(key, container.how, container.at, (container,))
