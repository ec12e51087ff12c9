"""Merging worlds that do not differ, and dropping conditions that do not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.models.django import World

Cube = frozenset[tuple[str, bool]]


def merge(worlds: list[World]) -> tuple[World, ...]:
    """The worlds, those with the same outcome once for each shortest conjunction that leads to it."""
    common = set(worlds[0].literals)
    for world in worlds[1:]:
        common &= set(world.literals)
    order = {text: None for world in worlds for text, _ in world.literals}
    groups: dict[str, tuple[World, set[Cube]]] = {}
    for world in worlds:
        cube = frozenset(literal for literal in world.literals if literal not in common)
        key = world.model_copy(update={"literals": ()}).model_dump_json() if len(worlds) > 1 else ""
        groups.setdefault(key, (world, set()))[1].add(cube)
    merged: list[World] = []
    for key, (world, cubes) in groups.items():
        others = [cube for other, (_, rest) in groups.items() if other != key for cube in rest]
        for cube in sorted(_shortest(_simplified(cubes), others), key=sorted):
            literals = tuple((text, truth) for text in order for truth in (True, False) if (text, truth) in cube)
            merged.append(world.model_copy(update={"literals": literals}))
    return tuple(merged)


def _shortest(cubes: set[Cube], others: list[Cube]) -> set[Cube]:
    """Drop every answer that is not needed to tell these worlds from the others."""
    kept: set[Cube] = set()
    for cube in sorted(cubes, key=lambda cube: (len(cube), sorted(cube))):
        if any(wide <= cube for wide in kept):
            continue
        for literal in sorted(cube, reverse=True):
            smaller = cube - {literal}
            if not any(_meet(smaller, other) for other in others):
                cube = smaller
        kept = {wide for wide in kept if not cube <= wide} | {cube}
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
