"""DATABASES over all worlds of a settings module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.base import Model
from connlint.models.conditions import simplify
from connlint.models.place import Place
from connlint.models.traced import Traced
from connlint.models.worlds import Case, merge

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.models.django import Alias, SettingsModule, World

__all__ = ["DatabasesView", "MergedAlias", "merge_worlds"]


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


def _union(mappings: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for mapping in mappings for key in mapping))


def _present(values: dict[str, Traced | None]) -> dict[str, Traced]:
    return {key: value for key, value in values.items() if value is not None}
