"""Functions and methods of the project that only look at what they are given: nothing is changed by calling them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.effects import METHODS, PURE, effects_of_body
from connlint.parsers.settings.memo import per_node
from connlint.parsers.settings.scope import own_names
from connlint.parsers.settings.values import ClassObj, FunctionObj, Instance, NativeModule

if TYPE_CHECKING:
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import Val

MAX_DEPTH = 5
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda, ast.ClassDef)


def is_getter(function: FunctionObj, cls: ClassObj | None, depth: int = 0) -> bool:
    """Whether calling the function, as a method of ``cls`` if given, changes nothing but its own variables."""
    sites = _calls(function.node)
    return sites is not None and depth < MAX_DEPTH and all(_looks(site, function, cls, depth) for site in sites)


def only_looked_at(node: ast.AST, name: str, raw: Any) -> bool:
    """Whether all that is called on the object of this name, anywhere in the statement, are getters of its class."""
    if not isinstance(raw, Instance):
        return False
    for call in ast.walk(node):
        if not isinstance(call, ast.Call) or _root(call.func) != name:
            continue
        method = _method(raw.cls, call.func)
        if method is None or not is_getter(method, raw.cls):
            return False
    return True


@per_node
def _calls(node: Any) -> list[ast.Call] | None:
    """The calls in a body that changes nothing by itself, but for those that only make an exception to raise."""
    if isinstance(node, ast.Lambda):
        return None
    found = effects_of_body(node)
    if found.declared or found.attributes or found.dynamic or found.roots:
        return None
    parts = [inner for statement in node.body for inner in ast.walk(statement)]
    if any(isinstance(inner, FUNCTIONS) for inner in parts):
        return None
    raised = [inner.exc for inner in parts if isinstance(inner, ast.Raise)]
    return [inner for inner in parts if isinstance(inner, ast.Call) and inner not in raised]


def _looks(call: ast.Call, function: FunctionObj, cls: ClassObj | None, depth: int) -> bool:
    target = call.func
    if isinstance(target, ast.Name):
        found = _global(function, target.id)
        if found is not None and isinstance(found.raw, FunctionObj):
            return is_getter(found.raw, None, depth + 1)
        return target.id in PURE and found is None
    if not isinstance(target, ast.Attribute):
        return False
    if cls is not None and _root(target) == _receiver(function.node):
        method = _method(cls, target)
        if method is not None:
            return is_getter(method, cls, depth + 1)
    found = _global(function, _root(target))
    if found is not None and isinstance(found.raw, NativeModule):
        return True
    return target.attr in PURE and (target.attr not in METHODS or (target.attr == "read" and not call.args))


def _global(function: FunctionObj, name: str) -> Val | None:
    """What the name refers to outside the function, if it is none of its own."""
    if not name or name in own_names(function.node)[0]:
        return None
    scope: Frame | None = function.frame
    while scope is not None:
        if name in scope.names:
            return scope.names[name]
        scope = scope.parent
    return None


def _method(cls: ClassObj, target: ast.expr) -> FunctionObj | None:
    """The method of the project that ``object.name`` refers to."""
    if not isinstance(target, ast.Attribute) or not isinstance(target.value, ast.Name):
        return None
    found = next((base.members[target.attr].raw for base in cls.mro if _defines(base, target.attr)), None)
    return found if isinstance(found, FunctionObj) else None


def _defines(base: Any, name: str) -> bool:
    return isinstance(base, ClassObj) and name in base.members


def _root(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _receiver(node: Any) -> str:
    arguments = [*node.args.posonlyargs, *node.args.args]
    return arguments[0].arg if arguments else ""
