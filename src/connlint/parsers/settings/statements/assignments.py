"""Assignments, del, and bare expressions."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.settings.expressions.displays import placed
from connlint.parsers.settings.statements.targets import assign_to, augment, delete_from
from connlint.parsers.settings.values import DictObj, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame


def nothing(rt: Runtime, frame: Frame, node: ast.stmt) -> None:
    """A statement without effect at run time."""


def expression(rt: Runtime, frame: Frame, node: ast.Expr) -> None:
    """A call for its effect."""
    rt.eval(node.value, frame)


def assign(rt: Runtime, frame: Frame, node: ast.Assign) -> None:
    """``a = b = value``."""
    val = placed(rt.eval(node.value, frame), frame, node.value)
    for target in node.targets:
        assign_to(rt, target, val, frame)


def augmented(rt: Runtime, frame: Frame, node: ast.AugAssign) -> None:
    """``a += value``."""
    from connlint.parsers.settings.operators.arithmetic import in_place

    def change(old: Val) -> Val:
        return in_place(rt, frame, node.op, old, rt.eval(node.value, frame), (frame.unit, node))

    augment(rt, node.target, change, frame)


def annotated(rt: Runtime, frame: Frame, node: ast.AnnAssign) -> None:
    """``a: type = value``; in a class the annotation is kept for dataclasses."""
    if frame.kind == "class" and isinstance(node.target, ast.Name):
        held = frame.names.setdefault("__annotations__", Val(DictObj()))
        held.raw.items[node.target.id] = Val(ast.unparse(node.annotation), "literal", (frame.unit, node.annotation))
    if node.value is not None:
        assign_to(rt, node.target, placed(rt.eval(node.value, frame), frame, node.value), frame)


def type_alias(rt: Runtime, frame: Frame, node: ast.AST) -> None:
    """``type X = ...`` (Python 3.12)."""
    name: str = node.name.id  # type: ignore[attr-defined]  # ast.TypeAlias, newer than 3.10
    frame.names[name] = Val(object, "literal", (frame.unit, node))


def delete(rt: Runtime, frame: Frame, node: ast.Delete) -> None:
    """``del a, b[c]``."""
    for target in node.targets:
        delete_from(rt, target, frame)
