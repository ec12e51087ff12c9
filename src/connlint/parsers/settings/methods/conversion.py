"""``str()`` and ``repr()`` of any value."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.keys import val_of_key
from connlint.parsers.settings.plain import MAX_DEPTH
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
    from collections.abc import Iterable

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
        return _message(rt, frame, raw.cls, raw.args, at)
    if type(raw) is Instance:
        return _instance(rt, frame, val, at)
    if isinstance(raw, (DictObj, ListObj, SetObj)) or type(raw) is tuple:
        return repr_of(rt, frame, val, at)
    return _plain(raw, str)


def _message(rt: Runtime, frame: Frame, cls: type[BaseException], args: tuple[Val, ...], at: At) -> str:
    """The text of an exception with these arguments."""
    if not args:
        return ""
    if len(args) == 1:
        return (repr_of if issubclass(cls, KeyError) else text_of)(rt, frame, args[0], at)
    if issubclass(cls, (OSError, SyntaxError, UnicodeError)):
        raise NotKnown(Unknown(f"the message of a {cls.__name__}"))
    return repr_of(rt, frame, Val(args), at)


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
        if raw.cls.extra["text"] == "value":
            return text_of(rt, frame, raw.attributes["_value_"], at)
        if raw.cls.extra["text"] == "format":
            raise NotKnown(Unknown(f"the text of {raw.cls.name} depends on the version of Python"))
        return f"{raw.cls.name}.{raw.attributes['_name_'].raw}"
    if raw.base is not None and not isinstance(raw.base, tuple):
        return text_of(rt, frame, Val(raw.base), at)
    error = next((base for base in raw.cls.mro if isinstance(base, type) and issubclass(base, BaseException)), None)
    if error is not None and "args" in raw.attributes:
        return _message(rt, frame, error, raw.attributes["args"].raw, at)
    raise NotKnown(raw.open or Unknown(f"the text of a {raw.cls.name} object"))


def repr_of(rt: Runtime, frame: Frame, val: Val, at: At, depth: int = 0) -> str:
    """``repr(val)``; raises NotKnown."""
    val = rt.force(val)
    raw = val.raw
    if depth > MAX_DEPTH:
        raise NotKnown(Unknown("nested too deeply"))
    if type(raw) is Instance:
        method = rt.special(val, "__repr__")
        if method is None:
            raise NotKnown(Unknown(f"the text of a {raw.cls.name} object"))
        return text_of(rt, frame, rt.call(method, [], {}, frame, at), at)
    if isinstance(raw, (DictObj, ListObj, SetObj)):
        return _container(rt, frame, val, at, depth + 1)
    if type(raw) is tuple:
        return f"({_row(rt, frame, raw, at, depth + 1)}{',' if len(raw) == 1 else ''})"
    if isinstance(raw, ExcObj):
        return f"{raw.cls.__name__}({_row(rt, frame, raw.args, at, depth + 1)})"
    return _plain(raw, repr)


def ascii_of(shown: str) -> str:
    """What ``ascii()`` makes of the text that ``repr()`` gives."""
    return shown.encode("ascii", "backslashreplace").decode("ascii")


def _row(rt: Runtime, frame: Frame, vals: Iterable[Val], at: At, depth: int) -> str:
    return ", ".join(repr_of(rt, frame, item, at, depth) for item in vals)


def _container(rt: Runtime, frame: Frame, val: Val, at: At, depth: int) -> str:
    raw: Any = val.raw
    if raw.open is not None:
        raise NotKnown(raw.open)
    if raw.kind == "list":
        return f"[{_row(rt, frame, raw.items, at, depth)}]"
    if raw.kind == "deque":
        return f"deque([{_row(rt, frame, raw.items, at, depth)}])"
    if raw.kind == "dict":
        keys = [repr_of(rt, frame, val_of_key(key, val), at, depth) for key in raw.items]
        vals = [repr_of(rt, frame, item, at, depth) for item in raw.items.values()]
        return "{" + ", ".join(f"{key}: {item}" for key, item in zip(keys, vals, strict=True)) + "}"
    if isinstance(raw, SetObj) and len(raw.items) < 2:  # noqa: PLR2004  the order of more differs from run to run
        shown = "{" + _row(rt, frame, raw.items.values(), at, depth) + "}" if raw.items else ""
        return f"{raw.kind}({shown})" if raw.kind == "frozenset" or not shown else shown
    raise NotKnown(Unknown(f"the text of a {raw.kind}"))
