"""The subjects that are about one alias's way to PostgreSQL: scopes link, database and proxy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.rules import spaces
from connlint.rules.subjects import Subject

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.django import Alias
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.place import Place
    from connlint.models.stack import Link, Stack
    from connlint.rules.subjects import Space

_POSTGRESQL = "facts.is_postgresql"


class Routes:
    """The aliases of a stack with what they lead to; ``shared`` are the namespaces of server and topology."""

    def __init__(self, stack: Stack, shared: dict[str, Space], server_home: Place | None) -> None:
        self.stack = stack
        self._shared = shared
        self._server_home = server_home

    def links(self) -> Iterator[Subject]:
        """Every alias that goes through a pooler of the project."""
        for link in self.stack.links:
            if link.pooler is not None:
                yield self._subject(link, self._label(link))

    def proxies(self) -> Iterator[Subject]:
        """Every alias that goes through a proxy which no file describes."""
        for link in self.stack.links:
            kind = link.facts.get("proxy_kind")
            if kind is not None and kind.value:
                yield self._subject(link, f"{link.alias} -> {link.facts['proxy_name'].value}", proxy=True)

    def databases(self) -> Iterator[Subject]:
        """Every PostgreSQL alias, pooled or not."""
        for link in self.stack.links:
            yield self._subject(link, link.alias)

    def of_code(self, alias: str) -> Iterator[Subject]:
        """The alias that code uses, in every world; "*" is every alias."""
        for link in self.stack.links:
            if alias in (link.alias, "*"):
                yield self._subject(link, link.alias, proxy=link.pooler is None)

    def _label(self, link: Link) -> str:
        config = self.stack.poolers[link.pooler or 0]
        entry = link.entry or config.file
        return f"{link.alias} -> {entry}" + (f" in {config.file}" if len(self.stack.poolers) > 1 and link.entry else "")

    def _subject(self, link: Link, label: str, *, proxy: bool = False) -> Subject:
        stack, module = self.stack, self.stack.modules[link.module]
        world = module.worlds[link.world]
        alias = (world.databases or {})[link.alias]
        config = stack.poolers[link.pooler] if link.pooler is not None else None
        homes = {"module": spaces.top_of(module.file), **alias_homes(alias, module.file), "server": self._server_home}
        facts, sums = [link.facts], [link.sums]
        found: dict[str, Space] = {"db": spaces.alias_space(alias), "link": spaces.link_space(link)}
        if config is not None and link.pooler is not None:
            entry = config.databases.get(link.entry)
            found["pooler"] = spaces.pooler_space(config, link.effective)
            found["entry"] = spaces.table(entry.settings if entry else {})
            home = pooler_home(config)
            homes.update({"pooler": home, "entry": (entry.place if entry else None) or home})
            facts += stack.pooler_facts[link.pooler : link.pooler + 1]
            sums += stack.pooler_sums[link.pooler : link.pooler + 1]
        elif proxy:
            found["pooler"] = spaces.proxy_space(link)
        return Subject(
            label=label,
            anchor={"alias": (link.module, link.alias), "pooler": link.pooler},
            spaces={
                **found,
                **self._shared,
                "module": spaces.module_space(world),
                "versions": spaces.versions_space(stack, config),
                "facts": spaces.facts_space(*facts, stack.facts),
                "sums": spaces.sums_space(*sums, stack.sums),
            },
            homes=homes,
            module=link.module,
            world=link.world,
            gate=_POSTGRESQL,
            sums=(*sums, stack.sums),
            data=(stack, link, alias, config),
        )


def alias_homes(alias: Alias, file: str) -> dict[str, Place | None]:
    """Where to point at when a value of an alias has no place of its own."""
    home = alias.place or spaces.top_of(file)
    return {"db": home, "db.options": alias.options_place or home}


def pooler_home(config: PgBouncerConfig) -> Place:
    """Where to point at when a setting of a pooler has no place of its own."""
    return config.home
