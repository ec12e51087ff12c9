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
    for world, cubes in groups.values():
        for cube in sorted(_simplified(cubes), key=sorted):
            literals = tuple((text, truth) for text in order for truth in (True, False) if (text, truth) in cube)
            merged.append(world.model_copy(update={"literals": literals}))
    return tuple(merged)


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
