"""What of a proposal is needed: what can stay, stays."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from connlint.planner import derive
from connlint.planner.applying import apply

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from connlint.models.plan import Advice
    from connlint.models.stack import Stack


class Objection(NamedTuple):
    """A rule that speaks about a Stack, or (not ``decided``) that a value not known keeps from being decided.
    ``slight`` tells that it is no more than a note."""

    code: str
    message: str
    decided: bool = True
    slight: bool = True


def needed(stack: Stack, advice: Sequence[Advice], judge: Callable[[Stack], frozenset[Objection]]) -> list[Advice]:
    """The advice without the changes that no rule asks for; the others say which rules do. ``judge`` says what the
    rules find in a derived Stack, for the planner knows none.

    A change stays when a rule speaks, or can no longer be decided, as soon as it is left out; that of a pool mode,
    which every client of the pool feels, not for the sake of a note. The changes are looked at in their order, each
    with those that still stand.
    """
    aim = judge(_with(stack, advice))
    if judge(_with(stack, [])) <= aim:
        return [left for one in advice if (left := _as_it_is(one))]
    kept = list(advice)
    for one in advice:
        if one.changes:
            place = kept.index(one)
            rest = [*kept[:place], *kept[place + 1 :]]
            without = judge(_with(stack, rest)) - aim
            left = _as_it_is(one)
            if one.setting == "pool_mode" and all(objection.slight for objection in without):
                aim |= without
                without = frozenset()
            kept[place : place + 1] = [_asked(one, without)] if without else [left] if left else []
    return kept


def _with(stack: Stack, advice: Sequence[Advice]) -> Stack:
    return derive(apply(stack, advice))


def _as_it_is(one: Advice) -> Advice | None:
    """Advice to keep what there is; None when nothing is written or nobody knows what."""
    if not one.changes:
        return one
    if one.current is None or not one.current.decided:
        return None
    reason = "no rule asks for another value"
    return one.model_copy(update={"value": one.current.value, "remove": False, "reason": reason})


def _asked(one: Advice, without: frozenset[Objection]) -> Advice:
    """The advice with the rules that speak without it."""
    codes = sorted({objection.code for objection in without if objection.decided})
    return one.model_copy(update={"rules": tuple(codes)})
