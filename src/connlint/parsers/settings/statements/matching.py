"""match statements."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.keys import key_of
from connlint.parsers.settings.operators.comparison import compare
from connlint.parsers.settings.values import (
    ClassObj,
    DictObj,
    Instance,
    ListObj,
    Native,
    NativeObject,
    NotKnown,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

ITSELF = (bool, bytearray, bytes, dict, float, frozenset, int, list, set, str, tuple)
"""The types whose one position in a class pattern stands for the object itself."""


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
    if isinstance(pattern, ast.MatchSequence):
        return _sequence(rt, frame, pattern, _payload(rt, subject), node)
    if isinstance(pattern, ast.MatchMapping):
        return _mapping(rt, frame, pattern, _payload(rt, subject), node)
    if isinstance(pattern, ast.MatchClass):
        return _class(rt, frame, pattern, rt.force(subject), node)
    assert isinstance(pattern, ast.MatchAs)  # noqa: S101  a star stands in a sequence only
    if pattern.pattern is not None and not _matches(rt, frame, pattern.pattern, subject, node):
        return False
    if pattern.name is not None:
        frame.home(pattern.name)[pattern.name] = subject
    return True


def _payload(rt: Runtime, subject: Val) -> Val:
    """The container that an instance of a subclass of it is; raises NotKnown where nothing is known of it."""
    subject = rt.force(subject)
    raw = subject.raw
    if isinstance(raw, Unknown):
        raise NotKnown(raw)
    if isinstance(raw, NativeObject):
        raise NotKnown(Unknown(f"what a pattern sees of a {raw.type_name} is not modelled"))
    return Val(raw.base, subject.how, subject.at, (subject,)) if isinstance(raw, Instance) else subject


def _part(node: ast.expr, key: ast.expr) -> ast.expr:
    """``node[key]``, for people."""
    return ast.copy_location(ast.Subscript(node, key, ast.Load()), node)


def _sequence(rt: Runtime, frame: Frame, pattern: ast.MatchSequence, subject: Val, node: ast.expr) -> bool:
    if not isinstance(subject.raw, (tuple, range, ListObj)) or getattr(subject.raw, "kind", "") == "iterator":
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
        position = index if star is None or index < star else len(items) + index - len(pattern.patterns)
        if not _matches(rt, frame, part, items[position], _part(node, ast.Constant(position))):
            return False
    return True


def _mapping(rt: Runtime, frame: Frame, pattern: ast.MatchMapping, subject: Val, node: ast.expr) -> bool:
    if not isinstance(subject.raw, DictObj):
        return False
    rest = dict(subject.raw.items)
    for key_node, part in zip(pattern.keys, pattern.patterns, strict=True):
        key = key_of(rt, rt.eval(key_node, frame), subject.at)
        item = rest.pop(key, None)
        if item is None and subject.raw.open is not None:
            raise NotKnown(subject.raw.open)
        if item is None or not _matches(rt, frame, part, item, _part(node, key_node)):
            return False
    if pattern.rest is not None:
        frame.home(pattern.rest)[pattern.rest] = Val(DictObj(rest, subject.raw.open), "computed", subject.at)
    return True


def _class(rt: Runtime, frame: Frame, pattern: ast.MatchClass, subject: Val, node: ast.expr) -> bool:
    from connlint.parsers.settings.builtin.classes import isinstance_

    cls = rt.eval(pattern.cls, frame)
    if cls.raw is None or isinstance(cls.raw, (str, int, float, tuple, DictObj, ListObj)):
        rt.fail(TypeError, "called match pattern must be a class", subject.at)
    answer = rt.call(Val(Native("isinstance", isinstance_)), [subject, cls], {}, frame, subject.at)
    asked = ast.Call(ast.Name("isinstance", ast.Load()), [node, pattern.cls], [])
    if not rt.truth(answer, ast.copy_location(asked, node)):
        return False
    names = [*_positions(rt, frame, cls, len(pattern.patterns), subject.at), *pattern.kwd_attrs]
    for name, part in zip(names, (*pattern.patterns, *pattern.kwd_patterns), strict=True):
        item = subject if not name else rt.find(subject, name, frame, subject.at)
        shown = ast.copy_location(ast.Attribute(node, name, ast.Load()), node) if name else node
        if item is None or not _matches(rt, frame, part, item, shown):
            return False
    return True


def _positions(rt: Runtime, frame: Frame, cls: Val, count: int, at: At) -> list[str]:
    """The attributes that a class pattern's positions stand for, "" for the object itself."""
    if not count:
        return []
    mro = cls.raw.mro if isinstance(cls.raw, ClassObj) else (cls.raw,)
    if not all(isinstance(base, (ClassObj, type)) for base in mro) or getattr(cls.raw, "unknown_base", None):
        raise NotKnown(Unknown("a class pattern that is not modelled"))
    own = (_match_args(rt, frame, base, at) for base in mro if isinstance(base, ClassObj))
    named = next((names for names in own if names is not None), [""] if any(base in ITSELF for base in mro) else [])
    if len(named) < count:
        rt.fail(TypeError, f"a class accepts {len(named)} positional sub-patterns ({count} given)", at)
    return named[:count]


def _match_args(rt: Runtime, frame: Frame, cls: ClassObj, at: At) -> list[str] | None:
    if "__match_args__" in cls.members:
        return [str(rt.plain(item)) for item in rt.iterate(cls.members["__match_args__"], frame, at)]
    if cls.extra.get("dataclass_of") is cls:
        return [name for name, spec in cls.extra["dataclass"].items() if spec.init and not spec.kw_only]
    return list(cls.extra["namedtuple"]) if "namedtuple" in cls.extra else None
