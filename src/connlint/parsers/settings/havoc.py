"""Making unknown whatever a statement that cannot be followed may change."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.aliases import bound_by
from connlint.parsers.settings.effects import MUTATING, Effects, effects_of
from connlint.parsers.settings.getters import only_looked_at
from connlint.parsers.settings.memo import per_node
from connlint.parsers.settings.scope import Frame
from connlint.parsers.settings.values import (
    BoundMethod,
    Choice,
    ClassObj,
    DictObj,
    FunctionObj,
    Instance,
    ListObj,
    ModuleObj,
    NativeObject,
    SetObj,
    Unknown,
    Val,
    Wrapped,
)
from connlint.parsers.settings.views import View

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from connlint.parsers.settings.runtime import Runtime

MAX_DEPTH = 6
OWNERS = (Instance, BoundMethod, ClassObj)
"""What a call may change by being called on it."""


def havoc(rt: Runtime, nodes: Iterable[ast.AST], frame: Frame, unknown: Unknown, depth: int = 0) -> None:
    """Make unknown every name the statements may bind and every object they may change."""
    for node in nodes:
        found = effects_of(node)
        parents = _aliased(node, frame)
        _objects(node, found, frame, unknown)
        _stores(found, frame, unknown)
        _calls(rt, found, frame, unknown, depth)
        for name in found.names:
            frame.home(name)[name] = Val(_fresh(unknown), "unknown", (frame.unit, node), parents.get(name, ()))
        if found.dynamic and _star(node):
            from connlint.parsers.settings.statements.imports import opened

            opened(frame, unknown)


def _aliased(node: ast.AST, frame: Frame) -> dict[str, tuple[Val, ...]]:
    """The names that a statement binds, each with the values whose objects it may come to refer to."""
    found = {}
    for name, others in bound_by(node).items():
        vals = [_lookup(frame, other) for other in sorted(others)]
        found[name] = tuple(val for val in vals if val is not None and (reachable([val]) or type(val.raw) is Unknown))
    return found


@per_node
def _star(node: ast.AST) -> bool:
    """Whether any setting may be replaced by it."""
    return any(
        (isinstance(inner, ast.ImportFrom) and inner.names[0].name == "*")
        or (isinstance(inner, ast.Call) and getattr(inner.func, "id", "") in ("exec", "include", "execfile"))
        or (isinstance(inner, (ast.Subscript, ast.Attribute)) and _of_namespace(inner))
        for inner in ast.walk(node)
    )


def _of_namespace(node: ast.Subscript | ast.Attribute) -> bool:
    """Whether it changes what ``globals()``, ``locals()`` or ``vars()`` gives."""
    named = isinstance(node.value, ast.Call) and getattr(node.value.func, "id", "") in ("globals", "locals", "vars")
    return named and (not isinstance(node.ctx, ast.Load) or getattr(node, "attr", "") in MUTATING)


def _fresh(unknown: Unknown) -> Unknown:
    return Unknown(unknown.reason, unknown.missing)


def _stores(found: Effects, frame: Frame, unknown: Unknown) -> None:
    for root, attribute in found.stores:
        val = _lookup(frame, root)
        raw = val.raw if val is not None else None
        lost = Val(_fresh(unknown), "unknown")
        if isinstance(raw, Instance):
            raw.attributes[attribute] = lost
        elif isinstance(raw, ClassObj):
            raw.members[attribute] = lost
        elif isinstance(raw, ModuleObj):
            raw.namespace.items[attribute] = lost
        elif isinstance(raw, FunctionObj):
            raw.attributes[attribute] = lost


def _objects(node: ast.AST, found: Effects, frame: Frame, unknown: Unknown) -> None:
    roots = found.roots | found.arguments
    if roots & found.names:
        roots = roots | found.sources
    for name in roots:
        val = _lookup(frame, name)
        if val is not None:
            taint([val], unknown)
    taint(_called_on(node, found, frame), unknown)


def _called_on(node: ast.AST, found: Effects, frame: Frame) -> list[Val]:
    """The objects that something is called on which may change them."""
    vals = [(name, val) for name in found.receivers | found.calls if (val := _lookup(frame, name)) is not None]
    vals = [(name, val) for name, val in vals if isinstance(val.raw, OWNERS) or _is_mutable(val.raw)]
    return [val for name, val in vals if not only_looked_at(node, name, val.raw)]


def _lookup(frame: Frame, name: str) -> Val | None:
    scope: Frame | None = frame
    while scope is not None:
        if name in scope.names:
            return scope.names[name]
        scope = scope.parent
    return frame.module.namespace.items.get(name)


def _calls(rt: Runtime, found: Effects, frame: Frame, unknown: Unknown, depth: int) -> None:
    if depth >= MAX_DEPTH:
        return
    for function in _called(found, frame):
        _function(rt, function, unknown, depth)


def _called(found: Effects, frame: Frame) -> Iterator[FunctionObj]:
    """The functions of the project that may be called: by name, as methods, or to set up or call an object."""
    for name in found.calls:
        val = _lookup(frame, name)
        raw = val.raw if val is not None else None
        if isinstance(raw, BoundMethod):
            raw = raw.function.raw
        if isinstance(raw, (ClassObj, Instance)):
            raw = _method(raw, "__init__" if isinstance(raw, ClassObj) else "__call__")
        if isinstance(raw, FunctionObj) and not isinstance(raw.node, ast.Lambda):
            yield raw
    for name in found.receivers | found.roots | found.arguments:
        val = _lookup(frame, name)
        if val is not None and isinstance(val.raw, (ClassObj, Instance)):
            methods = (_method(val.raw, called) for called in found.calls)
            yield from (raw for raw in methods if isinstance(raw, FunctionObj))


def _method(raw: ClassObj | Instance, name: str) -> Any:
    """What the class defines under this name."""
    cls = raw.cls if isinstance(raw, Instance) else raw
    found = next(
        (base.members[name].raw for base in cls.mro if isinstance(base, ClassObj) and name in base.members), None
    )
    return found.function.raw if isinstance(found, Wrapped) else found


def _function(rt: Runtime, raw: FunctionObj, unknown: Unknown, depth: int) -> None:
    home: Frame = raw.frame
    inside = Frame("function", home.module, home.unit, {}, home)
    inside.declared.update(_declared(raw.node))
    havoc(rt, raw.node.body, inside, unknown, depth + 1)


@per_node
def _declared(node: ast.AST) -> dict[str, str]:
    return {
        name: type(inner).__name__.lower()
        for inner in ast.walk(node)
        if isinstance(inner, (ast.Global, ast.Nonlocal))
        for name in inner.names
    }


def changed_objects(node: ast.AST, frame: Frame) -> set[int]:
    """The identities of the containers that a statement may change, as far as they exist before it runs."""
    found = effects_of(node)
    names = found.roots | found.arguments | {root for root, _ in found.stores}
    if names & found.names:
        names = names | found.sources
    vals = [val for val in (_lookup(frame, name) for name in names) if val is not None]
    return reachable([*vals, *_called_on(node, found, frame)])


def reachable(vals: Iterable[Val]) -> set[int]:
    """The identities of every container that can be reached from the values."""
    seen: set[int] = set()
    passed: set[int] = set()
    todo = list(vals)
    while todo:
        val = todo.pop()
        raw = val.raw
        if type(raw) is Unknown:
            todo += _behind(val, passed)
            continue
        if id(raw) in seen:
            continue
        if isinstance(raw, (DictObj, ListObj, SetObj, Instance, ClassObj)) or _is_mutable(raw):
            seen.add(id(raw))
        if isinstance(raw, Choice):
            todo += (raw.yes, raw.no)
        elif type(raw) is tuple:
            todo += raw
        elif isinstance(raw, (DictObj, SetObj)):
            todo += raw.items.values()
        elif isinstance(raw, ListObj):
            todo += raw.items
        elif isinstance(raw, Instance):
            todo += raw.attributes.values()
            todo += [] if raw.base is None else [Val(raw.base)]
        elif isinstance(raw, BoundMethod):
            todo.append(raw.receiver)
        elif isinstance(raw, View):
            todo += raw.listed()
    return seen


def _is_mutable(raw: Any) -> bool:
    return isinstance(raw, NativeObject) and raw.mutable


def _behind(val: Val, passed: set[int]) -> tuple[Val, ...]:
    """The values that something unknown was taken from, and may be a part of; none for texts and numbers."""
    if id(val) in passed or val.raw.kind in ("str", "int", "float", "bool"):
        return ()
    passed.add(id(val))
    return val.parents


def taint(vals: Iterable[Val], unknown: Unknown, attribute: str = "") -> None:
    """Every container that can be reached from the values may have been changed in any way.

    With ``attribute`` classes and functions may have been given another one of this name.
    """
    seen: set[int] = set()
    passed: set[int] = set()
    todo = list(vals)
    while todo:
        val = todo.pop()
        raw = val.raw
        if type(raw) is Unknown:
            todo += _behind(val, passed)
            continue
        if id(raw) in seen:
            continue
        seen.add(id(raw))
        if isinstance(raw, Choice):
            todo += (raw.yes, raw.no)
        elif type(raw) is tuple:
            todo += raw
        elif isinstance(raw, DictObj):
            todo += _dict(raw, unknown)
        elif isinstance(raw, ListObj):
            todo += raw.items
            raw.items, raw.open = [], unknown
        elif isinstance(raw, SetObj):
            raw.items, raw.open = {}, unknown
        elif isinstance(raw, Instance):
            _instance(raw, todo, unknown)
        elif isinstance(raw, BoundMethod):
            todo.append(raw.receiver)
        elif isinstance(raw, View):
            todo += raw.listed()
        elif isinstance(raw, ModuleObj):
            todo.append(Val(raw.namespace))
        elif isinstance(raw, NativeObject):
            raw.taint(unknown)
        elif isinstance(raw, FunctionObj) and attribute:
            raw.attributes[attribute] = Val(_fresh(unknown), "unknown")
        elif isinstance(raw, ClassObj):
            if attribute:
                raw.members[attribute] = Val(_fresh(unknown), "unknown")
            todo += [val for val in raw.members.values() if isinstance(val.raw, (DictObj, ListObj, SetObj, Choice))]


def _dict(raw: DictObj, unknown: Unknown) -> list[Val]:
    if raw.kind == "globals":
        names = [name for name in raw.items if isinstance(name, str) and name.isupper()]
        held = [val for val in raw.items.values() if isinstance(val.raw, (DictObj, ListObj, SetObj, Instance, Choice))]
        found = [*held, *(raw.items.pop(name) for name in names)]
    else:
        found = list(raw.items.values())
        raw.items.clear()
    raw.open = unknown
    return found


def _instance(raw: Instance, todo: list[Val], unknown: Unknown) -> None:
    if "enum" in raw.cls.extra:
        return
    todo += raw.attributes.values()
    if raw.base is not None:
        todo.append(Val(raw.base))
    raw.attributes.clear()
    raw.open = unknown
