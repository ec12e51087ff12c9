"""raise and try."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.values import ClassObj, ExcObj, Instance, NotKnown, Raised, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame


class AnyError(Exception):
    """Stands for whatever a call that cannot be read may raise."""


def raise_(rt: Runtime, frame: Frame, node: ast.Raise) -> None:
    """``raise``, with the unset variables whose tests led here."""
    at = (frame.unit, node)
    causes: frozenset[str] = frozenset()
    for test in reversed(rt.tests):
        causes = rt.causes([test])
        if causes:
            break
    held = rt.caught_now[-1] if rt.caught_now else None
    if node.exc is None:
        if held is None:
            rt.fail(RuntimeError, "No active exception to reraise", at)
            return
        raise Raised(held.exc, held.causes or causes)
    val = _exception(rt, frame, node, at)
    if held is not None:
        causes = held.causes or causes
    raise Raised(Val(val.raw, "raised", at), causes)


def _exception(rt: Runtime, frame: Frame, node: ast.Raise, at: Any) -> Val:
    """The exception; an error in making it, or an unknown one, still raises."""
    assert node.exc is not None  # noqa: S101  the caller asked
    try:
        val = rt.force(rt.eval(node.exc, frame))
        if isinstance(val.raw, (ClassObj, type)):
            val = rt.call(val, [], {}, frame, at)
    except NotKnown:
        return Val(ExcObj(AnyError), "raised", at)
    return val if isinstance(val.raw, (ExcObj, Instance)) else Val(ExcObj(AnyError), "raised", at)


def try_(rt: Runtime, frame: Frame, node: ast.Try) -> Any:
    """``try: ... except ...: ... else: ... finally: ...``."""
    try:
        signal = _guarded(rt, frame, node)
    except Raised:
        if rt.run(node.finalbody, frame) is not None:
            return None
        raise
    last = rt.run(node.finalbody, frame)
    return signal if last is None else last


def _guarded(rt: Runtime, frame: Frame, node: ast.Try) -> Any:
    depth = len(rt.handlers)
    rt.handlers.append((node, frame))
    try:
        signal = rt.run(node.body, frame)
    except Raised as error:
        del rt.handlers[depth:]
        return _handle(rt, frame, node, error)
    finally:
        del rt.handlers[depth:]
    return rt.run(node.orelse, frame) if signal is None else signal


def _handle(rt: Runtime, frame: Frame, node: ast.Try, error: Raised) -> Any:
    for handler in node.handlers:
        if handler.type is not None and not matches(rt, error.exc, rt.eval(handler.type, frame)):
            continue
        if handler.name:
            frame.home(handler.name)[handler.name] = error.exc
        rt.caught_now.append(error)
        try:
            return rt.run(handler.body, frame)
        finally:
            rt.caught_now.pop()
            if handler.name:
                frame.home(handler.name).pop(handler.name, None)
    raise error


def matches(rt: Runtime, exc: Val, types: Val) -> bool:
    """Whether ``except types`` catches the exception."""
    raw = rt.force(types).raw
    if isinstance(raw, tuple):
        return any(matches(rt, exc, item) for item in raw)
    if isinstance(raw, Unknown):
        return isinstance(exc.raw, ExcObj) and exc.raw.cls is AnyError
    cls = getattr(exc.raw, "cls", None)
    if isinstance(cls, ClassObj):
        return raw in cls.mro or any(isinstance(base, type) and _subclass(base, raw) for base in cls.mro)
    if cls is AnyError:
        return isinstance(raw, type) and not issubclass(raw, (ImportError, KeyError, NameError))
    return isinstance(cls, type) and _subclass(cls, raw)


def _subclass(cls: type, raw: Any) -> bool:
    return isinstance(raw, type) and issubclass(cls, raw)


_IMPORTS = frozenset({"ImportError", "ModuleNotFoundError"})


def catches_more(node: ast.Try) -> bool:
    """Whether a ``try`` handles anything but failing imports."""
    for handler in node.handlers:
        if handler.type is None:
            return True
        if any(isinstance(inner, ast.Name) and inner.id not in _IMPORTS for inner in ast.walk(handler.type)):
            return True
    return False


def caught(rt: Runtime, exc: Val) -> bool:
    """Whether an enclosing ``try`` of the program catches the exception."""
    for node, frame in reversed(rt.handlers):
        if isinstance(node, list):
            if any(matches(rt, exc, item) for item in node):
                return True
            continue
        for handler in node.handlers:
            if handler.type is None:
                return True
            try:
                if matches(rt, exc, rt.eval(handler.type, frame)):
                    return True
            except (NotKnown, Raised):
                continue
    return False
