"""What stands on the left of an assignment."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.items import del_item, get_item, set_item
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.values import (
    BoundMethod,
    ClassObj,
    DictObj,
    FunctionObj,
    Instance,
    ListObj,
    ModuleObj,
    NativeModule,
    NativeObject,
    NotKnown,
    SetObj,
    Unknown,
    Val,
    Wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

    Augmented = ast.Name | ast.Attribute | ast.Subscript

FIXED = (str, int, float, complex, bytes, tuple, DictObj, ListObj, SetObj, BoundMethod)
"""What no attribute can be set on."""


def assign_to(rt: Runtime, target: ast.expr, val: Val, frame: Frame) -> None:
    """``target = val``."""
    if isinstance(target, ast.Name):
        frame.home(target.id)[target.id] = val
    elif isinstance(target, ast.Subscript):
        container = rt.eval(target.value, frame)
        set_item(rt, container, rt.eval(target.slice, frame), val, frame, (frame.unit, target))
    elif isinstance(target, ast.Attribute):
        set_attribute(rt, rt.eval(target.value, frame), target.attr, val, frame, (frame.unit, target))
    elif isinstance(target, (ast.Tuple, ast.List)):
        _unpack(rt, target, val, frame)


def _unpack(rt: Runtime, target: ast.Tuple | ast.List, val: Val, frame: Frame) -> None:
    from connlint.parsers.settings.iteration import unpack

    at = (frame.unit, target)
    val = rt.force(val)
    if type(val.raw) is Unknown:
        for index, part in enumerate(target.elts):
            inner = part.value if isinstance(part, ast.Starred) else part
            assign_to(rt, inner, rt.derived(val.raw, at, (val,), "", ("item", val.raw.symbol, index)), frame)
        return
    star = next((i for i, part in enumerate(target.elts) if isinstance(part, ast.Starred)), None)
    if star is None:
        for part, item in zip(target.elts, unpack(rt, val, len(target.elts), frame, at), strict=True):
            assign_to(rt, part, item, frame)
        return
    items = rt.iterate(val, frame, at)
    after = len(target.elts) - star - 1
    if len(items) < star + after:
        rt.fail(ValueError, f"not enough values to unpack (expected at least {star + after})", at)
    rest = Val(ListObj(items[star : len(items) - after]), "computed", at, (val,))
    parts = [*items[:star], rest, *items[len(items) - after :]]
    for part, item in zip(target.elts, parts, strict=True):
        assign_to(rt, part.value if isinstance(part, ast.Starred) else part, item, frame)


def augment(rt: Runtime, target: Augmented, change: Callable[[Val], Val], frame: Frame) -> None:
    """``target = change(target)``, with the parts of the target evaluated once."""
    at = (frame.unit, target)
    if isinstance(target, ast.Name):
        old = rt.eval(ast.copy_location(ast.Name(target.id, ast.Load()), target), frame)
        assign_to(rt, target, change(old), frame)
    elif isinstance(target, ast.Subscript):
        container, key = rt.eval(target.value, frame), rt.eval(target.slice, frame)
        old = rt.force(get_item(rt, container, key, frame, at))
        set_item(rt, container, key, change(old), frame, at)
    else:
        receiver = rt.eval(target.value, frame)
        old = rt.attribute(receiver, target.attr, frame, at)
        set_attribute(rt, receiver, target.attr, change(old), frame, at)


def set_attribute(rt: Runtime, receiver: Val, name: str, val: Val, frame: Frame, at: At) -> None:
    """``receiver.name = val``."""
    receiver = rt.force(receiver)
    raw = receiver.raw
    if isinstance(raw, Instance):
        _set_on_instance(rt, receiver, name, val, frame, at)
    elif isinstance(raw, NativeModule):
        rt.store[f"{raw.name}.{name}"] = val
    elif isinstance(raw, NativeObject):
        if hasattr(raw, "set_attribute"):
            raw.set_attribute(name, val)
        else:
            raw.taint(Unknown(f"{name} of a {raw.type_name} is set"))
    elif raw is None or isinstance(raw, FIXED):
        rt.fail(AttributeError, f"'{type_name(receiver)}' object has no attribute '{name}'", at)
    elif isinstance(raw, Unknown):
        rt.taint([receiver], raw, name)
    elif isinstance(raw, ClassObj) and name in raw.extra.get("enum", ()):
        rt.fail(AttributeError, f"cannot reassign member '{name}'", at)
    else:
        held = _held(raw)
        if held is not None:
            held[name] = val


def _held(raw: Any) -> dict[Any, Val] | None:
    """Where an object keeps its own attributes."""
    if isinstance(raw, (Instance, FunctionObj)):
        return raw.attributes
    if isinstance(raw, ClassObj):
        return raw.members
    return raw.namespace.items if isinstance(raw, ModuleObj) else None


def _set_on_instance(rt: Runtime, receiver: Val, name: str, val: Val, frame: Frame, at: At) -> None:
    from connlint.parsers.settings.classes.lookup import in_class

    raw: Instance = receiver.raw
    member = in_class(raw.cls, name)
    if member is not None and isinstance(member.raw, Wrapped) and member.raw.kind == "property":
        rt.call(_accessor(rt, member.raw, "setter", name, at), [receiver, val], {}, frame, at)
        return
    setter = rt.special(member, "__set__") if member is not None else None
    hook = rt.special(receiver, "__setattr__")
    if hook is not None:
        rt.call(hook, [Val(name), val], {}, frame, at)
    elif setter is not None:
        rt.call(setter, [receiver, val], {}, frame, at)
    elif name == "__dict__":
        table = val.raw.base if isinstance(val.raw, Instance) else val.raw
        if not isinstance(table, DictObj):
            raise NotKnown(Unknown("__dict__ is set to something that is not known"))
        raw.attributes = table.items
    else:
        _refuse_frozen(rt, raw.cls, name, at)
        raw.attributes[name] = val


def _accessor(rt: Runtime, found: Wrapped, kind: str, name: str, at: At) -> Val:
    accessor: Val | None = (found.extra or {}).get(kind)
    return accessor or rt.fail(AttributeError, f"property '{name}' has no {kind}", at)


def _refuse_frozen(rt: Runtime, cls: ClassObj, name: str, at: At) -> None:
    if cls.extra.get("frozen"):
        from dataclasses import FrozenInstanceError

        rt.fail(FrozenInstanceError, f"cannot assign to field '{name}'", at)
    if name in cls.extra.get("namedtuple", ()):
        rt.fail(AttributeError, "can't set attribute", at)


def delete_attribute(rt: Runtime, receiver: Val, name: str, frame: Frame, at: At) -> None:
    """``del receiver.name``."""
    from connlint.parsers.settings.classes.lookup import in_class

    receiver = rt.force(receiver)
    raw = receiver.raw
    if isinstance(raw, NativeModule) and rt.find(receiver, name, frame, at) is not None:
        rt.store[f"{raw.name}.{name}"] = None
        return
    if isinstance(raw, Unknown):
        rt.taint([receiver], raw, name)
    held = _held(raw)
    if held is None and raw is not None and not isinstance(raw, (NativeModule, *FIXED)):
        raise NotKnown(Unknown("deleting an attribute of something unknown"))
    member = in_class(raw.cls, name) if isinstance(raw, Instance) else None
    if member is not None and isinstance(member.raw, Wrapped) and member.raw.kind == "property":
        rt.call(_accessor(rt, member.raw, "deleter", name, at), [receiver], {}, frame, at)
    elif held is None or held.pop(name, None) is None:
        rt.fail(AttributeError, name, at)


def delete_from(rt: Runtime, target: ast.expr, frame: Frame) -> None:
    """``del target``."""
    at = (frame.unit, target)
    if isinstance(target, ast.Name):
        if frame.home(target.id).pop(target.id, None) is None and frame.module.namespace.open is None:
            rt.fail(NameError, f"name '{target.id}' is not defined", at)
    elif isinstance(target, ast.Subscript):
        del_item(rt, rt.eval(target.value, frame), rt.eval(target.slice, frame), frame, at)
    elif isinstance(target, ast.Attribute):
        delete_attribute(rt, rt.eval(target.value, frame), target.attr, frame, at)
    elif isinstance(target, (ast.Tuple, ast.List)):
        for part in target.elts:
            delete_from(rt, part, frame)
