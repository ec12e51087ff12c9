"""Private names: in the body of ``class C`` Python takes ``__x`` for ``_C__x``."""

from __future__ import annotations

import ast

_FIELDS = ("id", "attr", "name", "arg", "rest", "asname")


def mangle(tree: ast.Module) -> None:
    """Rename the private names of a module as Python does when it compiles it."""
    todo: list[tuple[ast.AST, str]] = [(tree, "")]
    while todo:
        node, owner = todo.pop()
        if owner:
            _rename(node, owner)
        for field, value in ast.iter_fields(node):
            inside = owner
            if isinstance(node, ast.ClassDef) and field == "body":
                inside = node.name.lstrip("_")
            parts = value if isinstance(value, list) else [value]
            todo += [(part, inside) for part in parts if isinstance(part, ast.AST)]


def _rename(node: ast.AST, owner: str) -> None:
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        node.names = [_mangled(name, owner) for name in node.names]
    for field in _FIELDS:
        name = getattr(node, field, None)
        if isinstance(name, str):
            setattr(node, field, _mangled(name, owner))


def _mangled(name: str, owner: str) -> str:
    private = name.startswith("__") and not name.endswith("__") and "." not in name
    return f"_{owner}{name}" if private else name
