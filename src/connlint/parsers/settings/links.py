"""What each statement of a module defines, and from which names: the links along which relevance spreads."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.models.plain import Plain
from connlint.parsers.settings.aliases import bound_at
from connlint.parsers.settings.effects import DYNAMIC, Effects, effects_of, effects_of_body, loaded
from connlint.parsers.settings.scope import own_names

if TYPE_CHECKING:
    from collections.abc import Iterable

BLOCKS = (ast.If, ast.For, ast.AsyncFor, ast.While, ast.With, ast.AsyncWith, ast.Try, ast.Match)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
ANYTHING = "*"
"""What a statement defines that brings settings, or variables, from elsewhere."""
BRINGING = DYNAMIC - frozenset("eval globals locals vars setattr delattr".split())


class Link(Plain):
    """Names that are ``defined``, or ``given`` to a call, from those that are ``used`` unless ``own``."""

    defined: set[str]
    used: set[str]
    own: frozenset[str] = frozenset()
    given: frozenset[str] = frozenset()


class Links:
    """The links of one module, its functions with their own names, and the names it binds to modules."""

    def __init__(self, tree: ast.AST) -> None:
        self.links: list[Link] = []
        self.functions: dict[str, list[tuple[Effects, frozenset[str]]]] = {}
        self.inside: dict[int, frozenset[str]] = {}
        self.top = {name for node in getattr(tree, "body", []) for name in effects_of(node).names}
        self.modules = _imported(tree)
        self.aliases: list[Link] = []
        self.changed: set[str] = set()
        self.handed: list[tuple[set[str], set[str]]] = []
        self._walk(tree, in_class=False)

    def at_work(self, functions: set[str]) -> list[Link]:
        """The links; where the object behind a name is changed, also those to its other names.

        Only ``functions`` of the project change what they are given.
        """
        changed = self.changed.union(*(given for calls, given in self.handed if calls & functions))
        return self.links + [link for link in self.aliases if not link.used.isdisjoint(changed)]

    def _walk(self, node: ast.AST, *, in_class: bool) -> None:
        for inner in ast.iter_child_nodes(node):
            if isinstance(inner, FUNCTIONS):
                self._function(inner)
            elif isinstance(inner, ast.ClassDef):
                self.links.append(Link({inner.name}, loaded(inner)))
                self._walk(inner, in_class=True)
            elif isinstance(inner, BLOCKS):
                self._alias(inner)
                self.links.append(Link(effects_of(inner).defined, _head(inner)))
                self._walk(inner, in_class=in_class)
            elif isinstance(inner, ast.stmt):
                self._simple(inner, in_class=in_class)
            elif not isinstance(inner, ast.expr):
                self._walk(inner, in_class=in_class)

    def _alias(self, node: ast.AST) -> None:
        """What changes an object under one name changes it under the others."""
        names, others = bound_at(node)
        if names and others - self.modules:
            self.aliases.append(Link(others - self.modules, names))

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        parts = list(ast.walk(node))
        own = _local(node, parts)
        body = effects_of_body(node)
        used = loaded(node)
        self.links.append(Link({node.name, f".{node.name}"}, used, own))
        changed = outside(body, own)
        if changed:
            self.links.append(Link(changed, used, own))
            self.links.append(Link(changed, {node.name}))
        self.functions.setdefault(node.name, []).append((body, own))
        self.inside.update((id(inner), own) for inner in parts if isinstance(inner, ast.stmt) and inner is not node)

    def _simple(self, node: ast.stmt, *, in_class: bool) -> None:
        found = effects_of(node)
        self._alias(node)
        if isinstance(node, ast.ImportFrom):
            self.links.extend(Link({alias.asname or alias.name}, {alias.name}) for alias in node.names)
            return
        defined = found.defined | {root for root, _ in found.stores} | ({ANYTHING} if found.calls & BRINGING else set())
        given = frozenset(found.arguments | found.receivers) if isinstance(node, ast.Expr) else frozenset()
        if in_class:
            defined = defined | {f".{name}" for name in found.names}
        self.changed |= found.roots | {root for root, _ in found.stores}
        if found.arguments:
            self.handed.append((found.calls, found.arguments))
        self.links.append(Link(defined, loaded(node), given=given))


def closure(seeds: Iterable[str], trees: list[Links]) -> set[str]:
    """The names from which the seeds are made; an attribute may also be a global of another module."""
    top: set[str] = set().union(*(tree.top for tree in trees))
    modules: set[str] = set().union(*(tree.modules for tree in trees))
    defining: dict[str, list[Link]] = {}
    functions = {name for tree in trees for name in tree.functions}
    for tree in trees:
        for link in tree.at_work(functions):
            for name in link.defined | (link.given - modules):
                defining.setdefault(name, []).append(link)
    names = {*seeds, ANYTHING}
    pending = list(names)
    done: set[int] = set()
    while pending:
        for link in defining.get(pending.pop(), ()):
            if id(link) not in done:
                done.add(id(link))
                used = (link.used | {name[1:] for name in link.used if name[0] == "." and name[1:] in top}) - link.own
                pending += used - names
                names |= used
    return names


def outside(found: Effects, own: frozenset[str]) -> set[str]:
    """What the body of a function changes that is not its own: attributes, globals, objects it did not make."""
    return found.attributes | (found.roots - own) | (found.names & found.declared) | found.declared


def _head(node: ast.AST) -> set[str]:
    found: set[str] = set()
    for name in ("test", "iter", "target", "items", "subject"):
        part = getattr(node, name, None)
        for inner in part if isinstance(part, list) else [part] if part is not None else []:
            found |= loaded(inner)
    return found


def _local(node: ast.FunctionDef | ast.AsyncFunctionDef, parts: list[ast.AST]) -> frozenset[str]:
    """The names local to a function or to one inside it."""
    own, _ = own_names(node)
    for inner in parts:
        if isinstance(inner, (*FUNCTIONS, ast.Lambda)) and inner is not node:
            own |= own_names(inner)[0]
    return own


def _imported(tree: ast.AST) -> set[str]:
    """Names bound to modules, which calls do not change."""
    return {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
