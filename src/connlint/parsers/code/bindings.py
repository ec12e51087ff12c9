"""What the names of a function, a class or a module are bound to, as far as the text says."""

from __future__ import annotations

import ast
from functools import cached_property
from typing import TYPE_CHECKING

from connlint.models.plain import Plain
from connlint.parsers.code.unit import own_nodes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.parsers.code.unit import Unit

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Binding(Plain):
    """One way a name gets its value.

    ``how`` is "is" (the expression ``value``), "with" (what the context manager ``value`` enters), "each" (the items
    of an ``async for`` over ``value``), "first" (the first of a pair), "import" (the module or object ``name``) or
    "other" (a parameter, a loop, a ``del``: not known).
    """

    how: str
    scope: Scope
    value: ast.expr | None = None
    name: str = ""


class Scope:
    """A function, a class or the module; ``outer`` is where its free names are looked up, ``holder`` its class."""

    def __init__(self, node: ast.AST, outer: Scope | None = None, holder: Scope | None = None) -> None:
        self.node = node
        self.outer = outer
        self.holder = holder

    @cached_property
    def nodes(self) -> tuple[ast.AST, ...]:
        """Every node that belongs to this scope itself, in the order of the text."""
        return tuple(own_nodes(self.node))

    @cached_property
    def inner(self) -> tuple[Scope, ...]:
        """The functions and classes inside; free names of methods are not looked up in their class."""
        is_class = isinstance(self.node, ast.ClassDef)
        outer, holder = (self.outer, self) if is_class else (self, None)
        nested = (node for node in self.nodes if isinstance(node, (*_FUNCTIONS, ast.ClassDef)))
        return tuple(Scope(node, outer, holder) for node in nested)

    @cached_property
    def bound(self) -> dict[str, list[Binding]]:
        """What is bound here: names, and attributes of ``self`` by "self.name"."""
        found: dict[str, list[Binding]] = {}
        explained: set[int] = set()
        for node in self.nodes:
            for target, binding in self._bindings(node):
                name = _written(target)
                if name:
                    explained.add(id(target))
                    found.setdefault(name, []).append(binding)
        for node in self.nodes:
            if id(node) not in explained:
                for name in _unexplained(node):
                    found.setdefault(name, []).append(Binding("other", self))
            for name, imported in _imports(node):
                found.setdefault(name, []).append(Binding("import", self, name=imported))
        return found

    @cached_property
    def attributes(self) -> dict[str, list[Binding]]:
        """What the methods of this class bind on ``self``; None is no value yet."""
        found: dict[str, list[Binding]] = {}
        for method in self.inner:
            for name, bindings in method.bound.items():
                if name.startswith("self."):
                    found.setdefault(name, []).extend(one for one in bindings if not is_none(one.value))
        return found

    def find(self, name: str) -> list[Binding]:
        """Everything that may be behind a name, from the nearest scope that binds it; nothing for a builtin."""
        if name.startswith("self."):
            return self._holder.attributes.get(name, []) if self._holder is not None else []
        scope: Scope | None = self
        while scope is not None and name not in scope.bound:
            scope = scope.outer
        return scope.bound[name] if scope is not None else []

    def qualified(self, node: ast.AST) -> str:
        """The full name of what was imported: "django.db.connection"; "" for anything else."""
        if isinstance(node, ast.Attribute):
            before = self.qualified(node.value)
            return f"{before}.{node.attr}" if before else ""
        if isinstance(node, ast.Name):
            names = {one.name for one in self.find(node.id)}
            return names.pop() if len(names) == 1 else ""
        return ""

    @property
    def _holder(self) -> Scope | None:
        scope: Scope | None = self
        while scope is not None and scope.holder is None:
            scope = scope.outer
        return scope.holder if scope is not None else None

    def _bindings(self, node: ast.AST) -> Iterator[tuple[ast.AST, Binding]]:
        """The targets that a node binds to something known."""
        if isinstance(node, ast.Assign):
            for target in node.targets:
                yield from self._assigned(target, node.value)
        elif isinstance(node, (ast.AnnAssign, ast.NamedExpr)) and node.value is not None:
            yield node.target, Binding("is", self, node.value)
        elif isinstance(node, ast.withitem) and node.optional_vars is not None:
            yield node.optional_vars, Binding("with", self, node.context_expr)
        elif isinstance(node, ast.AsyncFor):
            yield node.target, Binding("each", self, node.iter)

    def _assigned(self, target: ast.expr, value: ast.expr) -> Iterator[tuple[ast.AST, Binding]]:
        match target:
            case ast.Tuple(elts=[first, _]):
                yield first, Binding("first", self, value)
            case _:
                yield target, Binding("is", self, value)


def scopes(unit: Unit) -> Iterator[Scope]:
    """Every scope of a file, the module first."""
    pending = [Scope(unit.tree)]
    while pending:
        scope = pending.pop()
        yield scope
        pending.extend(scope.inner)


def is_none(value: ast.expr | None) -> bool:
    """Whether an expression is written None: no value yet."""
    return isinstance(value, ast.Constant) and value.value is None


def literal(node: ast.AST | None, scope: Scope, depth: int = 4) -> str:
    """The text of an expression as far as it is written out, "?" for what is filled in; "" when it is no text."""
    if depth == 0:
        return ""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(str(part.value) if isinstance(part, ast.Constant) else " ? " for part in node.values)
    if isinstance(node, ast.BinOp):
        left = literal(node.left, scope, depth)
        return left + (literal(node.right, scope, depth) or " ? ") if left and isinstance(node.op, ast.Add) else left
    if isinstance(node, ast.Name):
        found = scope.find(node.id)
        return literal(found[0].value, found[0].scope, depth - 1) if [one.how for one in found] == ["is"] else ""
    return _built(node, scope, depth)


def _built(node: ast.AST | None, scope: Scope, depth: int) -> str:
    """The text of ``"...".format()`` and of psycopg's ``SQL("...")``."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    if isinstance(function, ast.Attribute) and function.attr == "format":
        return literal(function.value, scope, depth - 1)
    is_sql = scope.qualified(function) in ("psycopg.sql.SQL", "psycopg2.sql.SQL")
    return literal(node.args[0], scope, depth - 1) if is_sql and node.args else ""


def _written(target: ast.AST) -> str:
    if isinstance(target, ast.Name):
        return target.id
    if isinstance(target, ast.Attribute) and isinstance(target.value, ast.Name) and target.value.id == "self":
        return f"self.{target.attr}"
    return ""


def _unexplained(node: ast.AST) -> Iterator[str]:
    """The names that a node binds to something that is not known."""
    if isinstance(node, (ast.Name, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
        yield _written(node)
    elif isinstance(node, ast.arg):
        yield node.arg
    elif isinstance(node, (*_FUNCTIONS, ast.ClassDef)) or (isinstance(node, ast.ExceptHandler) and node.name):
        yield str(node.name)
    elif isinstance(node, (ast.Global, ast.Nonlocal)):
        yield from node.names
    elif isinstance(node, ast.AugAssign):
        yield _written(node.target)


def _imports(node: ast.AST) -> Iterator[tuple[str, str]]:
    """The names that an import binds, with what they stand for."""
    if isinstance(node, ast.ImportFrom) and not node.level:
        for alias in node.names:
            yield alias.asname or alias.name, f"{node.module}.{alias.name}"
    elif isinstance(node, ast.ImportFrom):
        for alias in node.names:
            yield alias.asname or alias.name, ""
    elif isinstance(node, ast.Import):
        for alias in node.names:
            top = alias.name.partition(".")[0]
            yield alias.asname or top, alias.name if alias.asname else top
