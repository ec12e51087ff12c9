"""Merging worlds that do not differ, and dropping conditions that do not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.worlds import merge as combine

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.models.django import World
    from connlint.models.traced import Traced

Cube = frozenset[tuple[str, bool]]
ANOTHER = "the module takes another way"
"""The condition of all ways that were not followed, where they are too many to be told apart."""
REST = ((ANOTHER, True),)
NOT_REST = ((ANOTHER, False),)


def merge(worlds: list[World]) -> tuple[World, ...]:
    """The worlds, those with the same DATABASES once for each shortest conjunction that leads to it.

    Other settings that differ within one of them become an ``either``. The world that stands for the ways that were
    not followed, if any, says nothing about when it comes true: the others are told apart from each other alone.
    """
    if len(worlds) == 1:
        return (worlds[0].model_copy(update={"literals": ()}),)
    followed = [world for world in worlds if world.literals != REST]
    merged = _merged(followed)
    if len(followed) == len(worlds):
        return merged
    rest = [world for world in worlds if world.literals == REST]
    return (*(world.model_copy(update={"literals": (*world.literals, *NOT_REST)}) for world in merged), *rest)


def _merged(worlds: list[World]) -> tuple[World, ...]:
    common = set(worlds[0].literals)
    for world in worlds[1:]:
        common &= set(world.literals)
    order = {text: None for world in worlds for text, _ in world.literals}
    groups: dict[str, list[tuple[Cube, World]]] = {}
    for world in worlds:
        cube = frozenset(literal for literal in world.literals if literal not in common)
        groups.setdefault(_identity(world), []).append((cube, world))
    merged: list[World] = []
    for key, group in groups.items():
        others = [cube for other, rest in groups.items() if other != key for cube, _ in rest]
        first = group[0][1].model_copy(update={"settings": _settings(group, order)})
        short = sorted(_shortest(_simplified({cube for cube, _ in group}), others), key=sorted)
        merged.extend(first.model_copy(update={"literals": _ordered(cube, order)}) for cube in short)
    return tuple(merged)


def _ordered(cube: Cube, order: Iterable[str]) -> tuple[tuple[str, bool], ...]:
    return tuple((text, truth) for text in order for truth in (True, False) if (text, truth) in cube)


def _identity(world: World) -> str:
    """Equal for worlds whose DATABASES a reader cannot tell apart but by the way they came about."""
    lost = world.databases_unknown
    return repr((None if lost is None else lost.reason, _aliases(world)))


def _aliases(world: World) -> object:
    if world.databases is None:
        return None
    return [
        (name, _table(alias.settings), _table(alias.options), alias.options_whole and _value(alias.options_whole))
        for name, alias in world.databases.items()
    ]


def _table(table: dict[str, Traced]) -> list[tuple[str, object]]:
    return [(key, _value(traced)) for key, traced in table.items()]


def _value(traced: Traced) -> object:
    if traced.status == "either":
        return [(branch.condition, _value(branch.traced)) for branch in traced.branches]
    return traced.status, type(traced.value).__name__, repr(traced.value), traced.reason, traced.origin


def _settings(group: list[tuple[Cube, World]], order: Iterable[str]) -> dict[str, Traced]:
    """The other settings of worlds that are one as far as DATABASES goes."""
    names = dict.fromkeys(name for _, world in group for name in world.settings)
    found = {}
    for name in names:
        traced = combine([(_ordered(cube, order), world.settings.get(name)) for cube, world in group])
        if traced is not None:
            found[name] = traced
    return found


def _shortest(cubes: set[Cube], others: list[Cube]) -> set[Cube]:
    """Drop every answer that is not needed to tell these worlds from the others."""
    kept: set[Cube] = set()
    for cube in sorted(cubes, key=lambda cube: (len(cube), sorted(cube))):
        if any(wide <= cube for wide in kept):
            continue
        short = cube
        for literal in sorted(cube, reverse=True):
            smaller = short - {literal}
            if not any(_meet(smaller, other) for other in others):
                short = smaller
        kept = {wide for wide in kept if not short <= wide} | {short}
    return kept


def _meet(one: Cube, other: Cube) -> bool:
    """Whether both can hold at once."""
    return not any((text, not truth) in other for text, truth in one)


def _simplified(cubes: set[Cube]) -> set[Cube]:
    """Join pairs that differ in one answer only, as long as there are any."""
    while True:
        pair = _pair(cubes)
        if pair is None:
            return {cube for cube in cubes if not any(other < cube for other in cubes)}
        one, other = pair
        cubes = (cubes - {one, other}) | {one & other}


def _pair(cubes: Iterable[Cube]) -> tuple[Cube, Cube] | None:
    held = set(cubes)
    for cube in held:
        for text, truth in cube:
            other = (cube - {(text, truth)}) | {(text, not truth)}
            if other in held:
                return cube, other
    return None
