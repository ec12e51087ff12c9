"""The links of one deployment, grouped: which aliases share a pooler or a pool in one world of one module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.planner.pools import link_pool_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from connlint.models.stack import Link, Stack

WorldKey = tuple[int, int]


def by_world(links: Iterable[Link]) -> dict[WorldKey, list[Link]]:
    """The links to PostgreSQL by (module, world); an ENGINE that may be PostgreSQL does not count."""
    found: dict[WorldKey, list[Link]] = {}
    for link in links:
        members = found.setdefault((link.module, link.world), [])
        if link.facts["is_postgresql"].value is True:
            members.append(link)
    return found


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
