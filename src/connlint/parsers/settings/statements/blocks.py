"""Branches, loops, with, assert, and the ways out of a block."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.limits import MAX_ITEMS, LimitHit
from connlint.parsers.settings.statements.targets import assign_to
from connlint.parsers.settings.values import Instance, NativeObject, NotKnown, Raised, Unknown, Val

if TYPE_CHECKING:
    import ast

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
    items, opened = rt.known_items(rt.eval(node.iter, frame), frame, (frame.unit, node.iter))
    if opened is not None:
        raise NotKnown(opened)
    for item in items:
        rt.budget.step()
        assign_to(rt, node.target, item, frame)
        signal = rt.run(node.body, frame)
        if signal == "break":
            return None
        if isinstance(signal, Val):
            return signal
    return rt.run(node.orelse, frame)


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
    entered = manager
    if isinstance(manager.raw, (Instance, NativeObject)):
        enter = rt.find(manager, "__enter__", frame, at)
        entered = manager if enter is None else rt.call(enter, [], {}, frame, at)
    if part.optional_vars is not None:
        assign_to(rt, part.optional_vars, entered, frame)
    suppressed = getattr(manager.raw, "suppressed", None)
    if suppressed is not None:
        return _suppressing(rt, frame, node, index, suppressed)
    try:
        signal = with_(rt, frame, node, index + 1)
    except Raised as error:
        if _leave(rt, frame, manager, error.exc, at):
            return None
        raise
    _leave(rt, frame, manager, None, at)
    return signal


def _leave(rt: Runtime, frame: Frame, manager: Val, exc: Val | None, at: Any) -> bool:
    if isinstance(manager.raw, NativeObject):
        method = rt.find(manager, "__exit__", frame, at)
    else:
        method = rt.special(manager, "__exit__") if isinstance(manager.raw, Instance) else None
    if method is None:
        return False
    args = [Val(None)] * 3 if exc is None else [Val(getattr(exc.raw, "cls", None)), exc, Val(None)]
    return rt.truth(rt.call(method, args, {}, frame, at))


def _suppressing(rt: Runtime, frame: Frame, node: Any, index: int, types: list[Val]) -> Any:
    from connlint.parsers.settings.statements.trying import matches

    rt.handlers.append((types, frame))
    depth = len(rt.handlers)
    try:
        return with_(rt, frame, node, index + 1)
    except Raised as error:
        if any(matches(rt, error.exc, item) for item in types):
            return None
        raise
    finally:
        del rt.handlers[depth - 1 :]
