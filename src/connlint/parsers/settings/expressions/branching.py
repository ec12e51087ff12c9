"""``and``, ``or``, ``not``, ``if else`` and comparisons: where expressions decide."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.memo import per_node
from connlint.parsers.settings.operators.arithmetic import unary
from connlint.parsers.settings.operators.comparison import compare, negate
from connlint.parsers.settings.values import Choice, NotKnown, Question, Raised, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

SIMPLE = (ast.Constant, ast.Name, ast.Attribute, ast.Subscript, ast.BinOp, ast.JoinedStr, ast.FormattedValue)
_SIMPLE_PARTS = (
    *SIMPLE,
    ast.operator,
    ast.expr_context,
    ast.Call,
    ast.keyword,
    ast.BoolOp,
    ast.boolop,
    ast.IfExp,
    ast.Compare,
)
_SIMPLE_CALLS = frozenset({"int", "str", "bool", "float", "get", "getenv", "len", "lower", "upper", "strip", "format"})


@per_node
def is_simple(node: ast.expr) -> bool:
    """Whether evaluating it changes nothing, so that it may be done for either branch."""
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call):
            target = inner.func
            called = target.id if isinstance(target, ast.Name) else getattr(target, "attr", "")
            if called not in _SIMPLE_CALLS:
                return False
        elif not isinstance(
            inner, (*_SIMPLE_PARTS, ast.cmpop, ast.unaryop, ast.UnaryOp, ast.List, ast.Tuple, ast.Dict)
        ):
            return False
    return True


def either(rt: Runtime, question: Question, yes: Callable[[], Val], no: Callable[[], Val], at: Any) -> Val | None:
    """A Choice between what two expressions give; None where one of them cannot be had without deciding."""
    answers = rt.decisions.answers
    found: list[Val] = []
    for answer, function in ((True, yes), (False, no)):
        answers[question.key] = answer
        try:
            found.append(_settled(rt, function()))
        except (NotKnown, Raised):
            return None
        finally:
            del answers[question.key]
    if any(not _scalar(val) for val in found):
        return None
    return Val(Choice(question, *found), "either", at, tuple(found))


def _settled(rt: Runtime, val: Val) -> Val:
    """The Val with Choices that the assumption answers resolved."""
    raw = val.raw
    while type(raw) is Choice:
        answer = rt.decisions.answer(raw.question)
        if answer is None:
            return val
        val = raw.yes if answer else raw.no
        raw = val.raw
    return val


def _scalar(val: Val) -> bool:
    raw = val.raw
    if type(raw) is Choice:
        return _scalar(raw.yes) and _scalar(raw.no)
    return raw is None or isinstance(raw, (str, int, float, Unknown))


def _guarded(rt: Runtime, function: Callable[[], Val]) -> Val:
    """Evaluate where nothing may be decided."""
    held, rt.quiet = rt.quiet, True
    try:
        return function()
    finally:
        rt.quiet = held


def if_(rt: Runtime, frame: Frame, node: ast.IfExp) -> Val:
    """``body if test else orelse``."""
    return _if(rt, frame, node, rt.eval(node.test, frame))


def _if(rt: Runtime, frame: Frame, node: ast.IfExp, test: Val) -> Val:
    found = rt.peek(test, node.test)
    if not isinstance(found, bool) and is_simple(node.body) and is_simple(node.orelse):
        made = _undecided_if(rt, frame, node, test, found)
        if made is not None:
            return Val(made.raw, made.how, made.at, (*made.parents, test))
    taken = node.body if rt.truth(test, node.test) else node.orelse
    val = rt.eval(taken, frame)
    return Val(val.raw, val.how, val.at, (val, test)) if test.parents else val


def _undecided_if(
    rt: Runtime, frame: Frame, node: ast.IfExp, test: Val, found: tuple[Question, bool] | None
) -> Val | None:
    at = (frame.unit, node)
    if found is None:
        return _of_each(rt, test, lambda one: _if(rt, frame, node, one), at)
    question, when = found
    if rt.decisions.answer(question) is not None:
        return None
    first, second = (node.body, node.orelse) if when else (node.orelse, node.body)
    return either(
        rt,
        question,
        lambda: _guarded(rt, lambda: rt.eval(first, frame)),
        lambda: _guarded(rt, lambda: rt.eval(second, frame)),
        at,
    )


def _of_each(rt: Runtime, val: Val, outcome: Callable[[Val], Val], at: At) -> Val | None:
    """What follows from either side of a Choice; None for anything else."""
    raw = rt.decided(val).raw
    if type(raw) is not Choice:
        return None
    return either(
        rt,
        raw.question,
        lambda: _guarded(rt, lambda: outcome(raw.yes)),
        lambda: _guarded(rt, lambda: outcome(raw.no)),
        at,
    )


def bool_(rt: Runtime, frame: Frame, node: ast.BoolOp) -> Val:
    """``a and b``, ``a or b``."""
    return _bool(rt, frame, node, 0)


def _bool(rt: Runtime, frame: Frame, node: ast.BoolOp, index: int) -> Val:
    return _from(rt, frame, node, index, rt.eval(node.values[index], frame))


def _from(rt: Runtime, frame: Frame, node: ast.BoolOp, index: int, val: Val) -> Val:
    """The chain from an operand on, which is ``val``."""
    if index == len(node.values) - 1:
        return val
    operand = node.values[index]
    stops = isinstance(node.op, ast.Or)
    found = rt.peek(val, operand)
    if not isinstance(found, bool) and all(is_simple(rest) for rest in node.values[index + 1 :]):
        made = _lazy(rt, frame, node, index, val, found)
        if made is not None:
            return Val(made.raw, made.how, made.at, (*made.parents, val))
    if rt.truth(val, operand) is stops:
        return rt.decided(val)
    rest = _bool(rt, frame, node, index + 1)
    return _known_text(rest, val)


def _known_text(rest: Val, skipped: Val) -> Val:
    """The later operand, remembering what it stands in for (a guard that raises asks for it)."""
    return Val(rest.raw, rest.how, rest.at, (rest, skipped)) if skipped.parents or rest.raw is None else rest


def _lazy(
    rt: Runtime, frame: Frame, node: ast.BoolOp, index: int, val: Val, found: tuple[Question, bool] | None
) -> Val | None:
    at = (frame.unit, node)
    if found is None:
        return _of_each(rt, val, lambda one: _from(rt, frame, node, index, one), at)
    question, when = found
    if rt.decisions.answer(question) is not None:
        return None
    stops = isinstance(node.op, ast.Or)

    def stopped() -> Val:
        return _stopping(val, rt, stops=stops)

    def rest() -> Val:
        return _guarded(rt, lambda: _bool(rt, frame, node, index + 1))

    yes, no = (stopped, rest) if when is stops else (rest, stopped)
    return either(rt, question, yes, no, at)


def _stopping(val: Val, rt: Runtime, *, stops: bool) -> Val:
    """The operand that ended the chain; an unknown bool is now known to be ``stops``."""
    if type(val.raw) is Unknown and val.raw.kind == "bool":
        return Val(stops, "computed", val.at, (val,))
    return val


def unary_(rt: Runtime, frame: Frame, node: ast.UnaryOp) -> Val:
    """``not a``, ``-a``."""
    val = rt.eval(node.operand, frame)
    at = (frame.unit, node)
    if not isinstance(node.op, ast.Not):
        return unary(rt, frame, node.op, val, at)
    found = rt.peek(val, node.operand)
    if isinstance(found, bool):
        return Val(not found, val.how, at, (val,))
    if found is None:
        return Val(not rt.truth(val, node.operand), val.how, at, (val,))
    question, when = found
    if type(val.raw) is Unknown and val.raw.symbol == question.key:
        return negate(val, at)
    return Val(Choice(question, Val(not when, val.how, at), Val(when, val.how, at)), val.how, at, (val,))


def compare_(rt: Runtime, frame: Frame, node: ast.Compare) -> Val:
    """``a < b == c``."""
    left = rt.eval(node.left, frame)
    nodes = [node.left, *node.comparators]
    result = left
    for index, op in enumerate(node.ops):
        right = rt.eval(node.comparators[index], frame)
        result = compare(rt, frame, op, left, right, (nodes[index], nodes[index + 1]))
        if index < len(node.ops) - 1 and not rt.truth(result, node):
            break
        left = right
    return Val(result.raw, result.how, (frame.unit, node), result.parents)
