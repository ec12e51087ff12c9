"""isinstance(), issubclass(), super(), property() and their kin."""

from __future__ import annotations

from collections import abc
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.naming import type_of
from connlint.parsers.settings.values import (
    BoundMethod,
    ClassObj,
    DictObj,
    FunctionObj,
    Instance,
    ListObj,
    Native,
    NativeClass,
    NativeObject,
    NotKnown,
    Unknown,
    Val,
    Wrapped,
)
from connlint.parsers.settings.views import View

if TYPE_CHECKING:
    from collections.abc import Callable

WRAPPERS = ("property", "classmethod", "staticmethod")
"""Built-in classes that are made by functions here."""
_KINDS: dict[str, type] = {"str": str, "int": int, "bool": bool, "float": float, "dict": dict, "list": list}


def isinstance_(call: Call) -> Val:
    """``isinstance(x, types)``."""
    val, types = call.bind("object", "classinfo", required=2)
    raw = val.raw
    wanted = _classes(call, types)
    if isinstance(raw, Unknown):
        kind = _KINDS.get(raw.kind)
        if all(isinstance(cls, Native) for cls in wanted):
            return call.value(False, "computed", val)  # a value that was looked up is no descriptor any more
        if kind is None or not all(isinstance(cls, type) for cls in wanted):
            raise NotKnown(Unknown(raw.reason, raw.missing, "bool", ("isinstance", raw.symbol, str(wanted))))
        return call.value(any(issubclass(kind, cls) for cls in wanted), "computed", val)
    return call.value(any(_is_instance(raw, cls) for cls in wanted), "computed", val)


def _classes(call: Call, types: Val) -> list[Any]:
    raw = types.raw
    if isinstance(raw, tuple):
        return [cls for item in raw for cls in _classes(call, call.force(item))]
    if isinstance(raw, Unknown):
        raise NotKnown(raw)
    if hasattr(raw, "__args__") and not isinstance(raw, type):
        return list(raw.__args__)
    if isinstance(raw, NativeObject) and hasattr(raw, "ignored_base"):
        tests = getattr(raw, "tests", None)
        if tests is None:
            raise NotKnown(Unknown("what a name of typing stands for is not modelled"))
        return [tests]
    if isinstance(raw, Native):
        if raw.name not in WRAPPERS:
            raise NotKnown(Unknown(f"whether {raw.name} is a class is not modelled"))
    elif not isinstance(raw, (type, ClassObj, NativeObject)):
        call.fail(TypeError, f"{call.name}() arg 2 must be a type, a tuple of types, or a union")
    return [raw]


def _is_instance(raw: Any, cls: Any) -> bool:
    if cls is object:
        return True
    if isinstance(raw, Wrapped) or isinstance(cls, Native):
        return isinstance(raw, Wrapped) and isinstance(cls, Native) and raw.kind == cls.name
    if isinstance(raw, Instance):
        if _inherits(raw.cls, cls):
            return True
        if raw.base is None and (raw.open is not None or getattr(cls, "__module__", "") == "collections.abc"):
            raise NotKnown(raw.open or Unknown("what the methods of a class make it is not modelled"))
        return isinstance(cls, type) and raw.base is not None and _is_instance(raw.base, cls)
    if isinstance(raw, (FunctionObj, BoundMethod, Native)):
        return cls in (abc.Callable, abc.Hashable)
    if isinstance(raw, ListObj) and raw.kind == "iterator":
        return cls in (abc.Iterable, abc.Iterator, abc.Hashable)
    if isinstance(raw, View):
        return _subclass(type(getattr({}, raw.what)()), cls)
    if isinstance(raw, NativeObject) or isinstance(cls, NativeObject):
        made = getattr(raw, "made_by", None)
        return made is cls if made is not None else _subclass(getattr(raw, "real", None), cls)
    found = type_of(raw)
    return _subclass(found, cls)


def _subclass(found: Any, cls: Any) -> bool:
    return isinstance(found, type) and isinstance(cls, type) and issubclass(found, cls)


def _inherits(cls: ClassObj, wanted: Any) -> bool:
    return wanted is object or any(base is wanted or _subclass(base, wanted) for base in cls.mro)


def callable_(call: Call, val: Val) -> bool:
    """Whether a known value can be called."""
    raw = val.raw
    if isinstance(raw, Instance):
        return call.rt.special(val, "__call__") is not None
    if isinstance(raw, NativeObject) and not isinstance(raw, NativeClass):
        return raw.call is not None
    return isinstance(raw, (FunctionObj, Native, BoundMethod, ClassObj, type, NativeClass))


def issubclass_(call: Call) -> Val:
    """``issubclass(cls, classes)``."""
    val, types = call.bind("cls", "class_or_tuple", required=2)
    raw = val.raw
    wanted = _classes(call, types)
    if isinstance(raw, Unknown):
        raise NotKnown(raw)
    if isinstance(raw, ClassObj):
        if raw.unknown_base is not None:
            raise NotKnown(raw.unknown_base)
        return call.value(any(_inherits(raw, cls) for cls in wanted), "computed")
    if isinstance(raw, NativeClass):
        return call.value(raw in wanted, "computed")
    if not isinstance(raw, type):
        call.fail(TypeError, "issubclass() arg 1 must be a class")
    return call.value(any(_subclass(raw, cls) for cls in wanted), "computed")


def super_(call: Call) -> Val:
    """``super()`` and ``super(cls, self)``."""
    if call.args:
        owner, receiver = call.args[0].raw, call.args[1] if len(call.args) > 1 else None
    else:
        owner, receiver = call.frame.function, call.frame.receiver
    if not isinstance(owner, ClassObj) or receiver is None:
        return call.unknown("super() outside a method")
    return Val(Wrapped("super", receiver, owner), "computed", call.at)


def _wrapper(kind: str) -> Callable[[Call], Val]:
    def run(call: Call) -> Val:
        return Val(Wrapped(kind, call.args[0] if call.args else Val(None)), "computed", call.at)

    return run


def type_function(call: Call) -> Val:
    """``type(x)``, and ``type(name, bases, members)``."""
    if len(call.args) == 1:
        found = type_of(call.args[0].raw)
        if isinstance(call.args[0].raw, Unknown):
            raise NotKnown(call.args[0].raw)
        return call.unknown("a type that is not modelled") if found is None else Val(found, "computed", call.at)
    from connlint.parsers.settings.classes.creation import create_class

    name, bases, members = call.args[:3]
    if not isinstance(members.raw, DictObj) or members.raw.open is not None:
        return call.unknown("type() with unknown members")
    return create_class(call.rt, call.plain(name), list(bases.raw), dict(members.raw.items), {}, call.frame, call.at)


FUNCTIONS: dict[str, Callable[[Call], Val]] = {
    "isinstance": isinstance_,
    "issubclass": issubclass_,
    "super": super_,
    "property": _wrapper("property"),
    "classmethod": _wrapper("classmethod"),
    "staticmethod": _wrapper("staticmethod"),
}
