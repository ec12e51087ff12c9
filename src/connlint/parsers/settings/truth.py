"""Whether a value is true, as far as it can be said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.texts import condition
from connlint.parsers.settings.values import (
    Choice,
    DictObj,
    Instance,
    ListObj,
    NativeObject,
    NotKnown,
    Question,
    SetObj,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    import ast

    from connlint.parsers.settings.runtime import Runtime

QUESTIONS = frozenset({"true", "none", "eq", "in", "installed", "exists"})
"""Symbols of these kinds are questions themselves: the value is the answer."""


def peek(rt: Runtime, val: Val, node: ast.expr | None = None) -> bool | tuple[Question, bool] | None:
    """True or False; a question and the answer that makes it true; None for a Choice to be decided first."""
    raw = val.raw
    kind = type(raw)
    if kind is Choice:
        return _choice(rt, raw, node)
    if kind is Unknown:
        return _unknown(rt, raw, node)
    if kind is ListObj and raw.kind == "iterator":
        return True
    if kind in (DictObj, ListObj, SetObj):
        if raw.open is not None and not raw.items:
            return _unknown(rt, raw.open, node)
        return bool(raw.items)
    if kind is Instance:
        return _instance(rt, val, node)
    if isinstance(raw, NativeObject):
        length = getattr(raw, "truth", None)
        return True if length is None else bool(length())
    return bool(raw)


def _choice(rt: Runtime, raw: Choice, node: ast.expr | None) -> bool | tuple[Question, bool] | None:
    answer = rt.decisions.answer(raw.question)
    if answer is not None:
        return peek(rt, raw.yes if answer else raw.no, node)
    yes, no = peek(rt, raw.yes, node), peek(rt, raw.no, node)
    if not isinstance(yes, bool) or not isinstance(no, bool):
        return None
    return yes if yes is no else (raw.question, yes)


def _unknown(rt: Runtime, raw: Unknown, node: ast.expr | None) -> bool | tuple[Question, bool]:
    found = rt.decisions.constant(raw.symbol)
    if found:
        return bool(found[0])
    if raw.kind in ("module", "function", "class"):
        return True
    symbol: Any = raw.symbol
    when = True
    while isinstance(symbol, tuple) and symbol[0] == "not":
        symbol, when = symbol[1], not when
    if isinstance(symbol, tuple) and symbol[0] == "env":
        return when
    if isinstance(symbol, tuple) and symbol[0] in QUESTIONS:
        return Question(symbol, raw.text or condition(node)), when
    return Question(("true", symbol), raw.text or condition(node)), when


def _instance(rt: Runtime, val: Val, node: ast.expr | None) -> bool | tuple[Question, bool] | None:
    instance: Instance = val.raw
    for name in ("__bool__", "__len__"):
        method = rt.special(val, name)
        if method is not None:
            return peek(rt, rt.call(method, [], {}, rt.top, val.at), node)
    if instance.open is not None:
        raise NotKnown(instance.open)
    base = instance.base
    return True if base is None else bool(base.items if isinstance(base, (DictObj, ListObj, SetObj)) else base)
