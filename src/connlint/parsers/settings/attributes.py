"""Attributes of anything."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.methods import find_method
from connlint.parsers.settings.methods.unknowns import unknown_attribute
from connlint.parsers.settings.native import member
from connlint.parsers.settings.values import (
    BoundMethod,
    Choice,
    ClassObj,
    ExcObj,
    FunctionObj,
    Instance,
    ModuleObj,
    Native,
    NativeModule,
    NativeObject,
    Unknown,
    Val,
    Wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At


def find_attribute(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    """``val.name``, None where it does not exist."""
    raw = val.raw
    finder = _FINDERS.get(type(raw))
    if finder is not None:
        return finder(rt, val, name, frame, at)
    if isinstance(raw, NativeObject):
        return raw.attribute(Call(rt, frame, at, [], {}, raw.type_name), name)
    return find_method(rt, val, name, frame, at)


def _choice(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    return find_attribute(rt, rt.force(val), name, frame, at)


def _unknown(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    forced = rt.force(val)
    if forced is not val:
        return find_attribute(rt, forced, name, frame, at)
    return unknown_attribute(rt, val, name, at)


def _module(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    raw: ModuleObj = val.raw
    found = raw.namespace.items.get(name)
    if found is not None:
        return found
    if name == "__dict__":
        return Val(raw.namespace, "computed", at)
    found = rt.modules.submodule(raw, name, frame, at)
    if found is None and "__getattr__" in raw.namespace.items:
        return rt.call(raw.namespace.items["__getattr__"], [Val(name)], {}, frame, at)
    if found is None and raw.namespace.open is not None:
        return rt.derived(raw.namespace.open, at, (val,), "", ("name", raw.path, name))
    return found


def _native_module(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    return member(rt, val.raw, name, frame, at)


def _function(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    raw: FunctionObj = val.raw
    if name in raw.attributes:
        return raw.attributes[name]
    if name in ("__name__", "__qualname__"):
        return Val(raw.name, "computed", at)
    if name == "__module__":
        return Val(raw.frame.module.name, "computed", at)
    if name in ("__doc__", "__wrapped__", "__defaults__", "__annotations__", "__code__"):
        return Val(Unknown(f"{name} of a function is not modelled"), "unknown", at)
    return None


def _native(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    if name in ("__name__", "__qualname__"):
        return Val(val.raw.name.rpartition(".")[2], "computed", at)
    return Val(Unknown(f"{val.raw.name}.{name} is not modelled"), "unknown", at)


def _bound(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    if name == "__self__":
        return Val(val.raw.receiver.raw, "computed", at)
    return find_attribute(rt, val.raw.function, name, frame, at)


def _exception(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    raw: ExcObj = val.raw
    if name == "args":
        return Val(tuple(raw.args), "computed", at)
    if name == "__class__":
        return Val(raw.cls, "computed", at)
    if name in ("errno", "strerror") and issubclass(raw.cls, OSError) and len(raw.args) > 1:
        return raw.args[0 if name == "errno" else 1]
    return Val(Unknown(f"attribute {name} of an exception"), "unknown", at)


def _instance(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    from connlint.parsers.settings.classes.lookup import instance_attribute

    return instance_attribute(rt, val, name, frame, at)


def _class(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    from connlint.parsers.settings.classes.lookup import class_attribute

    return class_attribute(rt, val, name, frame, at)


def _super(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    from connlint.parsers.settings.classes.lookup import super_attribute

    return super_attribute(rt, val, name, frame, at)


_FINDERS: dict[type, Callable[[Any, Val, str, Any, At], Val | None]] = {
    Choice: _choice,
    Unknown: _unknown,
    Instance: _instance,
    ClassObj: _class,
    ModuleObj: _module,
    NativeModule: _native_module,
    FunctionObj: _function,
    Native: _native,
    BoundMethod: _bound,
    ExcObj: _exception,
    Wrapped: _super,
}
