"""Expressions: one function for each kind of node, in a table."""

from __future__ import annotations

import ast

from connlint.parsers.settings.later import LaterTable

EXPRESSIONS: LaterTable[type[ast.AST]] = LaterTable(
    __name__,
    {
        ast.Constant: "displays.constant",
        ast.Name: "access.name",
        ast.Attribute: "access.attribute",
        ast.Subscript: "access.subscript",
        ast.Slice: "access.slice_",
        ast.Call: "access.call",
        ast.Starred: "access.starred",
        ast.Dict: "displays.dict_",
        ast.List: "displays.list_",
        ast.Tuple: "displays.tuple_",
        ast.Set: "displays.set_",
        ast.Lambda: "displays.lambda_",
        ast.NamedExpr: "displays.named",
        ast.BinOp: "displays.binary_",
        ast.UnaryOp: "branching.unary_",
        ast.BoolOp: "branching.bool_",
        ast.IfExp: "branching.if_",
        ast.Compare: "branching.compare_",
        ast.JoinedStr: "texts.joined",
        ast.FormattedValue: "texts.formatted",
        ast.ListComp: "comprehensions.list_",
        ast.SetComp: "comprehensions.set_",
        ast.DictComp: "comprehensions.dict_",
        ast.GeneratorExp: "comprehensions.generator",
        ast.Await: "access.awaited",
        ast.Yield: "access.yielded",
        ast.YieldFrom: "access.yielded_from",
    },
)
"""By type of node: a function of the run, the frame and the node."""
