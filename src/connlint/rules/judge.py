"""One rule, one subject: whether it holds, and the finding if it does."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from connlint.models.finding import Edit, Finding, Fix, Location
from connlint.models.plain import Plain
from connlint.models.stack import Term
from connlint.rules.language.missing import Missing, either_open
from connlint.rules.language.texts import shown
from connlint.rules.spaces import range_space, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from connlint.models.conditions import Literals
    from connlint.models.place import Place
    from connlint.rules.head import Head, LabelHead, Wording
    from connlint.rules.subjects import Subject

_MOST_EITHERS = 3
"""How many ``either`` values one condition is tried with; more stay open."""


class Verdict(Plain):
    """What came out for one subject under ``literals``: findings, and what was left open."""

    literals: Literals
    findings: tuple[Finding, ...]
    open: tuple[Missing, ...]


def judge(head: Head, subject: Subject, bounds: tuple[float, float] | None, literals: Literals) -> Iterator[Verdict]:
    """Evaluate a rule for a subject: one verdict, or one for each branch of the ``either`` values it meets."""
    if head.bounds is not None:
        subject = subject.with_spaces(range=range_space(bounds or head.bounds))
    yield from _branches(head, subject, literals, depth=0)


def _branches(head: Head, subject: Subject, literals: Literals, depth: int) -> Iterator[Verdict]:
    subject.eithers.clear()
    results = list(_results(head, subject))
    if not subject.eithers or depth == _MOST_EITHERS:
        findings = tuple(result for result in results if isinstance(result, Finding))
        yield Verdict(literals, findings, tuple(result for result in results if isinstance(result, Missing)))
        return
    path, traced = next(iter(subject.eithers.items()))
    taken = [branch for branch in traced.branches if (branch.condition, True) in literals]
    for branch in taken or traced.branches:
        under = literals if taken else (*literals, (branch.condition, True))
        yield from _branches(head, subject.assuming(path, branch.traced), under, depth + 1)


def _results(head: Head, subject: Subject) -> Iterator[Finding | Missing]:
    holds = _both(subject.value(subject.gate) if subject.gate else True, head.when, subject)
    if isinstance(holds, Missing):
        yield holds
    elif holds and not head.check:
        yield _worded(head, subject)
    elif holds:
        for found in _look(head, subject):
            yield found if isinstance(found, Missing) else _worded(head, found)


def _both(gate: object, condition: object, subject: Subject) -> object:
    """Kleene's ``and`` of the subject's gate and the rule's condition."""
    if not isinstance(gate, Missing) and not gate:
        return False
    value = condition(subject) if callable(condition) else condition
    if not isinstance(value, Missing):
        return value and gate
    return either_open(gate, value)


def _look(head: Head, subject: Subject) -> Iterable[Subject | Missing]:
    """Run the check that a shipped rule names; each thing it found becomes the namespace ``found.``."""
    module = import_module(f"connlint.rules.checks.{head.check}")
    for found in module.look(subject):
        yield found if isinstance(found, Missing) else subject.with_spaces(found=table(found))


def _worded(head: Head, subject: Subject) -> Finding | Missing:
    wording = head.wording
    for case in head.cases:
        holds = case.when(subject)
        if isinstance(holds, Missing):
            return holds
        if holds:
            wording = case
            break
    return _finding(head, wording, subject)


def _finding(head: Head, wording: Wording, subject: Subject) -> Finding:
    locations = _locations(wording.labels, subject)
    terms, formula = _arithmetic(head, subject)
    return Finding(
        code=head.code,
        name=head.name,
        severity=wording.severity,
        evidence=wording.evidence,
        message=wording.message(subject),
        locations=locations,
        arithmetic=terms,
        formula=formula,
        fix=_fix(head, subject),
        subject=subject.label,
        advice=wording.advice(subject),
    )


def _locations(labels: tuple[LabelHead, ...], subject: Subject) -> tuple[Location, ...]:
    """The places of the labels that hold, each once; there is always one."""
    found: dict[Place, list[str]] = {}
    for label in labels:
        if label.when is not None and label.when(subject) is not True:
            continue
        place = subject.place(label.at)
        if place is not None:
            words = found.setdefault(place, [])
            text = label.text(subject)
            if text and text not in words:
                words.append(text)
    if not found:
        found[next(home for home in subject.homes.values() if home is not None)] = []
    return tuple(Location(place=place, label="; ".join(words)) for place, words in found.items())


def _arithmetic(head: Head, subject: Subject) -> tuple[tuple[Term, ...], str]:
    total = subject.sum_of(head.sum) if head.sum else None
    terms = total.terms if total is not None else ()
    formula = total.formula if total is not None else ""
    own = tuple(
        Term(term=words, value=_term_value(value(subject)), origin=subject.origin(at))
        for words, value, at in head.terms
    )
    return (*terms, *own), head.formula(subject) or formula


def _term_value(value: object) -> int | float | str | None:
    if value is None or (isinstance(value, (int, float, str)) and not isinstance(value, bool)):
        return value
    return shown(value)


def _fix(head: Head, subject: Subject) -> Fix | None:
    """The repair of a rule that has one: only a literal, or what a parser marked, is ever replaced."""
    edit = head.edit
    if edit is None:
        return None
    place = subject.editable(edit.at)
    if place is None or (edit.when is not None and edit.when(subject) is not True):
        return None
    text = edit.text(subject)
    return Fix(description=edit.description(subject), safe=edit.safe, edits=(Edit(place=place, text=text),))
