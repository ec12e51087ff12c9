"""Statements: one function for each kind of node, in a table."""

from __future__ import annotations

import ast

from connlint.parsers.settings.later import LaterTable

NEWER = {"TryStar": "trying.try_", "TypeAlias": "assignments.type_alias"}
"""Statements that older Pythons do not have."""
STATEMENTS: LaterTable[type[ast.AST]] = LaterTable(
    __name__,
    {
        ast.Expr: "assignments.expression",
        ast.Assign: "assignments.assign",
        ast.AugAssign: "assignments.augmented",
        ast.AnnAssign: "assignments.annotated",
        ast.Delete: "assignments.delete",
        ast.Global: "assignments.nothing",
        ast.Nonlocal: "assignments.nothing",
        ast.Pass: "assignments.nothing",
        ast.Assert: "blocks.assert_",
        ast.Return: "blocks.return_",
        ast.Break: "blocks.break_",
        ast.Continue: "blocks.continue_",
        ast.Raise: "trying.raise_",
        ast.If: "blocks.if_",
        ast.For: "blocks.for_",
        ast.AsyncFor: "blocks.for_",
        ast.While: "blocks.while_",
        ast.With: "blocks.with_",
        ast.AsyncWith: "blocks.with_",
        ast.Try: "trying.try_",
        ast.Match: "matching.match_",
        ast.Import: "imports.import_",
        ast.ImportFrom: "imports.import_from",
        ast.FunctionDef: "definitions.function",
        ast.AsyncFunctionDef: "definitions.function",
        ast.ClassDef: "definitions.class_",
        **{getattr(ast, name): function for name, function in NEWER.items() if hasattr(ast, name)},
    },
)
"""By type of node: a function of the run, the frame and the node; gives a Signal to leave the block."""
