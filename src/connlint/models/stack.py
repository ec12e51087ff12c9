"""The Stack: everything that was read, joined; the planner adds links and facts."""

from typing import TYPE_CHECKING

from connlint.models.base import Record
from connlint.models.django import SettingsModule
from connlint.models.pgbouncer import PgBouncerConfig
from connlint.models.place import Place
from connlint.models.postgresql import PostgreSQLConfig
from connlint.models.problem import Problem
from connlint.models.topology import Topology, Versions
from connlint.models.traced import Traced

if TYPE_CHECKING:
    from connlint.models.live import Running


class Term(Record):
    """One term of a sum: what it is, its value, where the number stands."""

    term: str
    value: int | float | str | None
    origin: Place | None = None


class Sum(Record):
    """A total with its terms. ``formula`` is the sum as a person writes it ("4 x 2 x 1 = 8 clients").
    ``total`` is an unknown when a term is."""

    total: Traced
    terms: tuple[Term, ...] = ()
    formula: str = ""


class Link(Record):
    """Where one alias leads, in one world of one settings module.

    ``module`` and ``world`` are indices into ``Stack.modules`` and its ``worlds``. ``pooler`` is an index
    into ``Stack.poolers``, None when the alias goes directly to PostgreSQL. ``entry`` is the name of the
    [databases] line that serves it ("" when there is none). ``assumed`` tells that the link was not
    proved by host and port but taken because nothing else fits; ``reason`` says it for the reader.
    ``effective`` holds what is in force for this (entry, user): every PgBouncer key that can be
    overridden, and ``pool_size`` and ``reserve_pool_size``.
    """

    module: int
    world: int
    alias: str
    pooler: int | None = None
    entry: str = ""
    user: Traced | None = None
    assumed: bool = False
    reason: str = ""
    port_matches: bool | None = None
    effective: dict[str, Traced] = {}
    facts: dict[str, Traced] = {}
    sums: dict[str, Sum] = {}


class Stack(Record):
    """Everything connlint knows, before and after the planner has looked at it.

    ``facts`` and ``sums`` are the fleet's (worst case of all poolers against PostgreSQL); a pooler's
    are in ``pooler_facts`` and ``pooler_sums`` at its index. ``project`` is the directory that the identity of
    findings refers to: that of the repository, else ``root``. ``sightings`` are what was seen in the
    application's code, as problems without a message. ``running`` are the systems that ``connlint doctor`` looked at.
    """

    root: str = "."
    project: str = "."
    modules: tuple[SettingsModule, ...] = ()
    poolers: tuple[PgBouncerConfig, ...] = ()
    servers: tuple[PostgreSQLConfig, ...] = ()
    topology: Topology = Topology()
    versions: Versions = Versions()
    problems: tuple[Problem, ...] = ()
    sightings: tuple[Problem, ...] = ()
    links: tuple[Link, ...] = ()
    pooler_facts: tuple[dict[str, Traced], ...] = ()
    pooler_sums: tuple[dict[str, Sum], ...] = ()
    facts: dict[str, Traced] = {}
    sums: dict[str, Sum] = {}
    running: "tuple[Running, ...]" = ()

    @property
    def files(self) -> tuple[str, ...]:
        """Every file that was read, each once, in the order of the Stack."""
        parts: list[SettingsModule | PgBouncerConfig | PostgreSQLConfig] = [
            *self.modules,
            *self.poolers,
            *self.servers,
        ]
        live = {one.config.file for one in self.running}
        every = [file for part in parts for file in (part.file, *part.files) if file not in live]
        every += [group.place.file for group in self.topology.groups if group.place]
        every += [problem.subject for problem in self.problems if problem.kind == "unreadable-input"]
        return tuple(dict.fromkeys(file for file in every if file))
