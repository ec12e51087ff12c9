"""Running statements one by one, and what happens where one cannot be followed."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings import strict
from connlint.parsers.settings.decisions import usual
from connlint.parsers.settings.limits import LimitHit, TooLong
from connlint.parsers.settings.memo import per_node
from connlint.parsers.settings.signals import MayRaise, Restart, WorldDead
from connlint.parsers.settings.statements import STATEMENTS
from connlint.parsers.settings.unit import place_of
from connlint.parsers.settings.values import NotKnown, Raised, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At


_LIBRARIES = "connlint.parsers.settings.libraries."


def run(rt: Runtime, body: Sequence[ast.stmt], frame: Frame) -> Any:
    """Run a block; gives what left it: None, a Val (return), or "break" or "continue"."""
    for node in body:
        signal = run_one(rt, node, frame)
        if signal is not None:
            return signal
    return None


def run_one(rt: Runtime, node: ast.stmt, frame: Frame) -> Any:
    """Run one statement. What cannot be followed makes unknown whatever the statement may change."""
    if frame.kind == "module" and not rt.depth:
        rt.budget.mark = rt.budget.steps
    rt.budget.step()
    rt.statements.append((node, frame, _leaves(node) or rt.guarded() or _may_end_try(rt, node)))
    handlers, tests = len(rt.handlers), len(rt.tests)
    try:
        return _function(node)(rt, frame, node)
    except NotKnown as problem:
        del rt.handlers[handlers:], rt.tests[tests:]
        if isinstance(problem, TooLong) and rt.depth:
            raise
        if isinstance(problem, LimitHit):
            rt.problem("limit", f"connlint gave up: {problem.what}", (frame.unit, node))
        if rt.guarded() or (isinstance(problem, MayRaise) and rt.handlers):
            raise MayRaise(problem.unknown) from None
        if _leaves(node):
            raise
        rt.havoc([node], frame, problem.unknown)
        return None
    except (LookupError, TypeError, ValueError, AttributeError) as defect:
        del rt.handlers[handlers:], rt.tests[tests:]
        if strict.on or frame.kind != "module":
            raise
        reason = f"connlint cannot follow this statement ({type(defect).__name__})"
        rt.problem("limit", reason, (frame.unit, node))
        rt.havoc([node], frame, Unknown(reason))
        return None
    except Raised as error:
        del rt.handlers[handlers:], rt.tests[tests:]
        if rt.managed or not _of_module(frame) or rt.caught(error.exc):
            raise
        _recover(rt, node, frame, error)
        return None
    finally:
        rt.statements.pop()


def _function(node: ast.stmt) -> Callable[[Runtime, Frame, Any], Any]:
    try:
        found: Callable[[Runtime, Frame, Any], Any] = STATEMENTS[type(node)]
    except KeyError:
        raise NotKnown(Unknown(f"{type(node).__name__} is not modelled")) from None
    return found


def _of_module(frame: Frame) -> bool:
    """Whether the statement runs once, as the module is loaded: it is the module's own, or in the body of a class."""
    return frame.kind == "module" or (frame.kind == "class" and frame.parent is not None and _of_module(frame.parent))


def _may_end_try(rt: Runtime, node: ast.stmt) -> bool:
    """Whether it is an import within a ``try``: what follows it there depends on it."""
    return bool(rt.handlers) and isinstance(node, (ast.Import, ast.ImportFrom))


def _recover(rt: Runtime, node: ast.stmt, frame: Frame, error: Raised) -> None:
    """Go on after a statement of a module that raises, as if what it lacks had been there."""
    name = exception_name(error.exc)
    place = error.exc.at or (frame.unit, node)
    raised(rt, error, name, place)
    rt.problem("guard-raises", f"raises {name}; connlint goes on after it", place, name)
    if _is_sure(rt, error):
        rt.problem("import-raises", f"importing it raises {name}: Django cannot start with it", place, name)
    shown = place_of(place)
    what = "the statement" if shown is None else shown.short
    rt.havoc([node], frame, Unknown(f"{what} raises {exception_words(error.exc)}"))


def _is_sure(rt: Runtime, error: Raised) -> bool:
    """Whether the module raises wherever it runs: a known value is refused, before anything had to be decided.

    What is not found may be found elsewhere (a module, a file, a variable), so only a ValueError is sure, and of a
    library whose model is proved against it (ParseError of dj_database_url): what Python itself seems to refuse may be
    a gap of connlint's. None is once the module has looked for a variable that is not set and that it can do without.
    """
    cls = getattr(error.exc.raw, "cls", None)
    refused = isinstance(cls, type) and issubclass(cls, ValueError) and cls.__module__.startswith(_LIBRARIES)
    if not refused or rt.tolerant or error.causes or rt.decisions.taken or rt.environ.open:
        return False
    return all(read.given or read.required for read in rt.environ.reads.values())


def raised(rt: Runtime, error: Raised, name: str, place: At) -> None:
    """Decide what becomes of a run in which the module raises; returns where the run just goes on.

    The usual run of a module that lacks variables is begun again as if they were set; a way that ends with an
    exception is none that the module can come out, unless variables could prevent that: then it is unknown.
    """
    if rt.tolerant:
        return
    taken = rt.decisions.taken
    asked = {question.key[1] for question, answer in taken if question.key[0] == "env" and not answer}
    causes = error.causes - rt.assumed
    pending = causes - asked
    if any(answer is not usual(question) for question, answer in taken):
        raise WorldDead(name, pending, place)
    if causes:
        rt.guard(causes, name, place)
    if pending:
        raise Restart(pending)
    if taken:
        raise WorldDead(name, frozenset(), place)


def exception_name(exc: Val) -> str:
    """The name of its class."""
    cls = getattr(exc.raw, "cls", None)
    return str(getattr(cls, "__name__", None) or getattr(cls, "name", None) or "an exception")


def exception_words(exc: Val) -> str:
    """The name of its class, and of an import or a look-up what is missing."""
    name, args = exception_name(exc), getattr(exc.raw, "args", ())
    text = args[0].raw if name in ("ImportError", "ModuleNotFoundError", "KeyError", "NameError") and args else ""
    return f"{name}: {text}" if isinstance(text, str) and text else name


def _leaves(node: ast.stmt) -> bool:
    """Whether the statement may end the function or loop around it."""
    if isinstance(node, (ast.Expr, ast.Assign, ast.AugAssign, ast.AnnAssign, ast.Import, ast.ImportFrom)):
        return False
    return _may_jump(node)


@per_node
def _may_jump(node: ast.stmt) -> bool:
    return _jumps(node, loop=False)


def _jumps(node: ast.AST, *, loop: bool) -> bool:
    if isinstance(node, ast.Return):
        return True
    if isinstance(node, ast.Raise):
        return False
    if isinstance(node, (ast.Break, ast.Continue)):
        return not loop
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.expr)):
        return False
    inside = loop or isinstance(node, (ast.For, ast.AsyncFor, ast.While))
    return any(_jumps(inner, loop=inside) for inner in ast.iter_child_nodes(node))
