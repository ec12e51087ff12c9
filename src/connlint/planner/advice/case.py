"""What an adviser looks at: the deployment as it is, reduced to one world of each module."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from connlint.planner.values import number

if TYPE_CHECKING:
    from connlint.models.django import Alias, SettingsModule
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.stack import Link, Stack


def production_world(module: SettingsModule) -> int:
    """The world that is deployed: the one without DEBUG, otherwise the last."""
    for index, world in enumerate(module.worlds):
        if any("DEBUG" in text and not truth for text, truth in world.literals):
            return index
    return max(len(module.worlds) - 1, 0)


@dataclass(frozen=True)
class Case:
    """A derived Stack, seen by the advisers."""

    stack: Stack

    @cached_property
    def links(self) -> list[Link]:
        """The links to PostgreSQL of the deployed world of each module."""
        worlds = {index: production_world(module) for index, module in enumerate(self.stack.modules)}
        return [
            link
            for link in self.stack.links
            if link.world == worlds[link.module] and link.facts["is_postgresql"].value is True
        ]

    def at(self, pooler: int) -> list[Link]:
        """The links of one pooler."""
        return [link for link in self.links if link.pooler == pooler]

    def alias(self, link: Link) -> Alias:
        """The alias of a link."""
        return (self.stack.modules[link.module].worlds[link.world].databases or {})[link.alias]

    def pooler(self, link: Link) -> PgBouncerConfig | None:
        """The pooler of a link."""
        return None if link.pooler is None else self.stack.poolers[link.pooler]

    @cached_property
    def worker_timeout(self) -> int | float | None:
        """The shortest time after which a web worker is ended: 0 when none is, None when nobody knows."""
        found = [number(link.facts.get("worker_timeout_seconds")) for link in self.links]
        if not found or None in found:
            return None
        return min((figure for figure in found if figure), default=0)
