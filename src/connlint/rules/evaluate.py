"""The evaluation: every rule for every subject, one finding for one cause, branches named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.evaluation import Evaluation
from connlint.models.finding import Undecided
from connlint.rules.causes import one_for_each_cause
from connlint.rules.gather import Key, Record, gathered
from connlint.rules.judge import judge
from connlint.rules.populace import Populace
from connlint.rules.words import words_for
from connlint.sources.identity import Identity

if TYPE_CHECKING:
    from collections.abc import Container, Iterable

    from connlint.models.conditions import Literals
    from connlint.models.options import Options
    from connlint.models.stack import Stack
    from connlint.models.traced import Traced
    from connlint.rules.catalogue import Catalogue
    from connlint.rules.head import Head
    from connlint.rules.language.missing import Missing
    from connlint.rules.subjects import Subject

Universe = dict[Key, dict["Literals", None]]


def evaluate(
    stack: Stack, catalogue: Catalogue, options: Options | None = None, active: Container[str] | None = None
) -> Evaluation:
    """Evaluate the rules of the catalogue whose codes are ``active`` (None: all) for a stack that the planner has
    completed. A rule that is not active tells nothing, and takes no other as its note.

    The findings come sorted by file, line, column and code; selecting and hiding is for policy.
    """
    populace = Populace(stack)
    ranges = options.ranges if options is not None else {}
    records: list[Record] = []
    universe: Universe = {}
    undecided = _Undecided()
    for head in catalogue.heads:
        if active is not None and head.code not in active:
            continue
        bounds = ranges.get(head.name) or ranges.get(head.code)
        for subject in (subject for scope in head.scopes for subject in populace.of(scope)):
            literals = _literals(stack, subject)
            for verdict in judge(head, subject, bounds, literals):
                universe.setdefault((head.code, subject.label, subject.module), {})[verdict.literals] = None
                records += [Record(head, subject, verdict.literals, finding) for finding in verdict.findings]
                for missing in verdict.open:
                    undecided.add(head, subject, missing)
    for file, whole in populace.open_databases():
        undecided.add_whole(file, whole)
    identity = Identity(stack.project, stack.files)
    findings = gathered(one_for_each_cause(records), lambda key: _everywhere(stack, key, universe[key]), identity)
    return Evaluation(findings=findings, undecided=undecided.all)


def _literals(stack: Stack, subject: Subject) -> Literals:
    return stack.modules[subject.module].worlds[subject.world].literals if subject.module >= 0 else ()


def _everywhere(stack: Stack, key: Key, evaluated: Iterable[Literals]) -> tuple[Literals, ...]:
    """Every case a finding could have held in: those that were evaluated, and the worlds without its subject."""
    module = key[2]
    worlds = stack.modules[module].worlds if module >= 0 else ()
    begun = {case[:length] for case in evaluated for length in range(len(case) + 1)}
    return (*evaluated, *(world.literals for world in worlds if world.literals not in begun))


class _Undecided:
    """The rules left open, one for each rule, subject and missing value."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str, str], Undecided] = {}

    def add(self, head: Head, subject: Subject, missing: Missing) -> None:
        """Note what a rule waits for."""
        for path, traced in missing.waits.items():
            self._add(_open(head.code, head.name, subject.label, words_for(path), traced))

    def add_whole(self, file: str, whole: Traced) -> None:
        """Note that a module's DATABASES is unknown as a whole: no rule could look at an alias."""
        self._add(_open("CL905", "undecided", file, "DATABASES", whole))

    def _add(self, item: Undecided) -> None:
        self._found.setdefault((item.code, item.subject, item.missing), item)

    @property
    def all(self) -> tuple[Undecided, ...]:
        """All of them, by the missing value."""
        return tuple(sorted(self._found.values(), key=lambda item: (item.missing, item.code, item.subject)))


def _open(code: str, name: str, label: str, words: str, traced: Traced) -> Undecided:
    return Undecided(
        code=code,
        name=name,
        missing=traced.missing or words,
        reason=traced.reason or "its value depends on a condition",
        subject=label,
        place=traced.origin,
    )
