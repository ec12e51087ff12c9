"""match statements."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.keys import key_of
from connlint.parsers.settings.operators.comparison import compare
from connlint.parsers.settings.values import DictObj, ListObj, Native, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame


def match_(rt: Runtime, frame: Frame, node: ast.Match) -> Any:
    """``match subject: case pattern if guard: ...``."""
    subject = rt.eval(node.subject, frame)
    for case in node.cases:
        if not _matches(rt, frame, case.pattern, subject, node.subject):
            continue
        if case.guard is not None and not rt.truth(rt.eval(case.guard, frame), case.guard):
            continue
        rt.tests.append(subject)
        signal = rt.run(case.body, frame)
        rt.tests.pop()
        return signal
    return None


def _matches(rt: Runtime, frame: Frame, pattern: ast.pattern, subject: Val, node: ast.expr) -> bool:
    if isinstance(pattern, ast.MatchValue):
        return rt.truth(compare(rt, frame, ast.Eq(), subject, rt.eval(pattern.value, frame), (node, pattern.value)))
    if isinstance(pattern, ast.MatchSingleton):
        other = ast.copy_location(ast.Constant(pattern.value), node)
        return rt.truth(compare(rt, frame, ast.Is(), subject, Val(pattern.value), (node, other)))
    if isinstance(pattern, ast.MatchOr):
        return any(_matches(rt, frame, part, subject, node) for part in pattern.patterns)
    if isinstance(pattern, ast.MatchAs):
        if pattern.pattern is not None and not _matches(rt, frame, pattern.pattern, subject, node):
            return False
        if pattern.name is not None:
            frame.home(pattern.name)[pattern.name] = subject
        return True
    if isinstance(pattern, ast.MatchSequence):
        return _sequence(rt, frame, pattern, rt.force(subject), node)
    if isinstance(pattern, ast.MatchMapping):
        return _mapping(rt, frame, pattern, rt.force(subject), node)
    if isinstance(pattern, ast.MatchClass) and not pattern.kwd_patterns:
        return _class(rt, frame, pattern, subject, node)
    raise NotKnown(Unknown("a pattern that is not modelled"))


def _sequence(rt: Runtime, frame: Frame, pattern: ast.MatchSequence, subject: Val, node: ast.expr) -> bool:
    if isinstance(subject.raw, Unknown):
        raise NotKnown(subject.raw)
    if not isinstance(subject.raw, (tuple, ListObj)):
        return False
    items = rt.iterate(subject, frame, subject.at)
    star = next((i for i, part in enumerate(pattern.patterns) if isinstance(part, ast.MatchStar)), None)
    fixed = len(pattern.patterns) - (star is not None)
    if len(items) < fixed or (star is None and len(items) != fixed):
        return False
    for index, part in enumerate(pattern.patterns):
        if isinstance(part, ast.MatchStar):
            if part.name is not None:
                rest = items[index : len(items) - (fixed - index)]
                frame.home(part.name)[part.name] = Val(ListObj(rest), "computed", subject.at)
            continue
        item = items[index] if star is None or index < star else items[index - len(pattern.patterns)]
        if not _matches(rt, frame, part, item, node):
            return False
    return True


def _mapping(rt: Runtime, frame: Frame, pattern: ast.MatchMapping, subject: Val, node: ast.expr) -> bool:
    if isinstance(subject.raw, Unknown):
        raise NotKnown(subject.raw)
    if not isinstance(subject.raw, DictObj):
        return False
    rest = dict(subject.raw.items)
    for key_node, part in zip(pattern.keys, pattern.patterns, strict=True):
        key = key_of(rt, rt.eval(key_node, frame), subject.at)
        item = rest.pop(key, None)
        if item is None and subject.raw.open is not None:
            raise NotKnown(subject.raw.open)
        if item is None or not _matches(rt, frame, part, item, node):
            return False
    if pattern.rest is not None:
        frame.home(pattern.rest)[pattern.rest] = Val(DictObj(rest, subject.raw.open), "computed", subject.at)
    return True


def _class(rt: Runtime, frame: Frame, pattern: ast.MatchClass, subject: Val, node: ast.expr) -> bool:
    from connlint.parsers.settings.builtin.classes import isinstance_

    check = Val(Native("isinstance", isinstance_))
    answer = rt.call(check, [subject, rt.eval(pattern.cls, frame)], {}, frame, subject.at)
    if not rt.truth(answer, node):
        return False
    if len(pattern.patterns) > 1:
        raise NotKnown(Unknown("a class pattern that is not modelled"))
    return all(_matches(rt, frame, part, subject, node) for part in pattern.patterns)
