"""def and class."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.classes.creation import create_class
from connlint.parsers.settings.functions import make_function
from connlint.parsers.settings.values import NotKnown, Unknown, Val

if TYPE_CHECKING:
    import ast

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame


def function(rt: Runtime, frame: Frame, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
    """``def name(...)``."""
    val = Val(make_function(rt, frame, node, node.name), "literal", (frame.unit, node))
    frame.home(node.name)[node.name] = _decorated(rt, frame, node.decorator_list, val, node.name)


def _decorated(rt: Runtime, frame: Frame, decorators: list[ast.expr], val: Val, name: str) -> Val:
    for decorator in reversed(decorators):
        at = (frame.unit, decorator)
        try:
            function = rt.eval(decorator, frame)
            if isinstance(function.raw, Unknown):
                reason = f"{name} has a decorator that cannot be read ({function.raw.reason})"
                val = Val(Unknown(reason, symbol=("decorated", frame.unit.path, decorator.lineno)), "unknown", at)
            else:
                val = rt.call(function, [val], {}, frame, at)
        except NotKnown as problem:
            val = Val(
                Unknown(f"{name} has a decorator that cannot be followed ({problem.unknown.reason})"), "unknown", at
            )
    return val


def class_(rt: Runtime, frame: Frame, node: ast.ClassDef) -> None:
    """``class name(bases): ...``."""
    bases = [rt.eval(base, frame) for base in node.bases]
    keywords = {keyword.arg: rt.eval(keyword.value, frame) for keyword in node.keywords if keyword.arg}
    inner = frame.child("class", {})
    inner.receiver = None
    inner.names["__module__"] = Val(frame.module.name)
    inner.names["__qualname__"] = Val(node.name)
    rt.run(node.body, inner)
    at = (frame.unit, node)
    val = create_class(rt, node.name, bases, inner.names, keywords, frame, at)
    val = _decorated(rt, frame, node.decorator_list, val, node.name)
    frame.home(node.name)[node.name] = val
