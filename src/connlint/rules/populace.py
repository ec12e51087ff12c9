"""Every subject of a stack, by scope."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known, unknown
from connlint.rules import spaces
from connlint.rules.routes import Routes, alias_homes, pooler_home
from connlint.rules.subjects import Subject
from connlint.rules.together import together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from connlint.models.django import World
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.place import Place
    from connlint.models.problem import Problem
    from connlint.models.stack import Stack
    from connlint.rules.subjects import Space


class Populace:
    """The subjects of one stack; each scope is built when the first rule asks for it."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self._scopes: dict[str, tuple[Subject, ...]] = {}

    def of(self, scope: str) -> tuple[Subject, ...]:
        """Every subject of a scope, in the order of the stack."""
        if scope not in self._scopes:
            build = self._builders.get(scope)
            self._scopes[scope] = tuple(build()) if build is not None else ()
        return self._scopes[scope]

    @property
    def _builders(self) -> dict[str, Callable[[], Iterator[Subject]]]:
        return {
            "link": self._routes.links,
            "proxy": self._routes.proxies,
            "database": self._routes.databases,
            "alias": self._alias,
            "module": self._module,
            "pooler": self._pooler,
            "entry": self._entry,
            "user": self._user,
            "group": self._group,
            "server": self._server_scope,
            "fleet": self._fleet,
            "problem": self._problem,
            "code": self._code,
            "live": self._live,
        }

    @cached_property
    def _server(self) -> Space:
        servers = self.stack.servers
        return spaces.table(servers[0].settings) if servers else spaces.table({})

    @cached_property
    def _server_home(self) -> Place | None:
        servers = self.stack.servers
        return spaces.server_home(servers[0]) if servers else None

    @cached_property
    def _routes(self) -> Routes:
        shared = {"server": self._server, "topology": self._topology, "stack": spaces.stack_space(self.stack)}
        return Routes(self.stack, shared, self._server_home)

    def _topology(self, rest: str) -> Traced | None:
        value = getattr(self.stack.topology, rest, None)
        return value if isinstance(value, Traced) else None

    def _module_homes(self, module: int) -> dict[str, Place | None]:
        return {"module": spaces.top_of(self.stack.modules[module].file)}

    def _alias(self) -> Iterator[Subject]:
        facts = {(link.module, link.world, link.alias): link.facts for link in self.stack.links}
        for number, position, world in self._worlds():
            for name, alias in (world.databases or {}).items():
                file = self.stack.modules[number].file
                yield Subject(
                    label=name,
                    anchor={"alias": (number, name)},
                    spaces={
                        "db": spaces.alias_space(alias),
                        "module": spaces.module_space(world),
                        "versions": spaces.versions_space(self.stack, None),
                        "facts": spaces.facts_space(facts.get((number, position, name), {}), self.stack.facts),
                    },
                    homes={**self._module_homes(number), **alias_homes(alias, file)},
                    module=number,
                    world=position,
                    data=(self.stack, alias),
                )

    def _worlds(self) -> Iterator[tuple[int, int, World]]:
        for number, module in enumerate(self.stack.modules):
            for position, world in enumerate(module.worlds):
                yield number, position, world

    def _module(self) -> Iterator[Subject]:
        for number, position, world in self._worlds():
            module = self.stack.modules[number]
            yield Subject(
                label=module.file,
                anchor={"module": number},
                spaces={
                    "module": spaces.module_space(world),
                    "versions": spaces.versions_space(self.stack, None),
                    "facts": spaces.facts_space(self.stack.facts),
                    "topology": self._topology,
                    "stack": spaces.stack_space(self.stack),
                },
                homes=self._module_homes(number),
                module=number,
                world=position,
                data=(self.stack, number, world),
            )

    def _pooler(self) -> Iterator[Subject]:
        for number, config in enumerate(self.stack.poolers):
            yield self._of_pooler(number, config, config.file, {}, {"pooler": number})

    def _of_pooler(
        self, number: int, config: PgBouncerConfig, label: str, found: dict[str, Space], anchor: dict[str, object]
    ) -> Subject:
        home = pooler_home(config)
        return Subject(
            label=label,
            anchor=anchor,
            spaces={
                "pooler": spaces.pooler_space(config, {}),
                "versions": spaces.versions_space(self.stack, config),
                "facts": spaces.facts_space(*self.stack.pooler_facts[number : number + 1], self.stack.facts),
                "sums": spaces.sums_space(*self.stack.pooler_sums[number : number + 1], self.stack.sums),
                "server": self._server,
                "topology": self._topology,
                "stack": spaces.stack_space(self.stack),
                **found,
            },
            homes={"pooler": home, "entry": home, "user": home, "server": self._server_home},
            sums=(*self.stack.pooler_sums[number : number + 1], self.stack.sums),
            data=(self.stack, number, config),
        )

    def _entry(self) -> Iterator[Subject]:
        yield from self._lines("databases", "entry")

    def _user(self) -> Iterator[Subject]:
        yield from self._lines("users", "user")

    def _lines(self, section: str, space: str) -> Iterator[Subject]:
        for number, config in enumerate(self.stack.poolers):
            for name, line in getattr(config, section).items():
                values = {**line.settings, "name": known(name, origin=line.place)}
                label, anchor = f"[{section}] {name} in {config.file}", {"pooler": number, "line": f"{section} {name}"}
                subject = self._of_pooler(number, config, label, {space: spaces.table(values)}, anchor)
                own = {space: line.place or pooler_home(config)}
                subject.homes = {**own, **subject.homes, **own}
                yield subject

    def _group(self) -> Iterator[Subject]:
        for group in self.stack.topology.groups:
            yield Subject(
                label=group.name,
                anchor={"group": group.name},
                spaces={
                    "group": spaces.group_space(group),
                    "versions": spaces.versions_space(self.stack, None),
                    "facts": spaces.facts_space(self.stack.facts),
                },
                homes={"group": group.place},
                data=(self.stack, group),
            )

    def _server_scope(self) -> Iterator[Subject]:
        for number, server in enumerate(self.stack.servers):
            yield Subject(
                label=server.file or server.form,
                anchor={"server": number},
                spaces={"server": spaces.table(server.settings), "facts": spaces.facts_space(self.stack.facts)},
                homes={"server": spaces.server_home(server)},
                data=(self.stack, server),
            )

    def _fleet(self) -> Iterator[Subject]:
        if self.stack.poolers:
            home = pooler_home(self.stack.poolers[0])
        elif self.stack.modules:
            home = spaces.top_of(self.stack.modules[0].file)
        else:
            return
        yield Subject(
            label="all connections",
            anchor={},
            spaces={
                "facts": spaces.facts_space(self.stack.facts),
                "sums": spaces.sums_space(self.stack.sums),
                "server": self._server,
                "topology": self._topology,
                "stack": spaces.stack_space(self.stack),
                "versions": spaces.versions_space(self.stack, None),
            },
            homes={"fleet": home, "server": self._server_home},
            sums=(self.stack.sums,),
            data=(self.stack,),
        )

    def _problem(self) -> Iterator[Subject]:
        stack = self.stack
        for number, module in enumerate(stack.modules):
            yield from self._problems(module.problems, module.file, {"module": number}, None)
        for number, config in enumerate(stack.poolers):
            yield from self._problems(config.problems, config.file, {"pooler": number}, config)
        for number, server in enumerate(stack.servers):
            yield from self._problems(server.problems, server.file, {"server": number}, None)
        yield from self._problems(stack.problems, "", {"stack": 0}, None)

    def _problems(
        self, problems: tuple[Problem, ...], file: str, anchor: dict[str, object], config: PgBouncerConfig | None
    ) -> Iterator[Subject]:
        for problem in together(problems):
            home = problem.place or spaces.top_of(file or problem.subject or ".")
            yield Subject(
                label=problem.subject or file,
                anchor={**anchor, "problem": (home.file, home.line, home.column)},
                spaces={
                    "problem": spaces.problem_space(problem),
                    "versions": spaces.versions_space(self.stack, config),
                    "pooler": spaces.pooler_space(config, {}) if config is not None else spaces.table({}),
                },
                homes={"problem": home},
                data=(self.stack, problem, config),
            )

    def _code(self) -> Iterator[Subject]:
        """What was seen in code, with the way of the alias that it uses in each world: the default if it names none."""
        for sighting in self.stack.sightings:
            home = sighting.place
            for route in self._routes.of_code(sighting.data.get("alias", "default")):
                found = {"problem": spaces.problem_space(sighting), "code": spaces.code_space(self.stack)}
                subject = route.with_spaces(**found)
                subject.label = home.short if home is not None else sighting.subject
                subject.homes = {**route.homes, "problem": home}
                yield subject

    def _live(self) -> Iterator[Subject]:
        """The running programs that ``connlint doctor`` looked at."""
        for number, running in enumerate(self.stack.running):
            own = "server" if running.kind == "postgresql" else "pooler"
            yield Subject(
                label=f"{'PostgreSQL' if own == 'server' else 'PgBouncer'} at {running.name}",
                anchor={"running": number},
                spaces={"live": spaces.table(running.values), own: spaces.table(running.config.settings)},
                homes={"live": running.place, own: running.config.place},
                data=(self.stack, running),
            )

    def open_databases(self) -> Iterator[tuple[str, Traced]]:
        """Every settings module whose DATABASES as a whole is unknown in some world, with the unknown value."""
        for number, _, world in self._worlds():
            if world.databases is None and world.databases_unknown is not None:
                whole = world.databases_unknown
                yield self.stack.modules[number].file, whole if whole.status == "unknown" else unknown("not a mapping")
