"""The proxy and network data: TOML beside this module, read when a host or a declaration asks for it."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Documented:
    """One documented fact: its value, the address that states it, and whether it cannot be changed."""

    value: Any
    address: str
    fixed: bool = False


@dataclass(frozen=True)
class Entry:
    """One proxy or network.

    ``hosts`` are patterns of which ``example`` is one host. ``ports`` maps a port to its pool mode; ``direct``
    says that every other port is the server itself. ``limits`` is a sentence about what the facts cannot say.
    ``sources`` maps a key to an address and the day on which it was read.
    """

    kind: str
    name: str
    hosts: tuple[str, ...] = ()
    example: str = ""
    variables: tuple[str, ...] = ()
    ports: dict[int, Documented] = field(default_factory=dict)
    direct: bool = False
    facts: dict[str, Documented] = field(default_factory=dict)
    limits: str = ""
    sources: dict[str, tuple[str, str]] = field(default_factory=dict)

    def matches(self, host: str) -> bool:
        """Whether a lower-case host is one of this entry's."""
        return any(re.search(pattern, host) for pattern in self.hosts)

    @property
    def address(self) -> str:
        """The page to name first: that of the pool mode, else the first source; "" without any."""
        mode = self.facts.get("mode") or next(iter(self.ports.values()), None)
        return mode.address if mode else next((address for address, _ in self.sources.values()), "")


@lru_cache(maxsize=1)
def proxies() -> dict[str, Entry]:
    """Every proxy by its kind."""
    return _entries("proxies.toml")


@lru_cache(maxsize=1)
def networks() -> dict[str, Entry]:
    """Every network by its kind."""
    return _entries("networks.toml")


def _entries(name: str) -> dict[str, Entry]:
    if sys.version_info >= (3, 11):
        import tomllib
    else:
        import tomli as tomllib
    tables = tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))
    return {kind: _entry(kind, table, tables) for kind, table in tables.items()}


def _entry(kind: str, table: dict[str, Any], tables: dict[str, Any]) -> Entry:
    base = tables[table["base"]] if "base" in table else {"facts": {}, "sources": {}}
    sources = {**base["sources"], **table["sources"]}
    return Entry(
        kind=kind,
        name=table["name"],
        hosts=tuple(table.get("hosts", ())),
        example=table.get("example", ""),
        variables=tuple(table.get("variables", ())),
        ports={int(port): _fact(fact, sources) for port, fact in table.get("ports", {}).items()},
        direct=table.get("other_ports") == "direct",
        facts={name: _fact(fact, sources) for name, fact in {**base["facts"], **table["facts"]}.items()},
        limits=table.get("limits", ""),
        sources={key: (source["address"], source["read"]) for key, source in sources.items()},
    )


def _fact(fact: dict[str, Any], sources: dict[str, Any]) -> Documented:
    return Documented(fact["value"], sources[fact["source"]]["address"], fact.get("fixed", False))
