"""What stands on the left of an assignment."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.settings.classes.lookup import in_class
from connlint.parsers.settings.items import del_item, get_item, set_item
from connlint.parsers.settings.iteration import unpack
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.values import (
    ClassObj,
    FunctionObj,
    Instance,
    ListObj,
    ModuleObj,
    NativeObject,
    NotKnown,
    Unknown,
    Val,
    Wrapped,
)

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At


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
    else:
        raise NotKnown(Unknown("an assignment that is not modelled"))


def _unpack(rt: Runtime, target: ast.Tuple | ast.List, val: Val, frame: Frame) -> None:
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


def read_target(rt: Runtime, target: ast.expr, frame: Frame) -> Val:
    """The value that an augmented assignment starts from."""
    if isinstance(target, ast.Name):
        return rt.eval(ast.copy_location(ast.Name(target.id, ast.Load()), target), frame)
    if isinstance(target, ast.Subscript):
        container = rt.eval(target.value, frame)
        return rt.force(get_item(rt, container, rt.eval(target.slice, frame), frame, (frame.unit, target)))
    if isinstance(target, ast.Attribute):
        return rt.attribute(rt.eval(target.value, frame), target.attr, frame, (frame.unit, target))
    raise NotKnown(Unknown("an assignment that is not modelled"))


def set_attribute(rt: Runtime, receiver: Val, name: str, val: Val, frame: Frame, at: At) -> None:
    """``receiver.name = val``."""
    receiver = rt.force(receiver)
    raw = receiver.raw
    if isinstance(raw, Instance):
        _set_on_instance(rt, receiver, name, val, frame, at)
    elif isinstance(raw, ClassObj):
        raw.members[name] = val
    elif isinstance(raw, ModuleObj):
        raw.namespace.items[name] = val
    elif isinstance(raw, FunctionObj):
        raw.attributes[name] = val
    elif isinstance(raw, NativeObject) and hasattr(raw, "set_attribute"):
        raw.set_attribute(name, val)
    elif raw is None or isinstance(raw, (str, int, float)):
        rt.fail(AttributeError, f"'{type_name(receiver)}' object has no attribute '{name}'", at)


def _set_on_instance(rt: Runtime, receiver: Val, name: str, val: Val, frame: Frame, at: At) -> None:
    raw: Instance = receiver.raw
    member = in_class(raw.cls, name)
    if member is not None and isinstance(member.raw, Wrapped) and member.raw.kind == "property":
        setter = (member.raw.extra or {}).get("setter")
        if setter is None:
            setter = rt.fail(AttributeError, f"property '{name}' of '{raw.cls.name}' object has no setter", at)
        rt.call(setter, [receiver, val], {}, frame, at)
        return
    hook = rt.special(receiver, "__setattr__")
    if hook is not None:
        rt.call(hook, [Val(name), val], {}, frame, at)
    else:
        raw.attributes[name] = val


def delete_attribute(rt: Runtime, receiver: Val, name: str, frame: Frame, at: At) -> None:
    """``del receiver.name``."""
    raw = rt.force(receiver).raw
    home = {Instance: "attributes", ClassObj: "members"}.get(type(raw))
    if isinstance(raw, ModuleObj):
        found = raw.namespace.items
    elif home is not None:
        found = getattr(raw, home)
    else:
        raise NotKnown(Unknown("deleting an attribute of something unknown"))
    if found.pop(name, None) is None:
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
