"""Reading traced values: truth, numbers, and new values that keep their origin."""

from __future__ import annotations

from connlint.models.traced import Traced, unknown


def derived(source: Traced, value: object, how: str = "") -> Traced:
    """A known value computed from ``source``: it stands where the source stands."""
    status = "default" if source.status == "default" else "known"
    return Traced(
        status=status,
        value=value,
        how=how or source.how,
        origin=source.origin,
        chain=source.chain,
        secret=source.secret,
    )


def undecided(source: Traced, reason: str = "") -> Traced:
    """An unknown that passes on why ``source`` (or one of its branches) is unknown and what would decide it."""
    if source.status == "either":
        source = next((branch.traced for branch in source.branches if branch.traced.status == "unknown"), source)
    return unknown(reason or source.reason or "not known", source.origin, source.missing, source.chain)


def number(traced: Traced | None) -> int | float | None:
    """The number a decided value holds; a bool is not one. None otherwise."""
    if traced is None or not traced.decided or isinstance(traced.value, bool):
        return None
    return traced.value if isinstance(traced.value, (int, float)) else None


def highest(traced: Traced) -> int | float | None:
    """The number, or the highest one of an ``either``; None where one of them is not known."""
    figures = [number(branch.traced) for branch in traced.branches] or [number(traced)]
    return max((figure for figure in figures if figure is not None), default=None) if None not in figures else None


def truth(traced: Traced | None, otherwise: bool, how: str) -> Traced:
    """The truth of a value as Django tests it; ``otherwise`` where it is not set at all."""
    if traced is None:
        return Traced(status="default", value=otherwise, how=how)
    if not traced.decided:
        return undecided(traced)
    return derived(traced, bool(traced.value))


def text(traced: Traced | None) -> str | None:
    """The text of a decided value, "" for None; None when it is missing or undecided."""
    if traced is None or not traced.decided:
        return None
    return "" if traced.value is None else str(traced.value)
