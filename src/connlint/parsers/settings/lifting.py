"""Functions of values, mapped over Choices and stopped by Unknowns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.limits import MAX_LEAVES
from connlint.parsers.settings.values import Choice, Question, Raised, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from connlint.parsers.settings.decisions import Decisions
    from connlint.parsers.settings.values import At


class Lifting:
    """The part of a run that distributes pure functions over Choices."""

    decisions: Decisions

    force: Callable[[Val], Val]
    """The Val with a Choice at its top decided."""

    def decided(self, val: Val) -> Val:
        """The Val with the choices at its top resolved that are decided already; nothing is asked."""
        raw = val.raw
        while type(raw) is Choice:
            answer = self.decisions.answer(raw.question)
            if answer is None:
                return val
            val = raw.yes if answer else raw.no
            raw = val.raw
        return val

    def lift(self, function: Callable[..., Val], vals: Sequence[Val], at: At) -> Val:
        """``function(*vals)``, once for each combination of what Choices among ``vals`` may be.

        Where one of them raises in the program, or there are too many, the Choices are decided instead.
        """
        for index, val in enumerate(vals):
            if type(val.raw) is Choice:
                answer = self.decisions.answer(val.raw.question)
                if answer is not None:
                    chosen = val.raw.yes if answer else val.raw.no
                    return self.lift(function, [*vals[:index], chosen, *vals[index + 1 :]], at)
                return self._split(function, vals, val.raw.question, at)
        return function(*vals)

    def _split(self, function: Callable[..., Val], vals: Sequence[Val], question: Question, at: At) -> Val:
        total = 1
        for val in vals:
            total *= leaves(val)
        if total <= MAX_LEAVES:
            try:
                yes = self.lift(function, [restrict(val, question, answer=True) for val in vals], at)
                no = self.lift(function, [restrict(val, question, answer=False) for val in vals], at)
            except Raised:
                pass
            else:
                return Val(Choice(question, yes, no), "either", at, tuple(vals))
        return self.lift(function, [self.force(val) for val in vals], at)

    def derived(
        self, unknown: Unknown, at: At, parents: tuple[Val, ...] = (), kind: str = "", symbol: Any = None
    ) -> Val:
        """What an operation on an Unknown gives: unknown for the same reason."""
        return Val(Unknown(unknown.reason, unknown.missing, kind, symbol), "unknown", at, parents)


def leaves(val: Val) -> int:
    """How many values a Choice may be."""
    raw = val.raw
    return leaves(raw.yes) + leaves(raw.no) if type(raw) is Choice else 1


def restrict(val: Val, question: Question, *, answer: bool) -> Val:
    """The Val where the question has this answer."""
    raw = val.raw
    if type(raw) is not Choice:
        return val
    if raw.question == question:
        return restrict(raw.yes if answer else raw.no, question, answer=answer)
    yes, no = restrict(raw.yes, question, answer=answer), restrict(raw.no, question, answer=answer)
    if yes is raw.yes and no is raw.no:
        return val
    return Val(Choice(raw.question, yes, no), val.how, val.at, val.parents)


def symbol_of(val: Val) -> Any:
    """A hashable identity of a scalar or an Unknown; None for anything else."""
    raw = val.raw
    if type(raw) is Unknown:
        return raw.symbol
    if raw is None or isinstance(raw, (str, int, float, bytes)):
        return ("value", type(raw).__name__, raw)
    return None
