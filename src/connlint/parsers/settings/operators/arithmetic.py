"""Binary and unary operators."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import inherited
from connlint.parsers.settings.havoc import reachable
from connlint.parsers.settings.lifting import symbol_of
from connlint.parsers.settings.limits import check_items
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.operators.guarding import guard
from connlint.parsers.settings.operators.percent import percent
from connlint.parsers.settings.values import (
    Choice,
    ClassObj,
    DictObj,
    Instance,
    ListObj,
    NativeObject,
    SetObj,
    Unknown,
    Val,
)
from connlint.parsers.settings.views import as_sets

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

OPERATORS: dict[type[ast.operator], tuple[str, Callable[[Any, Any], Any], str]] = {
    ast.Add: ("+", operator.add, "add"),
    ast.Sub: ("-", operator.sub, "sub"),
    ast.Mult: ("*", operator.mul, "mul"),
    ast.Div: ("/", operator.truediv, "truediv"),
    ast.FloorDiv: ("//", operator.floordiv, "floordiv"),
    ast.Mod: ("%", operator.mod, "mod"),
    ast.Pow: ("**", operator.pow, "pow"),
    ast.LShift: ("<<", operator.lshift, "lshift"),
    ast.RShift: (">>", operator.rshift, "rshift"),
    ast.BitOr: ("|", operator.or_, "or"),
    ast.BitAnd: ("&", operator.and_, "and"),
    ast.BitXor: ("^", operator.xor, "xor"),
    ast.MatMult: ("@", operator.matmul, "matmul"),
}
SET_OPERATORS = (ast.BitOr, ast.BitAnd, ast.BitXor, ast.Sub)
ODD_KINDS = ("Counter", "ChainMap")
UNARY: dict[type[ast.unaryop], tuple[str, Callable[[Any], Any]]] = {
    ast.USub: ("__neg__", operator.neg),
    ast.UAdd: ("__pos__", operator.pos),
    ast.Invert: ("__invert__", operator.invert),
}
CONTAINERS = (DictObj, ListObj, SetObj, tuple, Instance, ClassObj)


def binary(rt: Runtime, frame: Frame, op: ast.operator, left: Val, right: Val, at: At) -> Val:
    """``left op right``."""
    kind = type(op)

    def apply(one: Val, other: Val) -> Val:
        return _binary(rt, frame, kind, one, other, at)

    return rt.lift(apply, (left, right), at)


def _binary(rt: Runtime, frame: Frame, op: type[ast.operator], left: Val, right: Val, at: At) -> Val:
    symbol, function, dunder = OPERATORS[op]
    found = _special(rt, frame, left, right, dunder, at)
    if found is not None:
        return found
    if op in SET_OPERATORS:
        left, right = as_sets(rt, left, right, frame, at)
    a, b = left.raw, right.raw
    if type(a) is Unknown or type(b) is Unknown:
        return _unknown(rt, symbol, left, right, at)
    if op is ast.Mod and isinstance(_payload(a), str):
        result = percent(rt, frame, _payload(a), right, at)
    elif isinstance(a, NativeObject) or isinstance(b, NativeObject):
        method = rt.find(left, f"__{dunder}__", frame, at) if isinstance(a, NativeObject) else None
        if method is not None:
            return rt.call(method, [right], {}, frame, at)
        return Val(Unknown(f"{symbol} on {type_name(left)} is not modelled"), "unknown", at, (left, right))
    elif isinstance(a, CONTAINERS) or isinstance(b, CONTAINERS):
        result = _containers(rt, frame, op, left, right, at)
    else:
        guard(op, a, b)
        try:
            result = function(a, b)
        except (TypeError, ValueError, ArithmeticError) as error:
            return _fail(rt, error, symbol, left, right, at)
    return Val(result, inherited((left, right)), at, (left, right))


def _fail(rt: Runtime, error: Exception, symbol: str, left: Val, right: Val, at: At) -> Val:
    message = str(error)
    if isinstance(error, TypeError):
        message = f"unsupported operand type(s) for {symbol}: '{type_name(left)}' and '{type_name(right)}'"
    return rt.fail(type(error), message, at)  # type: ignore[no-any-return]  # fail never returns


def _special(rt: Runtime, frame: Frame, left: Val, right: Val, dunder: str, at: At) -> Val | None:
    """What ``__add__`` or ``__radd__`` of a class of the project gives; None when there is none."""
    for receiver, argument, name in ((left, right, f"__{dunder}__"), (right, left, f"__r{dunder}__")):
        if type(receiver.raw) is Instance:
            method = rt.special(receiver, name)
            made = None if method is None else rt.call(method, [argument], {}, frame, at)
            if made is not None and made.raw is not NotImplemented:
                return made
    return None


def _unknown(rt: Runtime, symbol: str, left: Val, right: Val, at: At) -> Val:
    first = left.raw if type(left.raw) is Unknown else right.raw
    kinds = {side.raw.kind if type(side.raw) is Unknown else type(side.raw).__name__ for side in (left, right)}
    kind = "str" if "str" in kinds and symbol in "+%" else "dict" if symbol == "|" and "DictObj" in kinds else ""
    names = (symbol_of(left), symbol_of(right))
    return rt.derived(first, at, (left, right), kind, None if None in names else ("op", symbol, *names))


def _containers(rt: Runtime, frame: Frame, op: type[ast.operator], left: Val, right: Val, at: At) -> Any:
    a, b = _payload(left.raw), _payload(right.raw)
    for side in (a, b):
        if getattr(side, "kind", "") in ODD_KINDS or (isinstance(side, ClassObj) and op is ast.BitOr):
            return Unknown(f"{OPERATORS[op][0]} on a {type_name(left)} is not modelled", kind="harmless")
    if op is ast.Add and type(a) is type(b) and isinstance(a, (ListObj, tuple)) and _kind(a) == _kind(b):
        return _concatenate(a, b)
    if op is ast.Mult and isinstance(a, (ListObj, tuple)) != isinstance(b, (ListObj, tuple)):
        return _repeat(rt, left, right, a, b, at)
    if isinstance(a, DictObj) and isinstance(b, DictObj) and op is ast.BitOr:
        kind = "dict" if a.kind == "globals" else a.kind
        return DictObj({**({} if b.open else a.items), **b.items}, a.open or b.open, kind, a.factory)
    if isinstance(a, SetObj) and isinstance(b, SetObj):
        found = _sets(op, a, b)
        if found is not None:
            return found
    error: Exception = TypeError()
    filled = op is ast.Mod and isinstance(a, bytes)
    if not isinstance(a, CONTAINERS) and (filled or not isinstance(b, CONTAINERS)):
        guard(op, a, b)
        try:
            return OPERATORS[op][1](a, rt.plain(Val(b)) if filled else b)
        except (TypeError, ValueError, ArithmeticError) as problem:
            error = problem
    return _fail(rt, error, OPERATORS[op][0], left, right, at)


def _kind(raw: Any) -> str:
    return getattr(raw, "kind", "tuple")


def _payload(raw: Any) -> Any:
    return raw.base if type(raw) is Instance and raw.base is not None else raw


def _concatenate(a: Any, b: Any) -> Any:
    if isinstance(a, tuple):
        check_items(len(a) + len(b))
        return a + b
    check_items(len(a.items) + len(b.items))
    return ListObj([*a.items, *b.items], a.open or b.open, a.kind)


def _repeat(rt: Runtime, left: Val, right: Val, a: Any, b: Any, at: At) -> Any:
    items, times = (a, b) if isinstance(a, (ListObj, tuple)) else (b, a)
    if not isinstance(times, int) or _kind(items) == "iterator":
        _fail(rt, TypeError(), "*", left, right, at)
    length = len(items) if isinstance(items, tuple) else len(items.items)
    check_items(length * max(times, 0))
    return items * times if isinstance(items, tuple) else ListObj(items.items * times, items.open, items.kind)


def _sets(op: type[ast.operator], a: SetObj, b: SetObj) -> SetObj | None:
    opened = a.open or b.open
    if op is ast.BitOr:
        return SetObj({**a.items, **b.items}, opened, a.kind)
    if opened is not None:
        return SetObj({}, opened, a.kind)
    if op is ast.BitAnd:
        return SetObj({key: val for key, val in a.items.items() if key in b.items}, None, a.kind)
    if op is ast.Sub:
        return SetObj({key: val for key, val in a.items.items() if key not in b.items}, None, a.kind)
    if op is ast.BitXor:
        both = {**a.items, **b.items}
        return SetObj({k: v for k, v in both.items() if (k in a.items) is not (k in b.items)}, None, a.kind)
    return None


def unary(rt: Runtime, frame: Frame, op: ast.unaryop, operand: Val, at: At) -> Val:
    """``-x``, ``+x``, ``~x``."""
    dunder, function = UNARY[type(op)]

    def apply(val: Val) -> Val:
        raw = val.raw
        if type(raw) is Unknown:
            return rt.derived(raw, at, (val,), raw.kind)
        method = rt.special(val, dunder) if type(raw) is Instance else None
        if method is None and isinstance(raw, NativeObject) and isinstance(op, ast.Invert):
            method = rt.find(val, dunder, frame, at)
        if method is not None:
            return rt.call(method, [], {}, frame, at)
        plain = _payload(raw)
        if getattr(plain, "kind", "") in ODD_KINDS:
            return Val(Unknown(f"an operator on a {type_name(val)} is not modelled", kind="harmless"), "unknown", at)
        try:
            return Val(function(int(plain) if isinstance(plain, bool) else plain), val.how, at, (val,))
        except TypeError:
            return rt.fail(TypeError, f"bad operand type for unary: '{type_name(val)}'", at)  # type: ignore[no-any-return]

    return rt.lift(apply, (operand,), at)


def in_place(rt: Runtime, frame: Frame, op: ast.operator, left: Val, right: Val, at: At) -> Val:
    """``left op= right``: lists, sets and dicts change, anything else is made anew."""
    if type(left.raw) is Choice and reachable([left]):
        left = rt.force(left)
    if type(left.raw) is Instance:
        method = rt.special(left, f"__i{OPERATORS[type(op)][2]}__")
        if method is not None:
            return rt.call(method, [right], {}, frame, at)
    a = _payload(left.raw)
    if isinstance(a, ListObj) and a.kind != "iterator" and isinstance(op, ast.Add):
        _extend(rt, frame, a, right, at)
    elif isinstance(a, DictObj) and a.kind not in ODD_KINDS and isinstance(op, ast.BitOr):
        rt.merge(a, right, frame, at)
    else:
        if type(left.raw) is Unknown and not isinstance(right.raw, (str, int, float)):
            rt.taint([left], left.raw)
        made = binary(rt, frame, op, left, right, at)
        if not isinstance(a, (ListObj, SetObj)) or type(made.raw) is not type(a) or a.kind == "frozenset":
            return made
        a.items, a.open = made.raw.items, made.raw.open
    return Val(left.raw, left.how, at, (left, right))


def _extend(rt: Runtime, frame: Frame, target: ListObj, right: Val, at: At) -> None:
    if type(right.raw) is Unknown:
        target.items, target.open = [], right.raw
        return
    items, opened = rt.iterate_open(right, frame, at)
    check_items(len(target.items) + len(items))
    target.items.extend(items)
    target.open = target.open or opened
