"""Names: frames, and which names a function has as its own."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.memo import per_node

if TYPE_CHECKING:
    from connlint.parsers.settings.unit import Unit
    from connlint.parsers.settings.values import ClassObj, ModuleObj, Val


class Frame:
    """One scope at work. ``kind`` is "module", "function", "class" or "comprehension".

    ``names`` is the dict the scope's own names live in (the module's namespace at module level). ``missed`` are the
    unset variables that an exception which this call of a function caught, and went on after, was about.
    """

    __slots__ = (
        "declared",
        "depth",
        "function",
        "kind",
        "missed",
        "module",
        "names",
        "own",
        "parent",
        "receiver",
        "unit",
    )

    def __init__(
        self,
        kind: str,
        module: ModuleObj,
        unit: Unit,
        names: dict[Any, Val],
        parent: Frame | None = None,
        own: frozenset[str] = frozenset(),
        depth: int = 0,
    ) -> None:
        self.kind = kind
        self.module = module
        self.unit = unit
        self.names = names
        self.parent = parent
        self.own = own
        self.depth = depth
        self.declared: dict[str, str] = {}
        self.missed: frozenset[str] = frozenset()
        self.receiver: Val | None = None
        self.function: ClassObj | None = None

    def child(self, kind: str, names: dict[Any, Val]) -> Frame:
        """A scope inside this one."""
        made = Frame(kind, self.module, self.unit, names, self, depth=self.depth)
        made.receiver, made.function = self.receiver, self.function
        return made

    def home(self, name: str) -> dict[Any, Val]:
        """The dict that an assignment to ``name`` goes to."""
        how = self.declared.get(name)
        if how == "global":
            return self.module.namespace.items
        if how == "nonlocal":
            frame = self.parent
            while frame is not None and (frame.kind != "function" or name not in frame.names):
                frame = frame.parent
            return self.names if frame is None else frame.names
        return self.names

    def walrus(self) -> Frame:
        """The frame that ``:=`` assigns in: comprehensions have none of their own."""
        frame = self
        while frame.kind == "comprehension" and frame.parent is not None:
            frame = frame.parent
        return frame


@per_node
def own_names(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) -> tuple[frozenset[str], dict[str, str]]:
    """The names local to a function, and those it declares global or nonlocal."""
    arguments = node.args
    names = {arg.arg for arg in (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)}
    names.update(arg.arg for arg in (arguments.vararg, arguments.kwarg) if arg is not None)
    declared: dict[str, str] = {}
    if not isinstance(node, ast.Lambda):
        for statement in node.body:
            _collect(statement, names, declared)
    return frozenset(names - declared.keys()), declared


def _collect(node: ast.AST, names: set[str], declared: dict[str, str]) -> None:
    if isinstance(node, ast.Name):
        if not isinstance(node.ctx, ast.Load):
            names.add(node.id)
        return
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        names.add(node.name)
        return
    if isinstance(node, ast.Lambda):
        return
    if isinstance(node, (ast.Global, ast.Nonlocal)):
        declared.update(dict.fromkeys(node.names, type(node).__name__.lower()))
    elif isinstance(node, (ast.Import, ast.ImportFrom)):
        names.update((alias.asname or alias.name).partition(".")[0] for alias in node.names)
    elif (isinstance(node, ast.ExceptHandler) and node.name) or (
        isinstance(node, (ast.MatchAs, ast.MatchStar)) and node.name
    ):
        names.add(node.name)
    elif isinstance(node, ast.MatchMapping) and node.rest:
        names.add(node.rest)
    if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
        for inner in ast.walk(node):
            if isinstance(inner, ast.NamedExpr) and isinstance(inner.target, ast.Name):
                names.add(inner.target.id)
        return
    for inner in ast.iter_child_nodes(node):
        _collect(inner, names, declared)
