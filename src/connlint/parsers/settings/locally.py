"""Calls of functions without effects: what they decide stays inside them, and their result is a Choice.

Without this every optional variable that a helper reads would double the ways through the module.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.decisions import Decisions
from connlint.parsers.settings.effects import effects_of, effects_of_body
from connlint.parsers.settings.getters import is_getter
from connlint.parsers.settings.memo import per_node
from connlint.parsers.settings.readoff import wanted
from connlint.parsers.settings.scope import own_names
from connlint.parsers.settings.values import Choice, DictObj, Instance, ListObj, Raised, SetObj, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import ClassObj, FunctionObj, Question

    Path = tuple[tuple[tuple[Question, bool], ...], Val | None]

MAX_PATHS = 10
MAX_FAILURES = 8
"""Times that a way through a function raised, after which it is not tried again in this run."""
NOT_APART = 4
"""How much it counts that the ways could not be told apart."""
_CONTAINERS = (DictObj, ListObj, SetObj, Instance, tuple)


def call_locally(rt: Runtime, function: FunctionObj, args: list[Val], run: Callable[[], Val]) -> Val | None:
    """The result of the call over all ways through the function; None where they cannot be told apart inside it."""
    effectless, careful = _purity(function.node)
    failures = rt.apart.get(id(function.node), 0)
    if not effectless or failures >= MAX_FAILURES:
        return None
    given = not careful and any(isinstance(arg.raw, _CONTAINERS) for arg in args)
    if given and not is_getter(function, _class_of(args)):
        return None
    held, quiet, local = rt.decisions, rt.quiet, rt.local
    rt.local, rt.quiet = True, False
    try:
        found = _explore(rt, held, run)
    except Raised:
        rt.apart[id(function.node)] = failures + 1
        return None
    else:
        if found is None:
            rt.apart[id(function.node)] = failures + NOT_APART
        return found
    finally:
        rt.decisions, rt.quiet, rt.local = held, quiet, local


def _class_of(args: list[Val]) -> ClassObj | None:
    return args[0].raw.cls if args and isinstance(args[0].raw, Instance) else None


def _explore(rt: Runtime, held: Decisions, run: Callable[[], Val]) -> Val | None:
    scripts: list[list[bool]] = [[]]
    paths: list[Path] = []
    while scripts:
        script = scripts.pop()
        rt.decisions = held.copy(script)
        val: Val | None = None
        try:
            val = run()
        except Raised as error:
            if not paths or not _ends(rt, error):
                raise
        taken = rt.decisions.taken
        if val is not None:
            if not taken and not paths:
                return val
            val = _settled(rt, val)
        if len(paths) >= MAX_PATHS or (val is not None and not _scalar(val)):
            return None
        paths.append((tuple(taken), val))
        answers = [answer for _, answer in taken]
        scripts += [[*answers[:index], not answers[index]] for index in range(len(script), len(answers))]
    return _tree(paths, 0)


def _ends(rt: Runtime, error: Raised) -> bool:
    """Whether a way that raises is none that the module can come out, where no more than a setting is at stake."""
    if rt.tolerant or rt.managed or rt.caught(error.exc):
        return False
    node = next((node for node, frame, _ in reversed(rt.statements) if frame.kind == "module"), None)
    if node is None or not any(map(wanted, effects_of(node).names)):
        return False
    return not rt.relevance.matters(rt.statements, rt.changes)


def _tree(paths: list[Path], depth: int) -> Val | None:
    """The decisions of all paths as nested Choices; None where all of them raise."""
    taken, val = paths[0]
    if len(paths) == 1 and len(taken) <= depth:
        return val
    question = taken[depth][0]
    yes = _tree([path for path in paths if path[0][depth][1]], depth + 1)
    no = _tree([path for path in paths if not path[0][depth][1]], depth + 1)
    if yes is None or no is None:
        return no if yes is None else yes
    return Val(Choice(question, yes, no), "either", (yes if taken[depth][1] else no).at, (yes, no))


def _settled(rt: Runtime, val: Val) -> Val:
    raw = val.raw
    while type(raw) is Choice:
        answer = rt.decisions.answer(raw.question)
        if answer is None:
            return val
        val = raw.yes if answer else raw.no
        raw = val.raw
    return val


def _scalar(val: Val) -> bool:
    raw: Any = val.raw
    if type(raw) is Choice:
        return _scalar(raw.yes) and _scalar(raw.no)
    return raw is None or isinstance(raw, (str, int, float, Unknown))


@per_node
def _purity(node: Any) -> tuple[bool, bool]:
    """Whether a function changes nothing outside; and whether that holds for containers it is given, too."""
    if isinstance(node, ast.Lambda):
        return True, False
    own, declared = own_names(node)
    found = effects_of_body(node)
    parameters = {arg.arg for arg in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)}
    effectless = not declared and not found.attributes and not found.dynamic and found.roots <= own - parameters
    return effectless, effectless and not found.roots and not found.arguments and not found.receivers - {"os"}
