"""Running a module once for each way it can come out."""

from __future__ import annotations

import gc
import sys
from heapq import heappop, heappush
from time import monotonic
from typing import TYPE_CHECKING

from connlint.models.problem import Problem
from connlint.parsers.settings.decisions import Decisions
from connlint.parsers.settings.environ import Environ
from connlint.parsers.settings.limits import MAX_RUNS, MAX_SECONDS, MAX_WORK, RECURSION, Budget, OutOfBudget
from connlint.parsers.settings.merging import ANOTHER
from connlint.parsers.settings.modules import Modules
from connlint.parsers.settings.relevance import SEEDS, Relevance
from connlint.parsers.settings.runtime import Runtime
from connlint.parsers.settings.shared import Shared
from connlint.parsers.settings.signals import Restart, WorldDead
from connlint.parsers.settings.unit import place_of
from connlint.parsers.settings.values import NotKnown, Question, Raised, Unknown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from connlint.models.environment import Supplied
    from connlint.models.place import Place
    from connlint.parsers.settings.files import Files
    from connlint.parsers.settings.values import ModuleObj

MAX_DEATHS = 3
"""Ways that may end with an exception where another did before no other is tried."""

MAX_TURNS = 12
"""Answers told apart that lead to ways which are not followed."""


class Outcome:
    """One way: the run, the module as it came out, and why it is not to be trusted, if so."""

    __slots__ = ("lost", "module", "rt")

    def __init__(self, rt: Runtime, module: ModuleObj, lost: Unknown | None = None) -> None:
        self.rt = rt
        self.module = module
        self.lost = lost


class Explorer:
    """All ways through the module at ``path``, by its dotted ``name``.

    ``finish`` is called after a run that came through. No further way is begun after ``runs`` ways or ``work``
    steps, or where the first takes more than ``forks`` decisions; ``spent`` is the steps of all.
    """

    def __init__(
        self,
        path: Path,
        files: Files,
        name: str,
        environment: Mapping[str, Supplied],
        finish: Callable[[Runtime, ModuleObj], None],
    ) -> None:
        self.path = path
        self.files = files
        self.name = name
        self.environment = environment
        self.finish = finish
        self.shared = Shared()
        self.relevance = Relevance(SEEDS, self.shared.links)
        self.assumed: frozenset[str] = frozenset()
        self.guards: list[Problem] = []
        self.runs, self.work, self.forks = MAX_RUNS, MAX_WORK, MAX_WORK
        self.spent = 0
        self.deadline = 0.0
        self.last: Runtime | None = None
        self.deaths: list[Place | None] = []
        self._asked: dict[tuple[bool, ...], Question] = {}

    def beside(self, seeds: frozenset[str]) -> Explorer:
        """The same module, followed for other names."""
        made = Explorer(self.path, self.files, self.name, self.environment, self.finish)
        made.shared, made.assumed = self.shared, self.assumed
        made.relevance = Relevance(seeds, self.shared.links)
        return made

    def outcomes(self) -> list[Outcome]:
        """At least one outcome."""
        self.deadline = monotonic() + MAX_SECONDS
        held, collecting = sys.getrecursionlimit(), gc.isenabled()
        sys.setrecursionlimit(max(held, RECURSION))
        gc.disable()
        try:
            found = self._explore(tolerant=False)
            return found or self._explore(tolerant=True) or [self._run([], tolerant=True, frozen=True)]
        except RecursionError:
            rt = self._runtime([], tolerant=True)
            why = Unknown("gave up: nested too deeply")
            return [Outcome(rt, rt.modules.lost(self.name, self.path, why), why)]
        finally:
            sys.setrecursionlimit(held)
            if collecting:
                gc.enable()

    def _explore(self, *, tolerant: bool) -> list[Outcome]:
        while True:
            try:
                found = self._worlds(tolerant=tolerant)
            except Restart as request:
                self.assumed |= request.variables
                if self.last is not None:
                    self.guards += [p for p in self.last.problems if p.kind == "guard-raises" and p not in self.guards]
                continue
            if found is not None:
                return found

    def _worlds(self, *, tolerant: bool) -> list[Outcome] | None:
        """Run for every script of answers, those nearest to the usual answers first.

        Where a way ends with an exception, the last answers are the first to be tried the other way round.
        None as soon as something turns out to matter that was refused a decision: to be begun again.
        """
        self.deaths.clear()
        found: list[Outcome] = []
        frontier: list[tuple[int, int, list[bool]]] = [(0, 0, [])]
        work = serial = costly = 0
        while frontier:
            if not found and self._hopeless():
                return []
            if serial and (work + costly > self.work or len(found) >= self.runs):
                return [*found, *self._abandoned(frontier)] if found else []
            flips, _, script = heappop(frontier)
            outcome = self._attempt(script, tolerant=tolerant)
            if self.relevance.outdated():
                return None
            if outcome is not None and outcome.lost is not None:
                return (
                    [*found, *self._abandoned([*frontier, (flips, 0, script)])]
                    if found
                    else [self._frozen(outcome.lost)]
                )
            if outcome is not None:
                found.append(outcome)
            assert self.last is not None  # noqa: S101  a run was made
            work += self.last.budget.steps
            costly = max(costly, self.last.budget.steps)
            answers = [answer for _, answer in self.last.decisions.taken]
            self._asked.update({tuple(answers[:i]): q for i, (q, _) in enumerate(self.last.decisions.taken)})
            if serial == 0 and len(answers) > self.forks:
                return [self._unfollowed()]
            turns = range(len(script), len(answers))
            for index in turns if outcome is not None else reversed(turns):
                serial += 1
                heappush(frontier, (flips + 1, serial, [*answers[:index], not answers[index]]))
        return found

    def _hopeless(self) -> bool:
        """Whether every way so far ended, most at one place: no decision seems to prevent that."""
        return len(self.deaths) - len(set(self.deaths)) >= MAX_DEATHS

    def _attempt(self, script: list[bool], *, tolerant: bool) -> Outcome | None:
        try:
            return self._run(script, tolerant=tolerant)
        except WorldDead as dead:
            self.deaths.append(place_of(dead.at))
            if not dead.pending or self.last is None:
                return None
            variable = min(dead.pending)
            why = Unknown(f"the module raises {dead.name} unless {variable} is set", variable)
            return Outcome(self.last, self.last.modules.lost(self.name, self.path, why))

    def _unfollowed(self) -> Outcome:
        """What a way that is not followed comes to: nothing is known of it."""
        why = Unknown("not followed: there are too many ways through the module")
        rt = self._runtime([], tolerant=True)
        return Outcome(rt, rt.modules.lost(self.name, self.path, why), why)

    def _abandoned(self, frontier: list[tuple[int, int, list[bool]]]) -> list[Outcome]:
        """The ways that were not followed, by the answer that leads to them."""
        turns = {(self._asked[tuple(script[:-1])], script[-1]): None for _, _, script in frontier}
        if len(turns) > MAX_TURNS:
            turns = {(Question(("ways",), ANOTHER), True): None}
        made: list[Outcome] = []
        for turn in turns:
            made.append(self._unfollowed())
            made[-1].rt.decisions.taken.append(turn)
        return made

    def _frozen(self, why: Unknown) -> Outcome:
        """One run that decides nothing: what depends on a decision is unknown."""
        self.deadline = max(self.deadline, monotonic() + MAX_SECONDS / 3)
        outcome = self._run([], tolerant=True, frozen=True)
        outcome.rt.problem("limit", why.reason, None)
        return outcome

    def _run(self, script: list[bool], *, tolerant: bool, frozen: bool = False) -> Outcome:
        self.last = self._runtime(script, tolerant=tolerant, frozen=frozen)
        try:
            return self._guarded(self.last)
        finally:
            self.spent += self.last.budget.steps

    def _runtime(self, script: list[bool], *, tolerant: bool, frozen: bool = False) -> Runtime:
        rt = Runtime(Decisions(script, frozen=frozen), Budget(self.deadline), self.relevance)
        rt.tolerant = tolerant
        rt.assumed = self.assumed
        rt.files = self.files.again()
        rt.environ = Environ(rt, self.environment)
        rt.modules = Modules(rt, self.path, self.shared)
        return rt

    def _guarded(self, rt: Runtime) -> Outcome:
        lost: Unknown | None = None
        try:
            module = rt.modules.main(self.path, self.name)
            self.finish(rt, module)
        except OutOfBudget as limit:
            lost = Unknown(f"gave up: {limit.what}")
        except RecursionError:
            lost = Unknown("gave up: nested too deeply")
        except NotKnown as problem:
            lost = problem.unknown
        except Raised:
            lost = Unknown("the module raises while it is read")
        if lost is not None:
            module = rt.modules.lost(self.name, self.path, lost)
        return Outcome(rt, module, lost)
