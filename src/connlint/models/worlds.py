"""The worlds of a settings module, merged: one value per key, with the conditions that tell values apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.base import Model
from connlint.models.conditions import Literals, simplify
from connlint.models.place import Place
from connlint.models.traced import Branch, Traced, either, unknown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.models.django import Alias, SettingsModule, World

__all__ = ["DatabasesView", "Literals", "MergedAlias", "merge_worlds", "simplify"]

Case = tuple[Literals, "Traced | None"]
"""What a key is in one world; None where it is not set and has no default."""


class MergedAlias(Model):
    """One alias over all worlds; its values may be ``either``.

    ``condition`` says when the alias exists at all, empty for always. A key that exists only in some
    worlds is an ``either`` with the branches of those.
    """

    name: str
    place: Place | None = None
    condition: str = ""
    settings: dict[str, Traced] = {}
    options: dict[str, Traced] = {}
    options_whole: Traced | None = None


class DatabasesView(Model):
    """DATABASES over all worlds; ``unknown`` is given instead of aliases when no world knows any.

    ``others`` says why there may be aliases besides the known ones.
    """

    aliases: dict[str, MergedAlias] = {}
    unknown: Traced | None = None
    others: Traced | None = None


def merge_worlds(module: SettingsModule) -> DatabasesView:
    """Merge the worlds of a module into one value per alias and key."""
    names = _union(world.databases or () for world in module.worlds)
    if names:
        others = next((world.databases_unknown for world in module.worlds if world.databases_unknown), None)
        return DatabasesView(aliases={name: _merge_alias(name, module.worlds) for name in names}, others=others)
    whole = merge([(world.literals, world.databases_unknown) for world in module.worlds])
    return DatabasesView(unknown=whole)


def merge(cases: list[Case]) -> Traced | None:
    """One traced value from the value of each world; None when no world has one."""
    groups: dict[str, list[tuple[Literals, Traced]]] = {}
    if len(cases) > 1:
        cases = [case for literals, traced in cases for case in _expanded(literals, traced)]
    for literals, traced in cases:
        if traced is not None:
            groups.setdefault(_identity(traced), []).append((literals, traced))
    if not groups:
        return None
    first = next(iter(groups.values()))
    if len(first) == len(cases):
        return first[0][1]
    values = [group[0][1] for group in groups.values()]
    if all(value.status == "unknown" for value in values) and all(traced for _, traced in cases):
        return _all_unknown(values)
    return either(tuple(_branch(group, cases) for group in groups.values()), origin=first[0][1].origin)


def _expanded(literals: Literals, traced: Traced | None) -> list[Case]:
    """The branches of an ``either`` as cases of their own."""
    if traced is None or traced.status != "either":
        return [(literals, traced)]
    return [((*literals, _literal(branch.condition)), branch.traced) for branch in traced.branches]


def _literal(condition: str) -> tuple[str, bool]:
    positive = condition.removesuffix(" is not set")
    return (condition, True) if positive == condition else (f"{positive} is set", False)


def _merge_alias(name: str, worlds: tuple[World, ...]) -> MergedAlias:
    present = [world.databases[name] for world in worlds if world.databases and name in world.databases]
    without = [world.literals for world in worlds if world.databases is not None and name not in world.databases]
    undefined = [world.literals for world in worlds if world.databases is None and world.databases_unknown is None]
    having = [world.literals for world in worlds if world.literals not in without and world.literals not in undefined]
    settings = _union(alias.settings for alias in present)
    options = _union(alias.options for alias in present)
    return MergedAlias(
        name=name,
        place=present[0].place,
        condition=simplify(having, without + undefined),
        settings=_present({key: merge([_setting(world, name, key) for world in worlds]) for key in settings}),
        options=_present({key: merge([_option(world, name, key) for world in worlds]) for key in options}),
        options_whole=None if options else merge([_whole(world, name) for world in worlds]),
    )


def _setting(world: World, name: str, key: str) -> Case:
    alias = _alias(world, name)
    return world.literals, alias.settings.get(key) if alias else world.databases_unknown


def _option(world: World, name: str, key: str) -> Case:
    alias = _alias(world, name)
    if alias is None:
        return world.literals, world.databases_unknown
    return world.literals, alias.options.get(key, alias.options_whole)


def _whole(world: World, name: str) -> Case:
    alias = _alias(world, name)
    return world.literals, alias.options_whole if alias else world.databases_unknown


def _alias(world: World, name: str) -> Alias | None:
    return world.databases.get(name) if world.databases else None


def _branch(group: list[tuple[Literals, Traced]], cases: list[Case]) -> Branch:
    inside = [literals for literals, _ in group]
    identity = _identity(group[0][1])
    outside = [literals for literals, traced in cases if traced is None or _identity(traced) != identity]
    return Branch(condition=simplify(inside, outside), traced=group[0][1])


def _identity(traced: Traced) -> str:
    """Equal for values that a reader cannot tell apart; 0, False and '0' differ."""
    if traced.status == "unknown":
        return f"unknown {traced.reason}"
    return f"{traced.status} {traced.secret} {traced.value!r}"


def _all_unknown(values: list[Traced]) -> Traced:
    reason = "; or ".join(value.reason for value in values)
    missing = next((value.missing for value in values if value.missing), "")
    return unknown(reason, origin=values[0].origin, missing=missing)


def _union(mappings: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for mapping in mappings for key in mapping))


def _present(values: dict[str, Traced | None]) -> dict[str, Traced]:
    return {key: value for key, value in values.items() if value is not None}
