"""Comprehensions; a generator expression is worked out at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.expressions.displays import placed
from connlint.parsers.settings.keys import key_of
from connlint.parsers.settings.limits import check_items
from connlint.parsers.settings.values import DictObj, ListObj, NotKnown, SetObj, Unknown, Val

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame


class _Walk:
    """One comprehension at work: calls ``add`` for each round; ``tests`` are the filters that were asked."""

    def __init__(self, rt: Runtime, frame: Frame, add: Callable[[Frame], None]) -> None:
        self.rt = rt
        self.add = add
        self.tests: list[Val] = []
        self.opened: Unknown | None = None
        self.inner = frame.child("comprehension", {})
        self.outer = frame

    def run(self, generators: list[ast.comprehension], index: int = 0) -> None:
        rt, generator = self.rt, generators[index]
        frame = self.outer if index == 0 else self.inner
        at = (frame.unit, generator.iter)
        items, opened = rt.known_items(rt.eval(generator.iter, frame), frame, at)
        self.opened = self.opened or opened
        for item in items:
            rt.budget.step()
            rt.assign(generator.target, item, self.inner)
            if all(self._holds(test) for test in generator.ifs):
                if index + 1 < len(generators):
                    self.run(generators, index + 1)
                else:
                    self.add(self.inner)

    def _holds(self, test: ast.expr) -> bool:
        val = self.rt.eval(test, self.inner)
        if len(self.tests) < 50:  # noqa: PLR2004  enough to name the variables of a guard
            self.tests.append(val)
        return self.rt.truth(val, test)


def _walk(
    rt: Runtime, frame: Frame, generators: list[ast.comprehension], add: Callable[[Frame], None]
) -> tuple[tuple[Val, ...], Unknown | None]:
    walk = _Walk(rt, frame, add)
    try:
        walk.run(generators)
    except NotKnown as problem:
        return tuple(walk.tests), problem.unknown
    return tuple(walk.tests), walk.opened


def list_(rt: Runtime, frame: Frame, node: ast.ListComp | ast.GeneratorExp) -> Val:
    """``[x for x in y]``."""
    made: list[Val] = []

    def add(inner: Frame) -> None:
        made.append(placed(rt.eval(node.elt, inner), inner, node.elt))
        check_items(len(made))

    tests, opened = _walk(rt, frame, node.generators, add)
    return Val(ListObj([] if opened else made, opened), "literal", (frame.unit, node), tests)


def generator(rt: Runtime, frame: Frame, node: ast.GeneratorExp) -> Val:
    """``(x for x in y)``."""
    found = list_(rt, frame, node)
    found.raw.kind = "iterator"
    return found


def set_(rt: Runtime, frame: Frame, node: ast.SetComp) -> Val:
    """``{x for x in y}``."""
    made: dict[object, Val] = {}

    def add(inner: Frame) -> None:
        val = rt.eval(node.elt, inner)
        made[key_of(rt, val, (frame.unit, node))] = val

    tests, opened = _walk(rt, frame, node.generators, add)
    return Val(SetObj({} if opened else made, opened), "literal", (frame.unit, node), tests)


def dict_(rt: Runtime, frame: Frame, node: ast.DictComp) -> Val:
    """``{k: v for k, v in y}``."""
    made: dict[object, Val] = {}

    def add(inner: Frame) -> None:
        key = key_of(rt, rt.eval(node.key, inner), (frame.unit, node))
        made[key] = placed(rt.eval(node.value, inner), inner, node.value)

    tests, opened = _walk(rt, frame, node.generators, add)
    return Val(DictObj({} if opened else made, opened), "literal", (frame.unit, node), tests)
