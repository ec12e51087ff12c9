"""Other settings than DATABASES that depend on a condition: their few possible values instead of none.

What DATABASES depends on decides the worlds. Another setting that a condition may change is unknown in them at first;
here the module is followed once more for such a setting alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.worlds import merge
from connlint.parsers.settings.decisions import UNDECIDED
from connlint.parsers.settings.readoff import Reader

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.models.django import World
    from connlint.models.traced import Traced
    from connlint.models.worlds import Case, Literals
    from connlint.parsers.settings.explore import Explorer

FIRST = ("INSTALLED_APPS", "CHANNEL_LAYERS", "MIDDLEWARE", "DATABASE_ROUTERS", "DEBUG")
"""Those that matter most, as the steps may not suffice for all."""
MAX_WAYS = 12
MAX_FORKS = 3
MAX_STEPS = 12_000
"""For all settings of a module together, less where its DATABASES took many."""
MAX_BRANCHES = 8


def with_alternatives(worlds: tuple[World, ...], explorer: Explorer) -> tuple[World, ...]:
    """The worlds with an ``either`` for each setting that has few values; ``explorer`` is the one that found them."""
    allowance = MAX_STEPS - explorer.spent // 2
    for name in _undecided(worlds):
        if allowance <= 0:
            break
        cases, spent = _cases(name, explorer, allowance)
        allowance -= spent
        if cases:
            worlds = tuple(_filled(world, name, cases) for world in worlds)
    return worlds


def _undecided(worlds: Iterable[World]) -> list[str]:
    names = {name for world in worlds for name, traced in world.settings.items() if _is_undecided(traced)}
    return sorted(names, key=lambda name: (FIRST.index(name) if name in FIRST else len(FIRST), name))


def _is_undecided(traced: Traced | None) -> bool:
    return traced is not None and traced.status == "unknown" and traced.reason.startswith(UNDECIDED)


def _cases(name: str, known: Explorer, allowance: int) -> tuple[list[Case], int]:
    """What the setting is on every way, and the steps that took; no cases where not all ways could be followed."""
    explorer = known.beside(frozenset({name, f".{name}"}))
    explorer.runs, explorer.work, explorer.forks = MAX_WAYS, allowance, MAX_FORKS
    outcomes = explorer.outcomes()
    if any(outcome.lost is not None for outcome in outcomes):
        return [], explorer.spent
    found = [
        (outcome.rt.decisions.literals(), Reader(outcome.rt, outcome.module.namespace).settings().get(name))
        for outcome in outcomes
    ]
    return found, explorer.spent


def _filled(world: World, name: str, cases: list[Case]) -> World:
    if not _is_undecided(world.settings.get(name)):
        return world
    found = merge([case for case in cases if not _contradicts(case[0], world.literals)])
    if found is None or found.status == "unknown" or len(found.branches) > MAX_BRANCHES:
        return world
    return world.model_copy(update={"settings": {**world.settings, name: found}})


def _contradicts(one: Literals, other: Literals) -> bool:
    return any((text, not truth) in other for text, truth in one)
