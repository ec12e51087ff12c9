"""Binary and unary operators."""

from __future__ import annotations

import ast
import operator
import re
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import inherited
from connlint.parsers.settings.lifting import symbol_of
from connlint.parsers.settings.limits import MAX_BITS, MAX_TEXT, LimitHit, check_items, check_text
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.values import (
    ClassObj,
    DictObj,
    Instance,
    ListObj,
    NativeObject,
    SetObj,
    Unknown,
    Val,
)

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
CONTAINERS = (DictObj, ListObj, SetObj, tuple, Instance, ClassObj)
WIDTH = re.compile(r"\d{5,}|\*")


def binary(rt: Runtime, frame: Frame, op: ast.operator, left: Val, right: Val, at: At) -> Val:
    """``left op right``."""
    kind = type(op)

    def apply(one: Val, other: Val) -> Val:
        return _binary(rt, frame, kind, one, other, at)

    return rt.lift(apply, (left, right), at)


def _binary(rt: Runtime, frame: Frame, op: type[ast.operator], left: Val, right: Val, at: At) -> Val:
    a, b = left.raw, right.raw
    symbol, function, dunder = OPERATORS[op]
    found = _special(rt, frame, left, right, dunder, at)
    if found is not None:
        return found
    if type(a) is Unknown or type(b) is Unknown:
        return _unknown(rt, symbol, left, right, at)
    if isinstance(a, CONTAINERS) or isinstance(b, CONTAINERS):
        result = _containers(rt, frame, op, left, right, at)
    elif isinstance(a, NativeObject) or isinstance(b, NativeObject):
        method = rt.find(left, f"__{dunder}__", frame, at) if isinstance(a, NativeObject) else None
        if method is not None:
            return rt.call(method, [right], {}, frame, at)
        return Val(Unknown(f"{symbol} on {type_name(left)} is not modelled"), "unknown", at, (left, right))
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
            if method is not None:
                return rt.call(method, [argument], {}, frame, at)
    return None


def _unknown(rt: Runtime, symbol: str, left: Val, right: Val, at: At) -> Val:
    first = left.raw if type(left.raw) is Unknown else right.raw
    kinds = {side.raw.kind if type(side.raw) is Unknown else type(side.raw).__name__ for side in (left, right)}
    kind = "str" if "str" in kinds and symbol in "+%" else "dict" if symbol == "|" and "DictObj" in kinds else ""
    names = (symbol_of(left), symbol_of(right))
    return rt.derived(first, at, (left, right), kind, None if None in names else ("op", symbol, *names))


def guard(op: type[ast.operator], a: Any, b: Any) -> None:
    """Refuse what would take too long or too much memory."""
    if op is ast.Mod and isinstance(a, (str, bytes)):
        text = a if isinstance(a, str) else a.decode("latin-1")
        if WIDTH.search(text):
            raise LimitHit("a very wide format")
    elif op is ast.Mult:
        if isinstance(a, (str, bytes)) or isinstance(b, (str, bytes)):
            unit, times = (a, b) if isinstance(a, (str, bytes)) else (b, a)
            if isinstance(times, int):
                check_text(len(unit) * max(times, 0))
        elif isinstance(a, int) and isinstance(b, int) and a.bit_length() + b.bit_length() > MAX_BITS:
            raise LimitHit("a very large number")
    elif op is ast.Pow and isinstance(a, int) and isinstance(b, int):
        if max(a.bit_length(), 1) * abs(b) > MAX_BITS:
            raise LimitHit("a very large number")
    elif op is ast.LShift and isinstance(a, int) and isinstance(b, int):
        if a.bit_length() + max(b, 0) > MAX_BITS:
            raise LimitHit("a very large number")
    elif op is ast.Add and isinstance(a, str) and isinstance(b, str) and len(a) + len(b) > MAX_TEXT:
        raise LimitHit("a very long text")


def _containers(rt: Runtime, frame: Frame, op: type[ast.operator], left: Val, right: Val, at: At) -> Any:
    a, b = _payload(left.raw), _payload(right.raw)
    if isinstance(a, str) and op is ast.Mod:
        return _percent(rt, frame, a, right, at)
    if op is ast.Add and type(a) is type(b) and isinstance(a, (ListObj, tuple)):
        return _concatenate(a, b)
    if op is ast.Mult and isinstance(a, (ListObj, tuple)) != isinstance(b, (ListObj, tuple)):
        return _repeat(rt, left, right, a, b, at)
    if isinstance(a, DictObj) and isinstance(b, DictObj) and op is ast.BitOr:
        merged = DictObj({**({} if b.open else a.items), **b.items}, a.open or b.open, a.kind)
        return merged  # noqa: RET504  names what it is
    if isinstance(a, SetObj) and isinstance(b, SetObj):
        found = _sets(op, a, b)
        if found is not None:
            return found
    if isinstance(a, (str, int, float)) and isinstance(b, (str, int, float)):
        guard(op, a, b)
        return OPERATORS[op][1](a, b)
    _fail(rt, TypeError(), OPERATORS[op][0], left, right, at)
    return None


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
    if not isinstance(times, int):
        _fail(rt, TypeError(), "*", left, right, at)
    length = len(items) if isinstance(items, tuple) else len(items.items)
    check_items(length * max(times, 0))
    return items * times if isinstance(items, tuple) else ListObj(items.items * times, items.open)


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


def _percent(rt: Runtime, frame: Frame, text: str, right: Val, at: At) -> Any:
    guard(ast.Mod, text, None)
    raw = right.raw
    values: Any
    if isinstance(raw, tuple):
        values = tuple(_shown(rt, frame, item, at) for item in raw)
    elif isinstance(raw, DictObj):
        wanted = set(re.findall(r"%\((\w*)\)", text))
        values = {key: _shown(rt, frame, val, at) for key, val in raw.items.items() if key in wanted}
        if raw.open is not None and not wanted <= set(values):
            raise rt.not_known(raw.open.reason, raw.open.missing)
    else:
        values = _shown(rt, frame, right, at)
    try:
        return text % values
    except (TypeError, ValueError, KeyError) as error:
        return rt.fail(type(error), str(error), at)


def _shown(rt: Runtime, frame: Frame, val: Val, at: At) -> Any:
    from connlint.parsers.settings.methods.conversion import text_of

    val = rt.force(val)
    return val.raw if isinstance(val.raw, (int, float)) else text_of(rt, frame, val, at)


def unary(rt: Runtime, frame: Frame, op: ast.unaryop, operand: Val, at: At) -> Val:
    """``-x``, ``+x``, ``~x``."""
    functions: dict[type, Callable[[Any], Any]] = {
        ast.USub: operator.neg,
        ast.UAdd: operator.pos,
        ast.Invert: operator.invert,
    }

    def apply(val: Val) -> Val:
        if type(val.raw) is Unknown:
            return rt.derived(val.raw, at, (val,), val.raw.kind)
        if isinstance(val.raw, NativeObject) and isinstance(op, ast.Invert):
            return rt.call(rt.attribute(val, "__invert__", frame, at), [], {}, frame, at)
        if not isinstance(val.raw, (int, float, complex)):
            return rt.fail(TypeError, f"bad operand type for unary: '{type_name(val)}'", at)  # type: ignore[no-any-return]
        return Val(functions[type(op)](val.raw), val.how, at, (val,))

    return rt.lift(apply, (operand,), at)


def in_place(rt: Runtime, frame: Frame, op: ast.operator, left: Val, right: Val, at: At) -> Val:
    """``left op= right``: lists, sets and dicts change, anything else is made anew."""
    a, b = left.raw, right.raw
    method = rt.special(left, f"__i{OPERATORS[type(op)][2]}__")
    if method is not None:
        return rt.call(method, [right], {}, frame, at)
    if isinstance(a, ListObj) and isinstance(op, ast.Add):
        if type(b) is Unknown:
            a.items, a.open = [], b
        else:
            items, opened = rt.iterate_open(right, frame, at)
            check_items(len(a.items) + len(items))
            a.items.extend(items)
            a.open = a.open or opened
        return Val(a, left.how, at, (left, right))
    if isinstance(a, DictObj) and isinstance(op, ast.BitOr):
        rt.merge(a, right, frame, at)
        return Val(a, left.how, at, (left, right))
    if isinstance(a, SetObj) and isinstance(op, ast.BitOr) and isinstance(b, SetObj):
        a.items.update(b.items)
        a.open = a.open or b.open
        return Val(a, left.how, at, (left, right))
    made = binary(rt, frame, op, left, right, at)
    if isinstance(a, SetObj) and isinstance(made.raw, SetObj):
        a.items, a.open = made.raw.items, made.raw.open
        return Val(a, left.how, at, (left, right))
    return made
