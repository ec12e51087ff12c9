"""One run of a module: what every part of the interpreter needs to reach."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from connlint.models.place import Place
from connlint.models.problem import Problem
from connlint.parsers.settings.attributes import find_attribute
from connlint.parsers.settings.environ import unsupplied
from connlint.parsers.settings.expressions import EXPRESSIONS
from connlint.parsers.settings.lifting import Lifting
from connlint.parsers.settings.limits import MAX_CALL_DEPTH, LimitHit, TooLong
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.plain import to_plain
from connlint.parsers.settings.signals import AnyError, MayRaise
from connlint.parsers.settings.statements.running import run
from connlint.parsers.settings.statements.targets import assign_to
from connlint.parsers.settings.texts import condition
from connlint.parsers.settings.unit import place_of
from connlint.parsers.settings.values import Choice, ExcObj, NotKnown, Question, Raised, Unknown, Val

if TYPE_CHECKING:
    import ast
    from collections.abc import Sequence

    from connlint.parsers.settings.decisions import Decisions
    from connlint.parsers.settings.environ import Environ
    from connlint.parsers.settings.files import Files
    from connlint.parsers.settings.limits import Budget
    from connlint.parsers.settings.modules import Modules
    from connlint.parsers.settings.relevance import Relevance, Statement
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At, DictObj


class Runtime(Lifting):
    """The state of one run, and the verbs of the interpreter."""

    environ: Environ
    files: Files
    modules: Modules
    top: Frame

    def __init__(self, decisions: Decisions, budget: Budget, relevance: Relevance) -> None:
        self.decisions = decisions
        self.budget = budget
        self.relevance = relevance
        self.quiet = False
        self.local = False
        self.tolerant = False
        self.assumed: frozenset[str] = frozenset()
        self.problems: list[Problem] = []
        self.secrets: list[Place] = []
        self.handlers: list[tuple[Any, Frame]] = []
        self.tests: list[Val] = []
        self.statements: list[Statement] = []
        self.caught_now: list[Raised] = []
        self.managed = 0
        self.depth = 0
        self.apart: dict[int, int] = {}
        self.store: dict[str, Any] = {}

    # ---- decisions

    def decide(self, question: Question) -> bool:
        """Answer a question; NotKnown where the statement at hand does not matter enough."""
        found = self.decisions.answer(question)
        if found is not None:
            return found
        relevant = self.local or (not self.quiet and self.relevance.matters(self.statements, self.changes))
        return self.decisions.decide(question, relevant=relevant)

    def changes(self, node: ast.stmt, frame: Frame, names: set[str]) -> bool:
        """Whether a statement may change an object that one of these names refers to."""
        from connlint.parsers.settings.havoc import changed_objects

        changed = changed_objects(node, frame)
        return bool(changed) and not changed.isdisjoint(self.modules.objects(names))

    def force(self, val: Val) -> Val:
        """The Val with a Choice at its top decided, and a symbol known to equal a constant replaced."""
        raw = val.raw
        while type(raw) is Choice:
            val = raw.yes if self.decide(raw.question) else raw.no
            raw = val.raw
        if type(raw) is Unknown and self.decisions.facts:
            found = self.decisions.constant(raw.symbol)
            if found:
                return Val(found[0], "compared", val.at, (val,))
        return val

    def truth(self, val: Val, node: ast.expr | None = None) -> bool:
        """Whether a value is true; a decision where that is not known. ``node`` says so for people."""
        found = self.peek(val, node)
        while found is None:
            val = val.raw.yes if self.decide(val.raw.question) else val.raw.no
            found = self.peek(val, node)
        if isinstance(found, bool):
            return found
        question, when = found
        return self.decide(question) is when

    def peek(self, val: Val, node: ast.expr | None = None) -> bool | tuple[Question, bool] | None:
        """Whether a value is true; the question that decides it, with the answer that makes it true."""
        from connlint.parsers.settings.truth import peek

        return peek(self, val, node)

    # ---- the program's verbs; each lives in a module of its own

    def eval(self, node: ast.expr, frame: Frame) -> Val:
        """The value of an expression."""
        try:
            function = EXPRESSIONS[type(node)]
        except KeyError:
            raise NotKnown(Unknown(f"{type(node).__name__} is not modelled")) from None
        found: Val = function(self, frame, node)
        return found

    def attempt(self, node: ast.expr, frame: Frame) -> Val:
        """The value of a part of an expression; where it cannot be followed, unknown, and what it may change too."""
        try:
            return self.eval(node, frame)
        except NotKnown as problem:
            if self.guarded() or isinstance(problem, MayRaise) or (isinstance(problem, TooLong) and self.depth):
                raise
            if isinstance(problem, LimitHit):
                self.problem("limit", f"connlint gave up: {problem.what}", (frame.unit, node))
            self.havoc([node], frame, problem.unknown)
            return Val(problem.unknown, "unknown", (frame.unit, node))

    def call(self, function: Val, args: list[Val], keywords: dict[str, Val], frame: Frame, at: At) -> Val:
        """Call anything."""
        from connlint.parsers.settings.calls import call_value

        if self.depth >= MAX_CALL_DEPTH:
            raise LimitHit("calls nested too deeply")
        self.depth += 1
        try:
            self.budget.step()
            return call_value(self, function, args, keywords, frame, at)
        finally:
            self.depth -= 1

    def attribute(self, val: Val, name: str, frame: Frame, at: At) -> Val:
        """``val.name``."""
        found = find_attribute(self, val, name, frame, at)
        if found is None:
            causes = self.causes([val]) if val.raw is None else frozenset()
            found = self.fail(AttributeError, f"'{type_name(val)}' object has no attribute '{name}'", at, *causes)
        return found

    def find(self, val: Val, name: str, frame: Frame, at: At) -> Val | None:
        """``val.name``, None where it has no such attribute."""
        return find_attribute(self, val, name, frame, at)

    def run(self, body: Sequence[ast.stmt], frame: Frame) -> Any:
        """Run a block of statements."""
        return run(self, body, frame)

    def execute_body(self, body: Sequence[ast.stmt], frame: Frame) -> Val:
        """Run the body of a function; what it returns."""
        found = run(self, body, frame)
        return found if isinstance(found, Val) else Val(None, "computed")

    def assign(self, target: ast.expr, val: Val, frame: Frame) -> None:
        """``target = val``."""
        assign_to(self, target, val, frame)

    def havoc(self, nodes: Sequence[ast.AST], frame: Frame, unknown: Unknown) -> None:
        """Make unknown whatever the statements may change."""
        from connlint.parsers.settings.havoc import havoc

        havoc(self, nodes, frame, unknown)

    def taint(self, vals: Sequence[Val], unknown: Unknown, attribute: str = "") -> None:
        """Make unknown whatever can be reached from the values and can change."""
        from connlint.parsers.settings.havoc import taint

        taint(vals, unknown, attribute)

    def caught(self, exc: Val) -> bool:
        """Whether an enclosing ``try`` of the program catches this exception."""
        if not self.handlers:
            return False
        from connlint.parsers.settings.statements.trying import caught

        return caught(self, exc)

    def guarded(self) -> bool:
        """Whether an enclosing ``try`` of the program catches more than failing imports."""
        if not self.handlers:
            return False
        from connlint.parsers.settings.statements.trying import catches_more

        return any(isinstance(node, list) or catches_more(node) for node, _ in self.handlers)

    def may_raise(self, at: At, error: type[BaseException] = AnyError) -> None:
        """Something that may fail: where the program would catch it, a decision."""
        exc = Val(ExcObj(error), "raised", at)
        if not self.caught(exc):
            return
        text = condition(at[1]) if isinstance(at, tuple) else "something"
        place = place_of(at)
        key = ("fails", place.short if place else text)
        try:
            fails = self.decide(Question(key, f"{text} fails"))
        except NotKnown as problem:
            raise MayRaise(problem.unknown) from None
        if fails:
            raise Raised(exc)

    def guard(self, variables: frozenset[str], name: str, at: At) -> None:
        """A guard that raises unless these variables are set."""
        for variable in sorted(variables):
            message = f"raises {name} unless {variable} is set"
            self.problem("guard-raises", message, at, variable, exception=name)

    def run_file(self, path: str | Path, namespace: DictObj, frame: Frame | None = None) -> None:
        """Execute a file of the project in a namespace."""
        self.modules.run_file(str(path), namespace, frame or self.top)

    def special(self, val: Val, name: str) -> Val | None:
        """A method of this name that the class of an Instance defines, bound; None when it has none."""
        from connlint.parsers.settings.classes.lookup import special_method

        return special_method(self, val, name)

    def iterate(self, val: Val, frame: Frame, at: At) -> list[Val]:
        """What a loop over the value sees; raises NotKnown."""
        items, opened = self.iterate_open(val, frame, at)
        if opened is not None:
            raise NotKnown(opened)
        return items

    def known_items(self, val: Val, frame: Frame, at: At) -> tuple[list[Val], Unknown | None]:
        """As ``iterate_open``; whether something that cannot be read at all is empty is a decision where it matters."""
        items, opened = self.iterate_open(val, frame, at)
        if opened is None or items or opened.missing:
            return items, opened
        text = condition(at[1]) if isinstance(at, tuple) else "something unknown"
        place = place_of(at)
        with suppress(NotKnown):
            if not self.decide(Question(("items", place.short if place else text), f"{text} holds anything")):
                return [], None
        return [], opened

    def iterate_open(self, val: Val, frame: Frame, at: At) -> tuple[list[Val], Unknown | None]:
        """What is known to be in it, and why there may be more."""
        from connlint.parsers.settings.iteration import iterate

        return iterate(self, val, frame, at)

    def merge(self, target: DictObj, val: Val, frame: Frame, at: At) -> None:
        """``target.update(val)``."""
        from connlint.parsers.settings.iteration import merge_into

        merge_into(self, target, val, frame, at)

    # ---- what natives and the rest ask for

    def plain(self, val: Val) -> Any:
        """The plain Python value; raises NotKnown."""
        return to_plain(val, self.force)

    def fail(self, error: type[BaseException], message: str, at: At, *causes: str) -> Any:
        """Raise in the program; the message is that of Python only where a module is missing."""
        told = (
            Val(message)
            if issubclass(error, ModuleNotFoundError)
            else Val(Unknown(f"the message of a {error.__name__}"))
        )
        raise Raised(Val(ExcObj(error, (told,)), "raised", at), frozenset(causes))

    def problem(self, kind: str, message: str, at: At, subject: str = "", **data: str) -> None:
        """Remember something worth telling."""
        self.problems.append(Problem(kind=kind, message=message, place=place_of(at), subject=subject, data=data))

    def secret(self, place: Place | None) -> None:
        """The text at this place must never be shown."""
        if place is not None:
            self.secrets.append(place)

    def reported(self, path: str | Path) -> str:
        """The path as connlint shows it."""
        return self.files.reported(Path(path))

    def place_in(self, path: str | Path, line: int, column: int, end_column: int, end_line: int = 0) -> Place:
        """A place in a file that was read."""
        name = self.reported(path)
        return Place(file=name, line=line, column=column, end_line=end_line or line, end_column=end_column)

    def causes(self, vals: Sequence[Val]) -> frozenset[str]:
        """The variables that were not supplied and that these values depend on."""
        return unsupplied(vals)
