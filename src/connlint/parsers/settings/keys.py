"""Dict keys: hashable payloads, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.values import Choice, DictObj, Instance, ListObj, NotKnown, SetObj, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At


class KeyText(str):
    """The text of an object whose class inherits from str, as a key; ``val`` is the object."""

    __slots__ = ("val",)
    val: Val


class KeyInteger(int):
    """The same for int."""

    val: Val


class KeyFraction(float):
    """The same for float."""

    __slots__ = ("val",)
    val: Val


KEYED: dict[type, Any] = {str: KeyText, int: KeyInteger, float: KeyFraction}


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
    if type(raw) is tuple:
        return tuple(key_of(rt, item, at) for item in raw)
    if isinstance(raw, SetObj) and raw.kind == "frozenset":
        return frozenset(raw.items)
    if type(raw) is Instance:
        return _of_instance(rt, val, raw, at)
    if not _hashable(raw):
        rt.fail(TypeError, f"unhashable type: '{type_name(val)}'", at)
    return raw


def _hashable(raw: Any) -> bool:
    if isinstance(raw, (DictObj, ListObj, SetObj)):
        return raw.kind == "iterator"
    try:
        hash(raw)
    except TypeError:
        return False
    return True


def _of_instance(rt: Runtime, val: Val, raw: Instance, at: At) -> Any:
    """An object is itself as a key; one that equals others is not followed."""
    keyed = next((kind for base, kind in KEYED.items() if isinstance(raw.base, base)), None)
    if keyed is not None:
        key = keyed(raw.base)
        key.val = val
        return key
    hashed = rt.special(val, "__hash__") is not None or raw.cls.extra.get("frozen") or isinstance(raw.base, tuple)
    equals = raw.base is not None or raw.cls.extra.get("dataclass") or rt.special(val, "__eq__") is not None
    if equals and not hashed:
        rt.fail(TypeError, f"unhashable type: '{type_name(val)}'", at)
    if hashed:
        raise NotKnown(Unknown("a key that is an object with an equality of its own is not modelled"))
    return raw


def val_of_key(key: Any, container: Val) -> Val:
    """The Val of a key."""
    if isinstance(key, (KeyText, KeyInteger, KeyFraction)):
        return Val(key.val.raw, container.how, container.at, (container,))
    if isinstance(key, tuple):
        return Val(tuple(val_of_key(item, container) for item in key), container.how, container.at, (container,))
    return Val(key, container.how, container.at, (container,))
