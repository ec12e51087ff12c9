"""Comparisons, identity and membership."""

from __future__ import annotations

import ast
import operator
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import inherited
from connlint.parsers.settings.lifting import symbol_of
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.operators.equality import contains, equal, same
from connlint.parsers.settings.texts import condition
from connlint.parsers.settings.values import Choice, DictObj, ListObj, NativeObject, NotKnown, SetObj, Unknown, Val
from connlint.parsers.settings.views import as_set

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

ORDER: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
METHODS: dict[type[ast.cmpop], str] = {ast.Lt: "__lt__", ast.LtE: "__le__", ast.Gt: "__gt__", ast.GtE: "__ge__"}
MIRRORED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.Gt, ast.LtE: ast.GtE, ast.Gt: ast.Lt, ast.GtE: ast.LtE}
WORDS: dict[type[ast.cmpop], str] = {
    ast.Eq: "==",
    ast.Is: "is",
    ast.In: "in",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Gt: ">",
    ast.GtE: ">=",
}
NEGATED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.NotEq: ast.Eq, ast.IsNot: ast.Is, ast.NotIn: ast.In}


def compare(rt: Runtime, frame: Frame, op: ast.cmpop, left: Val, right: Val, nodes: tuple[ast.expr, ast.expr]) -> Val:
    """``left op right``; ``nodes`` are the operands' for the text of a condition."""
    at = (frame.unit, nodes[0])
    kind = type(op)
    positive = NEGATED.get(kind, kind)

    def apply(one: Val, other: Val) -> Val:
        found = _positive(rt, frame, positive, one, other, nodes, at)
        return found if positive is kind else negate(found, at)

    return rt.lift(apply, (left, right), at)


def negate(val: Val, at: At) -> Val:
    """``not val`` for a bool or an unknown one."""
    raw = val.raw
    if type(raw) is Unknown:
        symbol = raw.symbol[1] if isinstance(raw.symbol, tuple) and raw.symbol[0] == "not" else ("not", raw.symbol)
        return Val(Unknown(raw.reason, raw.missing, "bool", symbol, raw.text), "unknown", at, (val,))
    if type(raw) is Choice:
        return Val(Choice(raw.question, negate(raw.yes, at), negate(raw.no, at)), val.how, at, (val,))
    return Val(not raw, val.how, at, (val,))


def _positive(
    rt: Runtime, frame: Frame, op: type[ast.cmpop], left: Val, right: Val, nodes: tuple[ast.expr, ast.expr], at: At
) -> Val:
    found: bool | Val | None
    if op is ast.Eq:
        found = equal(rt, frame, left, right, at)
    elif op is ast.Is:
        found = same(left, right)
    elif op is ast.In:
        found = contains(rt, frame, left, right, at)
    else:
        found = _order(rt, frame, op, left, right, at)
    if isinstance(found, Val):
        return found
    if found is None:
        return _open(rt, op, left, right, nodes, at)
    return Val(found, inherited((left, right)), at, (left, right))


def _order(rt: Runtime, frame: Frame, op: type[ast.cmpop], left: Val, right: Val, at: At) -> bool | Val | None:
    left, right = as_set(rt, left, at), as_set(rt, right, at)
    a, b = left.raw, right.raw
    if type(a) is Unknown or type(b) is Unknown:
        return None
    if isinstance(a, SetObj) and isinstance(b, SetObj):
        if a.open or b.open:
            return None
        return ORDER[op](set(a.items), set(b.items))
    declined = False
    for one, other, name in ((left, right, METHODS[op]), (right, left, METHODS[MIRRORED[op]])):
        method = rt.special(one, name)
        found = None if method is None else rt.call(method, [other], {}, frame, at)
        if found is not None and found.raw is not NotImplemented:
            return found
        declined = declined or found is not None
    if declined:
        return _incomparable(rt, left, right, at)
    order = getattr(a, "order", None) if isinstance(a, NativeObject) else None
    if order is not None:
        return order(WORDS[op], rt.plain(right))  # type: ignore[no-any-return]  # bool or None by its contract
    if isinstance(a, ListObj) and isinstance(b, ListObj) and (a.kind != b.kind or a.kind == "iterator"):
        return _incomparable(rt, left, right, at)
    try:
        return bool(ORDER[op](rt.plain(left), rt.plain(right)))
    except TypeError:
        return _incomparable(rt, left, right, at)
    except NotKnown:
        return None


def _incomparable(rt: Runtime, left: Val, right: Val, at: At) -> bool:
    message = f"comparison not supported between instances of '{type_name(left)}' and '{type_name(right)}'"
    return rt.fail(TypeError, message, at)  # type: ignore[no-any-return]  # fail never returns


def _open(rt: Runtime, op: type[ast.cmpop], left: Val, right: Val, nodes: tuple[ast.expr, ast.expr], at: At) -> Val:
    """The answer of a comparison that nothing decides, as a question."""
    unknown = _blame(left) or _blame(right) or Unknown("the comparison is not modelled")
    symbol, shown = _symbol(rt, op, left, right)
    words = WORDS[op]
    text = f"{condition(nodes[0])} {words} {shown or condition(nodes[1])}"
    probe = condition(ast.Compare(nodes[0], [op()], [nodes[1]]))
    if "********" in probe:
        text = probe
    return Val(Unknown(unknown.reason, unknown.missing, "bool", symbol, text), "unknown", at, (left, right))


def _blame(val: Val) -> Unknown | None:
    if type(val.raw) is Unknown:
        return val.raw
    return val.raw.open if isinstance(val.raw, (DictObj, ListObj, SetObj)) else None


def _symbol(rt: Runtime, op: type[ast.cmpop], left: Val, right: Val) -> tuple[Any, str]:
    a, b = symbol_of(left), symbol_of(right)
    if type(left.raw) is Unknown and op in (ast.Eq, ast.Is) and type(right.raw) is not Unknown and b is not None:
        return (("none", a) if right.raw is None else ("eq", a, right.raw)), ""
    if type(right.raw) is Unknown and op in (ast.Eq, ast.Is) and a is not None:
        return (("none", b) if left.raw is None else ("eq", b, left.raw)), ""
    if op is ast.In and type(left.raw) is Unknown and isinstance(right.raw, (tuple, ListObj, SetObj)):
        try:
            members = tuple(rt.plain(right))
            hash(members)
        except (NotKnown, TypeError):
            return None, ""
        return ("in", a, members), ""
    return (None if a is None or b is None else ("op", op.__name__, a, b)), ""
