"""Which statements can reach the settings that rules read, by names alone, in no order.

A statement that defines nothing relevant may not decide anything: its effects become unknown instead.
The answer errs on the side of relevance: module-level names are compared without regard to the module, attributes
(written with a dot before them) without regard to the object. What happens inside a function matters as much as the
statement that calls it, and by what it changes outside itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.effects import effects_of
from connlint.parsers.settings.links import Links, closure, outside

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Sequence

    from connlint.parsers.settings.effects import Effects
    from connlint.parsers.settings.scope import Frame

    Statement = tuple[ast.stmt, Frame, bool]

SEEDS = frozenset({"DATABASES", ".DATABASES"})
"""What decisions are made for."""
GROWTH = 1.5
"""How many more modules make it worth while to gather the names again before a run is over."""


class Relevance:
    """The names that can reach the seeds, over every module read so far.

    ``links`` are those of modules that were read before, by path; what is gathered here is added to them.
    """

    def __init__(self, seeds: frozenset[str] = SEEDS, links: dict[str, Links] | None = None) -> None:
        self.seeds = seeds
        self._links: dict[str, Links] = {} if links is None else links
        self._trees: dict[str, Links] = {}
        self._names: set[str] = set()
        self._counted = 0
        self._functions: dict[str, list[tuple[Effects, frozenset[str]]]] = {}
        self._inside: dict[int, frozenset[str]] = {}
        self._refused: dict[int, ast.stmt] = {}
        self._answers: dict[int, bool] = {}

    def add(self, path: str, tree: ast.AST) -> None:
        """Take another module into account."""
        if path not in self._trees:
            if path not in self._links:
                self._links[path] = Links(tree)
            self._trees[path] = self._links[path]

    @property
    def names(self) -> set[str]:
        """The relevant names, as of lately: ``outdated`` tells where that was too early."""
        if len(self._trees) > self._counted * GROWTH:
            self._close()
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
        if len(self._trees) != self._counted:
            self._close()
        names = self._names
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

    def _close(self) -> None:
        self._counted = len(self._trees)
        self._answers.clear()
        self._functions, self._inside = {}, {}
        for links in self._trees.values():
            self._inside.update(links.inside)
            for name, bodies in links.functions.items():
                self._functions.setdefault(name, []).extend(bodies)
        self._names = closure(self.seeds, list(self._trees.values()))
