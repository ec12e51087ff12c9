"""Literals, displays, lambdas, arithmetic."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.settings.keys import key_of
from connlint.parsers.settings.values import Choice, DictObj, EnvVal, ListObj, NotKnown, SetObj, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame


def constant(rt: Runtime, frame: Frame, node: ast.Constant) -> Val:
    """A literal."""
    return Val(node.value, "literal", (frame.unit, node))


def placed(val: Val, frame: Frame, node: ast.AST) -> Val:
    """The same value with this expression as its place; how it was obtained stays."""
    if isinstance(val.at, tuple) and val.at[1] is node:
        return val
    if isinstance(val, EnvVal):
        return EnvVal(val.raw, val.how, (frame.unit, node), (val,), variable=val.variable, state=val.state)
    return Val(val.raw, val.how, (frame.unit, node), (val,))


def dict_(rt: Runtime, frame: Frame, node: ast.Dict) -> Val:
    """``{key: value, **mapping}``."""
    made = DictObj()
    items = made.items
    at = (frame.unit, node)
    for key_node, value_node in zip(node.keys, node.values, strict=True):
        if key_node is None:
            rt.merge(made, rt.eval(value_node, frame), frame, (frame.unit, value_node))
            continue
        key = rt.eval(key_node, frame)
        val = placed(rt.attempt(value_node, frame), frame, value_node)
        raw = key.raw
        if type(raw) is str:
            items[raw] = val
            continue
        try:
            items[key_of(rt, key, at)] = val
        except NotKnown as problem:
            items.clear()
            made.open = problem.unknown
    return Val(made, "literal", at)


def _elements(rt: Runtime, frame: Frame, nodes: list[ast.expr]) -> ListObj:
    made = ListObj()
    for node in nodes:
        if isinstance(node, ast.Starred):
            items, opened = rt.iterate_open(rt.eval(node.value, frame), frame, (frame.unit, node))
            made.items.extend(items)
            made.open = made.open or opened
        else:
            made.items.append(placed(rt.eval(node, frame), frame, node))
    return made


def list_(rt: Runtime, frame: Frame, node: ast.List) -> Val:
    """``[a, *b]``."""
    return Val(_elements(rt, frame, node.elts), "literal", (frame.unit, node))


def tuple_(rt: Runtime, frame: Frame, node: ast.Tuple) -> Val:
    """``(a, *b)``."""
    made = _elements(rt, frame, node.elts)
    if made.open is not None:
        raise NotKnown(made.open)
    return Val(tuple(made.items), "literal", (frame.unit, node))


def set_(rt: Runtime, frame: Frame, node: ast.Set) -> Val:
    """``{a, *b}``."""
    made = _elements(rt, frame, node.elts)
    at = (frame.unit, node)
    return Val(SetObj({key_of(rt, item, at): item for item in made.items}, made.open), "literal", at)


def lambda_(rt: Runtime, frame: Frame, node: ast.Lambda) -> Val:
    """``lambda: ...``."""
    from connlint.parsers.settings.functions import make_function

    return Val(make_function(rt, frame, node, "<lambda>"), "literal", (frame.unit, node))


def named(rt: Runtime, frame: Frame, node: ast.NamedExpr) -> Val:
    """``name := value``."""
    val = rt.eval(node.value, frame)
    home = frame.walrus()
    home.home(node.target.id)[node.target.id] = val
    return val


def binary_(rt: Runtime, frame: Frame, node: ast.BinOp) -> Val:
    """``a + b``."""
    from connlint.parsers.settings.operators.arithmetic import binary

    left = rt.eval(node.left, frame)
    right = rt.eval(node.right, frame)
    if type(left.raw) in (int, float, str) and type(left.raw) is type(right.raw) and not isinstance(node.op, ast.Pow):
        return binary(rt, frame, node.op, left, right, (frame.unit, node))
    if type(left.raw) is Choice or type(right.raw) is Choice:
        left, right = _scalar(rt, left), _scalar(rt, right)
    return binary(rt, frame, node.op, left, right, (frame.unit, node))


def _scalar(rt: Runtime, val: Val) -> Val:
    """A Choice between containers is decided: they can change later."""
    raw = val.raw
    while type(raw) is Choice:
        if isinstance(raw.yes.raw, (DictObj, ListObj, SetObj)) or isinstance(raw.no.raw, (DictObj, ListObj, SetObj)):
            return rt.force(val)
        raw = raw.yes.raw if type(raw.yes.raw) is Choice else raw.no.raw
    return val
