"""Which statements can reach the settings that rules read, by names alone, in no order.

A statement that defines nothing relevant may not decide anything: its effects become unknown instead.
The answer errs on the side of relevance: module-level names are compared without regard to the module, attributes
(written with a dot before them) without regard to the object. What happens inside a function matters as much as the
statement that calls it, and by what it changes outside itself.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.settings.effects import Effects, effects_of, effects_of_body, loaded
from connlint.parsers.settings.scope import own_names

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from connlint.parsers.settings.scope import Frame

    Statement = tuple[ast.stmt, Frame, bool]

SEEDS = frozenset({"DATABASES", ".DATABASES"})
"""What decisions are made for."""
Link = tuple[set[str], set[str]]
"""Names that are defined, and the names that they are made from."""
BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


class Relevance:
    """The names that can reach the seeds, over every module read so far."""

    def __init__(self, seeds: frozenset[str] = SEEDS) -> None:
        self.seeds = seeds
        self._trees: list[ast.AST] = []
        self._paths: set[str] = set()
        self._names: set[str] | None = None
        self._globals: set[str] = set()
        self._modules: set[str] = set()
        self._functions: dict[str, list[tuple[Effects, frozenset[str]]]] = {}
        self._inside: dict[int, frozenset[str]] = {}
        self._refused: dict[int, ast.stmt] = {}
        self._answers: dict[int, bool] = {}

    def add(self, path: str, tree: ast.AST) -> None:
        """Take another module into account."""
        if path not in self._paths:
            self._paths.add(path)
            self._trees.append(tree)
            self._names = None

    @property
    def names(self) -> set[str]:
        """The relevant names."""
        if self._names is None:
            self._answers.clear()
            self._names = self._close()
        return self._names

    def matters(self, statements: Sequence[Statement], shared: Callable[[ast.stmt, Frame, set[str]], bool]) -> bool:
        """Whether the statement at work can reach the seeds.

        Each statement comes with its frame, and whether it may end what surrounds it. ``shared`` tells whether it may
        change an object that one of the names refers to.
        """
        names = self.names
        for node, frame, leaves in reversed(statements):
            if self._matters(node, names) or shared(node, frame, names):
                return True
            self._refused[id(node)] = node
            if not leaves and id(node) not in self._inside:
                return False
        return bool(not statements)

    def outdated(self) -> bool:
        """Whether a statement that was refused would matter by what is known now."""
        refused, self._refused = self._refused, {}
        names = self.names
        return any(self._matters(node, names) for node in refused.values())

    def _matters(self, node: ast.stmt, names: set[str]) -> bool:
        held = self._answers.get(id(node))
        if held is None:
            found = effects_of(node)
            own = self._inside.get(id(node))
            defined = found.defined if own is None else outside(found, own)
            held = found.dynamic or bool(defined & names) or bool(self._changed(found, set()) & names)
            self._answers[id(node)] = held
        return held

    def _changed(self, found: Effects, seen: set[str]) -> set[str]:
        """What functions called here may change: globals, the objects they are given, those they belong to."""
        changed: set[str] = set()
        for name in found.calls - seen:
            seen.add(name)
            for body, own in self._functions.get(name, ()):
                if body.roots or body.stores:
                    changed |= found.arguments | found.receivers | outside(body, own)
                changed |= body.declared
                if body.dynamic:
                    changed |= self.seeds
                changed |= self._changed(body, seen) - own
        return changed

    def _close(self) -> set[str]:
        self._functions, self._inside = {}, {}
        self._globals, self._modules = set(), set()
        for tree in self._trees:
            self._globals |= _top_level(tree)
            self._modules |= _imported(tree)
        links: list[Link] = []
        for tree in self._trees:
            self._links(tree, links, in_class=False)
        names = set(self.seeds)
        pending = links
        while True:
            size = len(names)
            rest = []
            for defined, used in pending:
                if defined & names:
                    names |= used
                else:
                    rest.append((defined, used))
            pending = rest
            if len(names) == size:
                return names

    def _used(self, node: ast.AST) -> set[str]:
        """The names that a statement reads; an attribute may also be a global of another module."""
        found = loaded(node)
        return found | {name[1:] for name in found if name[0] == "." and name[1:] in self._globals}

    def _links(self, node: ast.AST, links: list[Link], *, in_class: bool) -> None:
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, FUNCTIONS):
                self._function(inner, links)
            elif isinstance(inner, ast.ClassDef):
                links.append(({inner.name}, self._used(inner)))
                self._links(inner, links, in_class=True)
            elif isinstance(inner, BLOCKS):
                found = effects_of(inner)
                links.append((found.defined, self._head(inner)))
                self._links(inner, links, in_class=in_class)
            elif isinstance(inner, ast.stmt):
                self._simple(inner, links, in_class=in_class)
            elif not isinstance(inner, ast.expr):
                self._links(inner, links, in_class=in_class)

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef, links: list[Link]) -> None:
        own = _local(node)
        body = effects_of_body(node)
        used = self._used(node) - own
        links.append(({node.name, f".{node.name}"}, used))
        changed = outside(body, own)
        if changed:
            links.append((changed, used | {node.name}))
        self._functions.setdefault(node.name, []).append((body, own))
        for inner in ast.walk(node):
            if isinstance(inner, ast.stmt) and inner is not node:
                self._inside[id(inner)] = own

    def _simple(self, node: ast.stmt, links: list[Link], *, in_class: bool) -> None:
        found = effects_of(node)
        roots = {root for root, _ in found.stores}
        if isinstance(node, ast.ImportFrom):
            links.extend(({alias.asname or alias.name}, {alias.name}) for alias in node.names)
            return
        defined = found.defined | roots
        if isinstance(node, ast.Expr):
            defined = defined | ((found.arguments | found.receivers) - self._modules)
        if in_class:
            defined = defined | {f".{name}" for name in found.names}
        links.append((defined, self._used(node)))

    def _head(self, node: ast.AST) -> set[str]:
        found: set[str] = set()
        for name in ("test", "iter", "target", "items", "subject"):
            part = getattr(node, name, None)
            for inner in part if isinstance(part, list) else [part] if part is not None else []:
                found |= self._used(inner)
        return found


def outside(found: Effects, own: frozenset[str]) -> set[str]:
    """What the body of a function changes that is not its own: attributes, globals, objects it did not make."""
    return found.attributes | (found.roots - own) | (found.names & found.declared) | found.declared


def _local(node: ast.FunctionDef | ast.AsyncFunctionDef) -> frozenset[str]:
    """The names local to a function or to one inside it."""
    own, _ = own_names(node)
    for inner in ast.walk(node):
        if isinstance(inner, (*FUNCTIONS, ast.Lambda)) and inner is not node:
            own |= own_names(inner)[0]
    return own


def _top_level(tree: ast.AST) -> set[str]:
    found: set[str] = set()
    for node in getattr(tree, "body", []):
        found |= effects_of(node).names
    return found


def _imported(tree: ast.AST) -> set[str]:
    """Names bound to modules, which calls do not change."""
    return {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
