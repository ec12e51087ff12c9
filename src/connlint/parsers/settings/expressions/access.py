"""Names, attributes, subscripts, calls."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, NoReturn

from connlint.parsers.settings.builtin import find_builtin
from connlint.parsers.settings.items import get_item
from connlint.parsers.settings.values import Choice, DictObj, ListObj, NotKnown, SetObj, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

TEXT_METHODS = frozenset(name for name in dir(str) if not name.startswith("_"))


def name(rt: Runtime, frame: Frame, node: ast.Name) -> Val:
    """A name, looked up as Python does: function scopes, the module, built-ins."""
    wanted = node.id
    scope: Frame | None = frame
    if frame.declared.get(wanted) == "global":
        scope = None
    while scope is not None and scope.kind != "module":
        if scope.kind != "class" or scope is frame:
            found = scope.names.get(wanted)
            if found is not None:
                return found
            if wanted in scope.own:
                message = f"cannot access local variable '{wanted}' where it is not associated with a value"
                rt.fail(UnboundLocalError, message, (frame.unit, node))
        scope = scope.parent
    namespace = frame.module.namespace
    found = namespace.items.get(wanted)
    if found is None and scope is not None and scope.names is not namespace.items:
        found = scope.names.get(wanted)
    if found is None:
        found = find_builtin(rt, frame, wanted)
    if found is None:
        if namespace.open is None:
            rt.fail(NameError, f"name '{wanted}' is not defined", (frame.unit, node))
        reason = namespace.open.reason if namespace.open else ""
        found = Val(Unknown(reason, symbol=("name", frame.module.path, wanted)), "unknown", (frame.unit, node))
    return found


def attribute(rt: Runtime, frame: Frame, node: ast.Attribute) -> Val:
    """``value.name``."""
    return rt.attribute(rt.eval(node.value, frame), node.attr, frame, (frame.unit, node))


def subscript(rt: Runtime, frame: Frame, node: ast.Subscript) -> Val:
    """``value[key]``."""
    container = rt.eval(node.value, frame)
    key = rt.eval(node.slice, frame)
    return get_item(rt, container, key, frame, (frame.unit, node))


def slice_(rt: Runtime, frame: Frame, node: ast.Slice) -> Val:
    """``a:b:c``."""
    parts = [rt.plain(rt.eval(part, frame)) if part else None for part in (node.lower, node.upper, node.step)]
    at = (frame.unit, node)
    if any(part is not None and not isinstance(part, int) for part in parts):
        rt.fail(TypeError, "slice indices must be integers or None or have an __index__ method", at)
    return Val(slice(*parts), "literal", at)


def starred(rt: Runtime, frame: Frame, node: ast.Starred) -> NoReturn:
    """``*value`` where its parent did not take it apart."""
    raise NotKnown(Unknown("a starred expression"))


def awaited(rt: Runtime, frame: Frame, node: ast.Await) -> Val:
    """``await value``: coroutines are worked out at once."""
    return rt.eval(node.value, frame)


def yielded(rt: Runtime, frame: Frame, node: ast.Yield) -> Val:
    """``yield value``: the items of a generator are collected in its frame."""
    val = rt.eval(node.value, frame) if node.value else Val(None)
    _collected(frame).append(val)
    return Val(None)


def yielded_from(rt: Runtime, frame: Frame, node: ast.YieldFrom) -> Val:
    """``yield from value``."""
    _collected(frame).extend(rt.iterate(rt.eval(node.value, frame), frame, (frame.unit, node)))
    return Val(None)


def _collected(frame: Frame) -> list[Val]:
    held = frame.names.get("yield")
    if held is None:
        raise NotKnown(Unknown("a generator outside a function"))
    return held.raw.items  # type: ignore[no-any-return]  # a ListObj made by the call


def arguments(rt: Runtime, frame: Frame, node: ast.Call) -> tuple[list[Val], dict[str, Val], Unknown | None]:
    """The arguments of a call, and an Unknown when there may be more keywords."""
    args: list[Val] = []
    opened: Unknown | None = None
    for part in node.args:
        if isinstance(part, ast.Starred):
            args += rt.iterate(rt.eval(part.value, frame), frame, (frame.unit, part))
        else:
            args.append(rt.attempt(part, frame))
    keywords: dict[str, Val] = {}
    for keyword in node.keywords:
        if keyword.arg is not None:
            val = rt.attempt(keyword.value, frame)
            at = val.at
            same = isinstance(at, tuple) and at[1] is keyword.value
            keywords[keyword.arg] = val if same else Val(val.raw, val.how, (frame.unit, keyword.value), (val,))
            continue
        made = DictObj()
        rt.merge(made, rt.eval(keyword.value, frame), frame, (frame.unit, keyword.value))
        keywords.update(made.items)
        opened = opened or made.open
    return args, keywords, opened


def call(rt: Runtime, frame: Frame, node: ast.Call) -> Val:
    """``function(...)``."""
    at = (frame.unit, node)
    target = node.func
    if isinstance(target, ast.Attribute):
        receiver = rt.eval(target.value, frame)
        if type(receiver.raw) is Choice:
            return _choice_method(rt, frame, node, receiver, target.attr, at)
        function = rt.attribute(receiver, target.attr, frame, (frame.unit, target))
    else:
        function = rt.eval(target, frame)
    args, keywords, opened = arguments(rt, frame, node)
    if opened is not None:
        keywords["**"] = Val(opened, "unknown", at)
    return rt.call(function, args, keywords, frame, at)


def _choice_method(rt: Runtime, frame: Frame, node: ast.Call, receiver: Val, name: str, at: At) -> Val:
    if name not in TEXT_METHODS or _holds_container(receiver):
        receiver = rt.force(receiver)
    args, keywords, opened = arguments(rt, frame, node)
    if opened is not None:
        raise NotKnown(opened)

    def apply(*vals: Val) -> Val:
        function = rt.attribute(vals[0], name, frame, at)
        return rt.call(function, list(vals[1:]), keywords, frame, at)

    return rt.lift(apply, [receiver, *args], at)


def _holds_container(val: Val) -> bool:
    raw = val.raw
    if type(raw) is Choice:
        return _holds_container(raw.yes) or _holds_container(raw.no)
    return isinstance(raw, (DictObj, ListObj, SetObj)) or not isinstance(raw, (str, type(None), Unknown))
