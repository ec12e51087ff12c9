"""``str()`` and ``repr()`` of any value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.values import (
    ClassObj,
    DictObj,
    ExcObj,
    Instance,
    ListObj,
    NativeObject,
    NotKnown,
    SetObj,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At


def text_of(rt: Runtime, frame: Frame, val: Val, at: At) -> str:
    """``str(val)``; raises NotKnown."""
    val = rt.force(val)
    raw = val.raw
    if isinstance(raw, str):
        return raw
    if isinstance(raw, ExcObj):
        return ", ".join(text_of(rt, frame, arg, at) for arg in raw.args)
    if type(raw) is Instance:
        return _instance(rt, frame, val, at)
    return repr_of(rt, frame, val, at) if isinstance(raw, (DictObj, ListObj, SetObj, tuple)) else _plain(raw, str)


def _plain(raw: Any, function: Any) -> str:
    if isinstance(raw, Unknown):
        raise NotKnown(raw)
    if isinstance(raw, NativeObject):
        shown = getattr(raw, "text", None)
        if shown is not None:
            return str(shown())
    if isinstance(raw, ClassObj) or type(raw).__module__.startswith("connlint."):
        raise NotKnown(Unknown("the text of an object that has an address"))
    if isinstance(raw, int) and not isinstance(raw, bool) and raw.bit_length() > 10_000:  # noqa: PLR2004
        raise NotKnown(Unknown("a very large number"))
    return str(function(raw))


def _instance(rt: Runtime, frame: Frame, val: Val, at: At) -> str:
    for name in ("__str__", "__repr__"):
        method = rt.special(val, name)
        if method is not None:
            return text_of(rt, frame, rt.call(method, [], {}, frame, at), at)
    raw: Instance = val.raw
    if "enum" in raw.cls.extra:
        if raw.cls.extra.get("plain_text"):
            return text_of(rt, frame, raw.attributes["_value_"], at)
        return f"{raw.cls.name}.{raw.attributes['_name_'].raw}"
    if raw.base is not None and not isinstance(raw.base, tuple):
        return text_of(rt, frame, Val(raw.base), at)
    raise NotKnown(raw.open or Unknown(f"the text of a {raw.cls.name} object"))


def repr_of(rt: Runtime, frame: Frame, val: Val, at: At) -> str:
    """``repr(val)``; raises NotKnown."""
    val = rt.force(val)
    raw = val.raw
    if type(raw) is Instance:
        method = rt.special(val, "__repr__")
        if method is None:
            raise NotKnown(Unknown(f"the text of a {raw.cls.name} object"))
        return text_of(rt, frame, rt.call(method, [], {}, frame, at), at)
    if isinstance(raw, (DictObj, ListObj, SetObj, tuple)):
        return repr(rt.plain(val))
    return _plain(raw, repr)
