"""Attributes of instances and classes, as Python looks them up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.classes.objects import init, object_member
from connlint.parsers.settings.values import (
    BoundMethod,
    ClassObj,
    DictObj,
    FunctionObj,
    Instance,
    Native,
    NativeClass,
    Raised,
    Unknown,
    Val,
    Wrapped,
)

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

NAMED = ("_fields", "_field_defaults", "_make")
"""What classes of named tuples have."""
HOOKS = ("pre_setup", "post_setup", "setup")
"""What django-configurations calls on its classes."""


def in_class(cls: ClassObj, name: str, after: ClassObj | None = None) -> Val | None:
    """What the first class of the MRO that defines ``name`` gives for it; only those behind ``after``."""
    mro = cls.mro[cls.mro.index(after) + 1 :] if after is not None and after in cls.mro else cls.mro
    for base in mro:
        if isinstance(base, ClassObj) and name in base.members:
            return base.members[name]
    return None


def special_method(rt: Runtime, val: Val, name: str) -> Val | None:
    """A method that the class of an Instance defines, bound to it."""
    raw = val.raw
    if type(raw) is not Instance:
        return None
    found = in_class(raw.cls, name)
    if found is None or not isinstance(found.raw, (FunctionObj, Native)):
        return None
    return Val(BoundMethod(found, val), found.how, found.at)


def _bind(rt: Runtime, found: Val, receiver: Val | None, cls: Val, frame: Frame, at: At) -> Val:
    """What looking up a class member gives: methods bound, properties worked out."""
    raw = found.raw
    if isinstance(raw, FunctionObj):
        return found if receiver is None else Val(BoundMethod(found, receiver), found.how, found.at)
    if isinstance(raw, Wrapped):
        if raw.kind == "staticmethod":
            return raw.function
        if raw.kind == "classmethod":
            return Val(BoundMethod(raw.function, cls), found.how, found.at)
        if raw.kind in ("property", "cached_property") and receiver is not None:
            result = rt.call(raw.function, [receiver], {}, frame, at)
            if raw.kind == "cached_property" and isinstance(receiver.raw, Instance):
                receiver.raw.attributes[raw.extra] = result
            return result
    if isinstance(raw, Instance):
        getter = special_method(rt, found, "__get__")
        if getter is not None:
            return rt.call(getter, [receiver or Val(None), cls], {}, frame, at)
    return found


def instance_attribute(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    """``instance.name``."""
    hook = special_method(rt, val, "__getattribute__") if "__getattribute__" in val.raw.cls.extra else None
    if hook is None or name == "__class__":
        found = own_attribute(rt, val, name, frame, at)
        if found is not None:
            return found
    else:
        try:
            return rt.call(hook, [Val(name)], {}, frame, at)
        except Raised as error:
            if getattr(error.exc.raw, "cls", None) is not AttributeError:
                raise
    getter = special_method(rt, val, "__getattr__")
    if getter is not None and not name.startswith("__"):
        return rt.call(getter, [Val(name)], {}, frame, at)
    unknown = val.raw.open or val.raw.cls.unknown_base
    return object_member(name, at) if unknown is None else rt.derived(unknown, at, (val,))


def own_attribute(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    """``object.__getattribute__(instance, name)``: what it or its classes have."""
    raw: Instance = val.raw
    member = in_class(raw.cls, name)
    if name in raw.attributes and not _comes_first(rt, member):
        return raw.attributes[name]
    cls = Val(raw.cls, "computed", at)
    if member is not None:
        return _bind(rt, member, val, cls, frame, at)
    found = _known(rt, val, name, cls, frame, at)
    if found is not None:
        return found
    for base in raw.cls.mro:
        if isinstance(base, NativeClass):
            call = Call(rt, frame, at, [], {}, name)
            found = base.object_member(call, raw, name) or base.class_member(call, name)
            if found is not None:
                return found
    return None if raw.base is None else rt.find(Val(raw.base, val.how, val.at, (val,)), name, frame, at)


def _comes_first(rt: Runtime, member: Val | None) -> bool:
    """Whether a member of the class is a data descriptor, which goes before what the instance holds."""
    if member is None:
        return False
    if isinstance(member.raw, Wrapped):
        return member.raw.kind == "property"
    return special_method(rt, member, "__set__") is not None


def _known(rt: Runtime, val: Val, name: str, cls: Val, frame: Frame, at: At) -> Val | None:
    raw: Instance = val.raw
    if name == "__class__":
        return cls
    if name == "__dict__":
        return Val(DictObj(raw.attributes, raw.open), "computed", at)
    if name in ("name", "value") and "enum" in raw.cls.extra:
        return raw.attributes[f"_{name}_"]
    if name == "__doc__":
        return Val(None, "computed", at)
    if name in (*NAMED, "_asdict", "_replace") and "namedtuple" in raw.cls.extra:
        from connlint.parsers.settings.classes.namedtuples import named_attribute

        return named_attribute(rt, val, name, at)
    if name == "args" and any(isinstance(base, type) and issubclass(base, BaseException) for base in raw.cls.mro):
        return raw.attributes.get("args", Val(()))
    return None


def class_attribute(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    """``cls.name``."""
    raw: ClassObj = val.raw
    if "enum" in raw.extra:
        members: dict[str, Val] = raw.extra["enum"]
        if name in members:
            return members[name]
        if name == "__members__":
            return Val(DictObj(dict(members)), "computed", at)
    if name in ("__name__", "__qualname__"):
        return Val(raw.name, "computed", at)
    if name == "__module__":
        return Val(raw.module, "computed", at)
    if name == "__dict__":
        return Val(DictObj(dict(raw.members)), "computed", at)
    if name == "__mro__":
        last = raw.mro[-1]
        rest = last.__mro__[1:] if isinstance(last, type) else (object,)
        return Val(tuple(Val(base) for base in (*raw.mro, *rest)), "computed", at)
    found = in_class(raw, name)
    if found is not None:
        return _bind(rt, found, None, val, frame, at)
    if name in NAMED and "namedtuple" in raw.extra:
        from connlint.parsers.settings.classes.namedtuples import named_attribute

        return named_attribute(rt, val, name, at)
    return _inherited(rt, val, name, frame, at)


def _inherited(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    raw: ClassObj = val.raw
    for base in raw.mro:
        if isinstance(base, NativeClass):
            found = base.class_member(Call(rt, frame, at, [], {}, name), name)
            if found is not None:
                return found
        elif isinstance(base, type) and hasattr(base, name):
            return rt.find(Val(base), name, frame, at)
    return object_member(name, at) if raw.unknown_base is None else rt.derived(raw.unknown_base, at, (val,))


def super_attribute(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    """``super().name``; an attribute of a property or classmethod object otherwise."""
    wrapped: Wrapped = val.raw
    if wrapped.kind != "super":
        return _decorator(wrapped, name, at)
    receiver = wrapped.function
    raw = receiver.raw
    cls: Any = raw if isinstance(raw, ClassObj) else getattr(raw, "cls", None)
    if not isinstance(cls, ClassObj):
        return Val(Unknown("super() of an unknown object"), "unknown", at)
    found = in_class(cls, name, wrapped.extra)
    if found is not None:
        return _bind(rt, found, None if raw is cls else receiver, Val(cls), frame, at)
    return _native_super(rt, receiver, cls, wrapped.extra, name, frame, at)


def _native_super(rt: Runtime, receiver: Val, cls: ClassObj, after: ClassObj, name: str, frame: Frame, at: At) -> Val:
    raw = receiver.raw
    start = cls.mro.index(after) + 1 if after in cls.mro else 0
    for base in cls.mro[start:]:
        if isinstance(base, NativeClass):
            call = Call(rt, frame, at, [], {}, name)
            found = base.object_member(call, raw, name) if isinstance(raw, Instance) else None
            found = found or base.class_member(call, name)
            if found is not None:
                return found
    if name == "__init__":
        from connlint.parsers.settings.classes.instances import base_init

        return Val(Native("__init__", lambda call: base_init(call, receiver, after)), "native", at)
    if isinstance(raw, Instance) and raw.base is not None:
        found = rt.find(Val(raw.base, receiver.how, receiver.at, (receiver,)), name, frame, at)
        if found is not None:
            return found
    if cls.unknown_base is not None and name != "__init_subclass__":
        return rt.derived(cls.unknown_base, at)
    if name in HOOKS and any(isinstance(base, NativeClass) for base in cls.mro):
        return Val(Native(name, init), "native", at)
    found = object_member(name, at)
    if found is None:
        return rt.fail(AttributeError, f"'super' object has no attribute '{name}'", at)  # type: ignore[no-any-return]
    return (
        found
        if name == "__new__" or found.raw.__class__ is Unknown
        else Val(BoundMethod(found, receiver), "native", at)
    )


def _decorator(wrapped: Wrapped, name: str, at: At) -> Val | None:
    if wrapped.kind == "property" and name in ("setter", "getter", "deleter"):

        def replace(call: Call) -> Val:
            extra = {**(wrapped.extra or {}), name: call.args[0]}
            return Val(Wrapped("property", wrapped.function, extra), "computed", call.at)

        return Val(Native(name, replace), "native", at)
    if name in ("__func__", "fget", "__wrapped__"):
        return wrapped.function
    return Val(Unknown(f"{name} of a {wrapped.kind}"), "unknown", at)
