"""Arithmetic on traced numbers: a total is unknown as soon as one of its terms is, and says which."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from connlint.models.stack import Sum, Term
from connlint.models.traced import Traced, known, unknown
from connlint.planner.values import number

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


def first_unknown(values: Iterable[Traced]) -> Traced | None:
    """The first value that is no number, as an unknown."""
    for value in values:
        if number(value) is None:
            reason = value.reason or f"{value.value!r} is not a number"
            return unknown(reason, value.origin, value.missing)
    return None


def combine(values: Sequence[Traced], how: str, function: Callable[[list[int | float]], int | float]) -> Traced:
    """``function`` of the numbers; the first unknown when there is one."""
    missing = first_unknown(values)
    if missing is not None:
        return missing
    origin = next((value.origin for value in values if value.origin is not None), None)
    return known(function([figure for value in values if (figure := number(value)) is not None]), how, origin)


def product(values: Sequence[Traced], how: str = "product") -> Traced:
    """The product of traced numbers."""

    def multiply(figures: list[int | float]) -> int | float:
        result: int | float = 1
        for figure in figures:
            result *= figure
        return result

    return combine(values, how, multiply)


def add(values: Sequence[Traced], how: str = "sum") -> Traced:
    """The sum of traced numbers."""
    return combine(values, how, sum)


def term(name: str, value: Traced) -> Term:
    """A term that shows a traced number, "unknown" when there is none."""
    figure = number(value)
    return Term(term=name, value="unknown" if figure is None else figure, origin=value.origin)


def shown(value: Traced) -> str:
    """A number as a formula writes it, "?" when it is not known."""
    figure = number(value)
    if figure is None:
        return "?"
    if figure in (math.inf, -math.inf):
        return "unlimited"
    return str(int(figure)) if figure == int(figure) else str(figure)


def total_of(sums: Sequence[Sum], unit: str) -> Sum:
    """The sum of sums, with all their terms."""
    total = add([one.total for one in sums])
    terms = tuple(member for one in sums for member in one.terms)
    if len(sums) == 1:
        return Sum(total=total, terms=terms, formula=sums[0].formula)
    formula = f"{' + '.join(shown(one.total) for one in sums) or '0'} = {shown(total)} {unit}"
    return Sum(total=total, terms=terms, formula=formula)
