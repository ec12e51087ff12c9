"""The links of one deployment, grouped: which aliases share a pooler or a pool in one world of one module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, unknown
from connlint.planner.pools import link_pool_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.models.stack import Link, Stack

WorldKey = tuple[int, int]


def by_world(stack: Stack) -> dict[WorldKey, list[Link]]:
    """The links to PostgreSQL by (module, world), every world included; an ENGINE that may be one does not count."""
    found: dict[WorldKey, list[Link]] = {
        (m, w): [] for m, module in enumerate(stack.modules) for w in range(len(module.worlds))
    }
    for link in stack.links:
        if link.facts["is_postgresql"].value is True:
            found[link.module, link.world].append(link)
    return found


def unsure(stack: Stack, key: WorldKey, pooler: int | None) -> Traced | None:
    """Why nobody can count the connections of one world to a pooler (None: past all of them); None when one can.

    Either DATABASES is not known, or an alias leads there whose ENGINE may or may not be PostgreSQL.
    """
    whole = stack.modules[key[0]].worlds[key[1]].databases_unknown
    if whole is not None:
        return unknown(f"DATABASES is not known: {whole.reason}", whole.origin, whole.missing)
    for link in stack.links:
        engine = link.facts["is_postgresql"]
        if (link.module, link.world) == key and link.pooler == pooler and not engine.decided:
            return unknown(f"alias {link.alias}: {engine.reason}", engine.origin, engine.missing)
    return None


def pool_key(stack: Stack, link: Link) -> tuple[str, str]:
    """The (entry, user) pool of a pooled link."""
    databases = stack.modules[link.module].worlds[link.world].databases or {}
    name = databases[link.alias].settings.get("NAME")
    return link_pool_key(stack.poolers[link.pooler or 0], link, name)


def linked_pools(stack: Stack, links: Iterable[Link], pooler: int) -> list[tuple[str, str]]:
    """The pools that links of one world use at a pooler, each once."""
    wanted = [link for link in links if link.pooler == pooler and link.entry]
    return list(dict.fromkeys(pool_key(stack, link) for link in wanted))


def deployments(stack: Stack, worlds: dict[WorldKey, list[Link]]) -> list[list[WorldKey]]:
    """The alternatives for "what runs": one world of one module each; modules that groups name run side by side.

    At most 64 alternatives are looked at.
    """
    named = {group.settings_module for group in stack.topology.groups if group.settings_module}
    together = [m for m, module in enumerate(stack.modules) if module.module and module.module in named]
    if len(together) <= 1:
        return [[key] for key in worlds]
    alternatives: list[list[WorldKey]] = [[]]
    for module in together:
        choices = [key for key in worlds if key[0] == module]
        alternatives = [[*chosen, key] for chosen in alternatives for key in choices][:64]
    return alternatives
