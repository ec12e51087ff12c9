"""Branches, loops, with, assert, and the ways out of a block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.limits import MAX_ITEMS, LimitHit
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.statements.targets import assign_to
from connlint.parsers.settings.values import (
    DictObj,
    Instance,
    ListObj,
    NativeObject,
    NotKnown,
    Raised,
    SetObj,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    import ast
    from collections.abc import Iterator

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame


def return_(rt: Runtime, frame: Frame, node: ast.Return) -> Val:
    """``return value``."""
    return rt.eval(node.value, frame) if node.value is not None else Val(None, "computed", (frame.unit, node))


def break_(rt: Runtime, frame: Frame, node: ast.Break) -> str:
    """``break``."""
    return "break"


def continue_(rt: Runtime, frame: Frame, node: ast.Continue) -> str:
    """``continue``."""
    return "continue"


def if_(rt: Runtime, frame: Frame, node: ast.If) -> Any:
    """``if test: ... else: ...``."""
    test = rt.eval(node.test, frame)
    body = node.body if rt.truth(test, node.test) else node.orelse
    if not body:
        return None
    rt.tests.append(test)
    signal = rt.run(body, frame)
    rt.tests.pop()
    return signal


def assert_(rt: Runtime, frame: Frame, node: ast.Assert) -> None:
    """``assert test``."""
    test = rt.eval(node.test, frame)
    if not rt.truth(test, node.test):
        rt.fail(AssertionError, "assertion failed", (frame.unit, node), *rt.causes([test]))


def for_(rt: Runtime, frame: Frame, node: ast.For | ast.AsyncFor) -> Any:
    """``for target in items``."""
    for item in _each(rt, frame, rt.force(rt.eval(node.iter, frame)), (frame.unit, node.iter)):
        rt.budget.step()
        assign_to(rt, node.target, item, frame)
        signal = rt.run(node.body, frame)
        if signal == "break":
            return None
        if isinstance(signal, Val):
            return signal
    return rt.run(node.orelse, frame)


def _each(rt: Runtime, frame: Frame, val: Val, at: Any) -> Iterator[Val]:
    """The items one by one: the body of the loop may change, or use up, what it runs over."""
    raw = val.raw
    if isinstance(raw, ListObj) and raw.open is None:
        yield from _each_of_list(raw)
        return
    items, opened = rt.known_items(val, frame, at)
    if opened is not None:
        raise NotKnown(opened)
    raw = getattr(raw, "owner", val).raw  # a view of a dict
    size = len(items)
    for item in items:
        yield item
        if isinstance(raw, (DictObj, SetObj)) and len(raw.items) != size:
            if raw.open is not None:
                raise NotKnown(raw.open)
            rt.fail(RuntimeError, "changed size during iteration", at)


def _each_of_list(raw: ListObj) -> Iterator[Val]:
    position = 0
    while position < len(raw.items):
        if raw.kind == "iterator":
            yield raw.items.pop(0)
        else:
            yield raw.items[position]
            position += 1
    if raw.open is not None:
        raise NotKnown(raw.open)


def while_(rt: Runtime, frame: Frame, node: ast.While) -> Any:
    """``while test``; an undecided test cannot be followed."""
    for _ in range(MAX_ITEMS):
        rt.budget.step()
        test = rt.eval(node.test, frame)
        found = rt.peek(test, node.test)
        if not isinstance(found, bool):
            raise NotKnown(Unknown("a loop with a condition that cannot be decided"))
        if not found:
            return rt.run(node.orelse, frame)
        signal = rt.run(node.body, frame)
        if signal == "break":
            return None
        if isinstance(signal, Val):
            return signal
    raise LimitHit(f"a loop of more than {MAX_ITEMS:,} rounds")


def with_(rt: Runtime, frame: Frame, node: ast.With | ast.AsyncWith, index: int = 0) -> Any:
    """``with manager as target``."""
    if index == len(node.items):
        return rt.run(node.body, frame)
    part = node.items[index]
    at = (frame.unit, part.context_expr)
    manager = rt.force(rt.eval(part.context_expr, frame))
    leave = _method(rt, frame, manager, "__exit__", at)
    enter = _method(rt, frame, manager, "__enter__", at)
    entered = manager if enter is None else rt.call(enter, [], {}, frame, at)
    if part.optional_vars is not None:
        assign_to(rt, part.optional_vars, entered, frame)
    suppressed = getattr(manager.raw, "suppressed", None)
    if suppressed is not None:
        return _suppressing(rt, frame, node, index, suppressed)
    rt.managed += 1
    try:
        signal = with_(rt, frame, node, index + 1)
    except Raised as error:
        if isinstance(manager.raw, Unknown):
            raise NotKnown(manager.raw) from None
        if leave is None or not rt.truth(rt.call(leave, _told(error.exc), {}, frame, at)):
            raise
        return None
    finally:
        rt.managed -= 1
    if leave is not None:
        rt.call(leave, [Val(None)] * 3, {}, frame, at)
    return signal


def _method(rt: Runtime, frame: Frame, manager: Val, name: str, at: Any) -> Val | None:
    """A method of a context manager; None where the manager is not modelled as far."""
    raw = manager.raw
    if isinstance(raw, NativeObject):
        return rt.find(manager, name, frame, at)
    if isinstance(raw, Unknown):
        return None
    found = rt.find(manager, name, frame, at) if isinstance(raw, Instance) else None
    if found is None:
        rt.fail(TypeError, f"'{type_name(manager)}' object does not support the context manager protocol", at)
    return found


def _told(exc: Val) -> list[Val]:
    """What ``__exit__`` is told of an exception."""
    return [Val(getattr(exc.raw, "cls", None)), exc, Val(None)]


def _suppressing(rt: Runtime, frame: Frame, node: Any, index: int, types: list[Val]) -> Any:
    from connlint.parsers.settings.statements.trying import catches

    rt.handlers.append((types, frame))
    depth = len(rt.handlers)
    try:
        return with_(rt, frame, node, index + 1)
    except Raised as error:
        named = node.items[index].context_expr
        if catches(rt, frame, named, Val(tuple(types)), error.exc, others=False):
            return None
        raise
    finally:
        del rt.handlers[depth - 1 :]
