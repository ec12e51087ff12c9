"""Calling anything that can be called."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings import strict
from connlint.parsers.settings.call import Call
from connlint.parsers.settings.effects import MUTATING, told_the_name
from connlint.parsers.settings.functions import call_function
from connlint.parsers.settings.havoc import reachable
from connlint.parsers.settings.lifting import symbol_of
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.texts import condition
from connlint.parsers.settings.unit import place_of
from connlint.parsers.settings.values import (
    BoundMethod,
    Choice,
    ClassObj,
    DictObj,
    FunctionObj,
    Instance,
    ModuleObj,
    Native,
    NativeClass,
    NativeObject,
    NotKnown,
    Question,
    Unknown,
    Val,
    Wrapped,
)

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At


ODD = (TypeError, AttributeError, LookupError, ValueError, ArithmeticError, OSError)
"""What a function implemented here may run into when it is given arguments of types that nobody passes."""


def call_value(rt: Runtime, function: Val, args: list[Val], keywords: dict[str, Val], frame: Frame, at: At) -> Val:
    """Call ``function``."""
    raw = function.raw
    kind = type(raw)
    if kind is FunctionObj:
        return call_function(rt, raw, args, keywords, at)
    if kind is Native:
        return call_native(rt, raw, args, keywords, frame, at)
    if kind is BoundMethod:
        return call_value(rt, raw.function, [raw.receiver, *args], keywords, frame, at)
    if kind is ClassObj:
        from connlint.parsers.settings.classes.instances import instantiate

        return instantiate(rt, function, args, keywords, frame, at)
    if isinstance(raw, type):
        from connlint.parsers.settings.builtin.types import construct

        return construct(rt, function, args, keywords, frame, at)
    if kind is Choice:
        return call_value(rt, rt.force(function), args, keywords, frame, at)
    if kind is Unknown:
        return call_unknown(rt, function, args, keywords, frame, at)
    if isinstance(raw, NativeObject):
        return _call_object(rt, raw, args, keywords, frame, at)
    if kind is Instance:
        method = rt.special(function, "__call__")
        if method is not None:
            return rt.call(method, args, keywords, frame, at)
        if raw.open is not None:
            return call_unknown(rt, Val(raw.open), args, keywords, frame, at)
    if kind is Wrapped:
        return call_value(rt, raw.function, args, keywords, frame, at)
    return rt.fail(TypeError, f"'{type_name(function)}' object is not callable", at)  # type: ignore[no-any-return]


def call_native(rt: Runtime, raw: Native, args: list[Val], keywords: dict[str, Val], frame: Frame, at: At) -> Val:
    """Call a function implemented here; what it does not know makes its result unknown."""
    if raw.pure and not keywords:
        return rt.lift(lambda *vals: _invoke(rt, raw, list(vals), {}, frame, at), args, at)
    if not raw.lazy:
        args = [rt.force(arg) if type(arg.raw) is Choice else arg for arg in args]
        keywords = {key: rt.force(arg) if type(arg.raw) is Choice else arg for key, arg in keywords.items()}
    return _invoke(rt, raw, args, keywords, frame, at)


def _invoke(rt: Runtime, raw: Native, args: list[Val], keywords: dict[str, Val], frame: Frame, at: At) -> Val:
    if "**" in keywords:
        return rt.derived(keywords["**"].raw, at, tuple(args))
    try:
        return _guarded(raw, Call(rt, frame, at, args, keywords, raw.name))
    except NotKnown as problem:
        unknown = problem.unknown
        symbol: Any = None
        if raw.pure:
            names = tuple(symbol_of(arg) for arg in args)
            symbol = None if None in names else ("call", raw.name, *names)
        return rt.derived(
            unknown, at, tuple(args), "harmless" if unknown.kind == "harmless" and not raw.pure else "", symbol
        )
    except ODD:
        return rt.derived(Unknown(f"{raw.name}() with arguments of types that are not modelled"), at, tuple(args))


def _guarded(raw: Native, call: Call) -> Val:
    """Call it; arguments that it was not written for make its result unknown."""
    try:
        return raw.function(call)
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        if strict.on:
            raise
        raise NotKnown(Unknown(f"connlint does not follow this use of {raw.name}()")) from error


def _call_object(
    rt: Runtime, raw: NativeObject, args: list[Val], keywords: dict[str, Val], frame: Frame, at: At
) -> Val:
    if isinstance(raw, NativeClass):

        def make(call: Call) -> Val:
            made = raw.made(call, None)
            return Val(Unknown(f"{raw.name} objects are not modelled"), "unknown", at) if made is None else made

        return call_native(rt, Native(raw.name, make), args, keywords, frame, at)
    if raw.call is None:
        return rt.fail(TypeError, f"'{raw.type_name}' object is not callable", at)  # type: ignore[no-any-return]
    return call_native(rt, Native(raw.type_name, raw.call), args, keywords, frame, at)


def call_unknown(rt: Runtime, function: Val, args: list[Val], keywords: dict[str, Val], frame: Frame, at: At) -> Val:
    """Call something that cannot be read: it may change any container it is given."""
    unknown: Unknown = function.raw
    if isinstance(unknown.symbol, tuple) and unknown.symbol[0] == "method":
        from connlint.parsers.settings.methods.unknowns import call_method

        return call_method(rt, function, args, at)
    if isinstance(unknown.symbol, tuple) and unknown.symbol[0] == "attribute" and unknown.symbol[2] in MUTATING:
        rt.taint([function], unknown)
    harmless = unknown.kind == "harmless"
    if not harmless:
        rt.may_raise(at)
        _changes(rt, unknown, [*args, *keywords.values(), *_modules(rt, args, frame, at)], at)
    return Val(
        Unknown(unknown.reason, unknown.missing, "harmless" if harmless else ""), "unknown", at, (function, *args)
    )


def _modules(rt: Runtime, args: list[Val], frame: Frame, at: At) -> list[Val]:
    """The names of modules that are handed over, and of its own by a statement that tells its name."""
    found = [Val(arg.raw.namespace) for arg in args if isinstance(arg.raw, ModuleObj)]
    call = told_the_name(rt.statements[-1][0]) if rt.statements else None
    if call is not None and isinstance(at, tuple) and call is at[1]:
        found.append(Val(frame.module.namespace))
    return found


def _changes(rt: Runtime, unknown: Unknown, vals: list[Val], at: At) -> None:
    """What a function that cannot be read is given may be changed by it; a decision where that matters."""
    given = reachable(vals)
    if not given:
        return
    whole = any(isinstance(val.raw, DictObj) and "DATABASES" in val.raw.items for val in vals)
    if whole or not given.isdisjoint(rt.modules.objects(rt.relevance.names)):
        text = condition(at[1]) if isinstance(at, tuple) else "a call"
        place = place_of(at)
        what = unknown.reason if whole else place.short if place else text
        question = Question(("changes", what), f"{text} changes what it is given")
        with suppress(NotKnown):
            if not rt.decide(question):
                return
    rt.taint(vals, Unknown(f"passed to a function that cannot be read ({unknown.reason})"))
