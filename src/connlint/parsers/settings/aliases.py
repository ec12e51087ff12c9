"""Which objects a name may be another name for, by the expression it is bound to."""

from __future__ import annotations

import ast

from connlint.parsers.settings.memo import per_node

TEXTS = frozenset("str int float bool len repr format join getenv dirname basename abspath urlparse".split())
"""Functions that give a text or number, never what they are given."""
BUILT_IN = frozenset("str int float bool list tuple dict set".split())
READERS = frozenset("list tuple dict json url path db db_url cache_url email_url".split())
"""Methods of objects that read the environment: what they give is new."""


@per_node
def bound_by(node: ast.AST) -> dict[str, set[str]]:
    """The names that a statement binds, each with those whose objects it may come to refer to."""
    return _closed(_bindings(node))


def _bindings(node: ast.AST) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for inner in ast.walk(node):
        names, others = bound_at(inner)
        for name in names:
            found.setdefault(name, set()).update(others)
    return found


def bound_at(node: ast.AST) -> tuple[set[str], set[str]]:
    """The names that this node itself binds to a value, and those whose objects that value may refer to."""
    targets: list[ast.expr] = []
    value: ast.expr | None = None
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)):
        targets, value = [node.target], node.value
    elif isinstance(node, (ast.For, ast.AsyncFor)):
        targets, value = [node.target], node.iter
    elif isinstance(node, ast.withitem) and node.optional_vars is not None:
        targets, value = [node.optional_vars], node.context_expr
    elif isinstance(node, ast.Match):
        patterns = [part for part in ast.walk(node) if isinstance(part, (ast.MatchAs, ast.MatchStar))]
        return {part.name for part in patterns if part.name}, sources(node.subject)
    names = {part.id for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)}
    return names, sources(value) if names else set()


def _closed(found: dict[str, set[str]]) -> dict[str, set[str]]:
    """The same, where a name stands for others of these names as well."""
    for name, names in found.items():
        todo = list(names)
        while todo:
            more = found.get(todo.pop(), set()) - names
            names.update(more)
            todo += more
        names.discard(name)
    return {name: names for name, names in found.items() if names}


def sources(node: ast.expr | None) -> set[str]:
    """The names whose objects the value of an expression may be, be a part of, or hold."""
    found: set[str] = set()
    todo: list[ast.AST | None] = [node]
    while todo:
        part = todo.pop()
        if isinstance(part, ast.Name):
            found |= {part.id} - BUILT_IN
        elif isinstance(part, (ast.Subscript, ast.Attribute, ast.Starred, ast.Await, ast.NamedExpr)):
            todo.append(part.value)
        elif isinstance(part, ast.IfExp):
            todo += (part.body, part.orelse)
        elif isinstance(part, ast.Call):
            todo += _called(part)
        elif isinstance(part, ast.BinOp) and isinstance(part.op, (ast.BitOr, ast.Add)):
            todo += _operands(part)
        elif isinstance(part, (ast.BoolOp, ast.List, ast.Tuple, ast.Set, ast.Dict)):
            todo += [*getattr(part, "values", ()), *getattr(part, "elts", ())]
        elif isinstance(part, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
            todo += [part.value if isinstance(part, ast.DictComp) else part.elt, *(one.iter for one in part.generators)]
    return found


def _called(node: ast.Call) -> list[ast.expr]:
    """What a call may give back: what it is given, and what a method belongs to."""
    name = getattr(node.func, "attr", getattr(node.func, "id", ""))
    if name in TEXTS:
        return []
    owner = [node.func.value] if isinstance(node.func, ast.Attribute) and name not in READERS else []
    return [*owner, *node.args, *(keyword.value for keyword in node.keywords)]


def _operands(node: ast.BinOp) -> list[ast.expr]:
    sides = [node.left, node.right]
    text = any(isinstance(side, (ast.Constant, ast.JoinedStr)) for side in sides)
    return [] if text else sides
