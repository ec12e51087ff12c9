"""raise and try."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.effects import effects_of
from connlint.parsers.settings.signals import AnyError
from connlint.parsers.settings.texts import condition
from connlint.parsers.settings.values import (
    ClassObj,
    DictObj,
    ExcObj,
    Instance,
    ListObj,
    NativeClass,
    NotKnown,
    Question,
    Raised,
    SetObj,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame


NO_EXCEPTION = (str, bytes, int, float, complex, type(None), tuple, type, ClassObj, DictObj, ListObj, SetObj)
"""What can neither be raised nor be caught unless it is a class of exceptions."""


def raise_(rt: Runtime, frame: Frame, node: ast.Raise) -> None:
    """``raise``, with the unset variables whose tests led here."""
    at = (frame.unit, node)
    causes: frozenset[str] = frozenset()
    for test in reversed(rt.tests):
        causes = rt.causes([test])
        if causes:
            break
    causes = causes or frame.missed
    held = rt.caught_now[-1] if rt.caught_now else None
    if node.exc is None:
        if held is None:
            return rt.fail(RuntimeError, "No active exception to reraise", at)  # type: ignore[no-any-return]  # it never returns
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
        if _is_exception(val.raw) and isinstance(val.raw, (ClassObj, type)):
            val = rt.call(val, [], {}, frame, at)
    except NotKnown:
        return Val(ExcObj(AnyError), "raised", at)
    if isinstance(val.raw, (ExcObj, Instance, *NO_EXCEPTION)) and not _is_exception(val.raw):
        rt.fail(TypeError, "exceptions must derive from BaseException", at)
    return val if isinstance(val.raw, (ExcObj, Instance)) else Val(ExcObj(AnyError), "raised", at)


def _is_exception(raw: Any) -> bool:
    """Whether it is, or may be, an exception or a class of exceptions."""
    cls = raw.cls if isinstance(raw, (ExcObj, Instance)) else raw
    if isinstance(cls, ClassObj):
        return cls.unknown_base is not None or any(
            isinstance(base, NativeClass) or _is_exception(base) for base in cls.mro[1:]
        )
    return isinstance(cls, type) and issubclass(cls, BaseException)


def try_(rt: Runtime, frame: Frame, node: ast.Try) -> Any:
    """``try: ... except ...: ... else: ... finally: ...``."""
    try:
        signal = _guarded(rt, frame, node)
    except Raised:
        last = rt.run(node.finalbody, frame)
        if last is None:
            raise
        return last
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
    if not isinstance(node, ast.Try):
        raise NotKnown(Unknown("except* is not modelled"))
    for index, handler in enumerate(node.handlers):
        if handler.type is not None:
            types, others = rt.eval(handler.type, frame), index + 1 < len(node.handlers)
            if not catches(rt, frame, handler.type, types, error.exc, others=others):
                continue
        if handler.name:
            frame.home(handler.name)[handler.name] = error.exc
        rt.caught_now.append(error)
        before = len(rt.problems)
        try:
            signal = rt.run(handler.body, frame)
            if len(rt.problems) > before:
                _unbound(rt, frame, node, error)
            if signal is None and frame.kind == "function":
                frame.missed = error.causes
            return signal
        finally:
            rt.caught_now.pop()
            if handler.name:
                frame.home(handler.name).pop(handler.name, None)
    raise error


def _unbound(rt: Runtime, frame: Frame, node: ast.Try, error: Raised) -> None:
    """Where a handler raises and connlint goes on, the names that the body did not come to bind are unknown."""
    from connlint.parsers.settings.statements.running import exception_words

    if rt.problems[-1].kind != "guard-raises":
        return
    lost = Unknown(f"{frame.unit.name} raises {exception_words(error.exc)}")
    for statement in node.body:
        for name in effects_of(statement).names:
            frame.home(name).setdefault(name, Val(lost, "unknown", (frame.unit, statement)))


def catches(rt: Runtime, frame: Frame, node: ast.expr, types: Val, exc: Val, *, others: bool) -> bool:
    """Whether ``except types`` catches it; a decision where that is not known, or ``others`` may catch it as well."""
    found = matches(rt, exc, types)
    unknown = _unknown_types(rt, types)
    if found and getattr(exc.raw, "cls", None) is AnyError:
        sure = not others or (not unknown and matches(rt, Val(ExcObj(BaseException)), types))
    else:
        sure = found or not unknown
    if sure:
        return found
    key = ("catches", frame.unit.path, node.lineno, node.col_offset)
    text = ", ".join(map(condition, node.args)) if isinstance(node, ast.Call) else condition(node)
    return rt.decide(Question(key, f"{text} is raised", f"{text} is not raised"))


def _unknown_types(rt: Runtime, types: Val) -> bool:
    raw = rt.force(types).raw
    return isinstance(raw, Unknown) or (isinstance(raw, tuple) and any(_unknown_types(rt, item) for item in raw))


def matches(rt: Runtime, exc: Val, types: Val) -> bool:
    """Whether ``except types`` catches the exception, as far as the types are known."""
    raw = rt.force(types).raw
    if isinstance(raw, tuple):
        return any(_matches(rt, exc, rt.force(item).raw) for item in raw)
    return _matches(rt, exc, raw)


def _matches(rt: Runtime, exc: Val, raw: Any) -> bool:
    if isinstance(raw, Unknown):
        return isinstance(exc.raw, ExcObj) and exc.raw.cls is AnyError
    if isinstance(raw, NO_EXCEPTION) and not _is_exception(raw):
        rt.fail(TypeError, "catching classes that do not inherit from BaseException is not allowed", exc.at)
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
        if not isinstance(node, ast.Try):
            return True
        for handler in node.handlers:
            if handler.type is None:
                return True
            try:
                if matches(rt, exc, rt.eval(handler.type, frame)):
                    return True
            except NotKnown:
                continue
            except Raised:
                return True
    return False
