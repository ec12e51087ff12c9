"""From files with roles to the Stack: every parser called, no rule known."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from connlint.lint.inputs import repository, shown
from connlint.models.problem import Problem
from connlint.models.stack import Stack
from connlint.models.topology import Topology, Versions
from connlint.models.traced import known
from connlint.sources.errors import UnreadableError
from connlint.sources.text import read

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import TypeVar

    from connlint.lint.inputs import Inputs
    from connlint.models.django import SettingsModule
    from connlint.models.environment import Supplied
    from connlint.models.options import Options
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.postgresql import PostgreSQLConfig
    from connlint.models.traced import Traced
    from connlint.parsers.deployed import Deployed

    Parsed = TypeVar("Parsed")


class Reading:
    """One pass over the inputs.

    ``problems`` collects the discovered files that could not be read, ``notes`` what the parsers remark. ``measured``
    are the versions of running systems, which win over what files say.
    """

    def __init__(self, inputs: Inputs, options: Options, measured: Mapping[str, Traced] | None = None) -> None:
        self.inputs = inputs
        self.options = options
        self.measured = measured or {}
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    def stack(self) -> Stack:
        """Read everything. Raises UnreadableError when a file that was named cannot be read."""
        versions = self._versions()
        modules = tuple(self._each(self._settings()))
        for (file, _), module in zip(self.inputs.modules, modules, strict=False):
            if file in self.inputs.named:
                refuse_unparsed(module)
        self._tell_unread(versions)
        deployed = self._deployed(versions)
        if not (deployed and deployed.poolers) and not self.problems:
            self.inputs.refuse_bare()
        running = deployed.servers if deployed else ()
        return Stack(
            root=shown(self.inputs.root),
            project=shown(repository(self.inputs.root)),
            modules=modules,
            poolers=(*self._each(self._poolers(versions, deployed)), *(deployed.poolers if deployed else ())),
            servers=(*self._declared_server(), *running, *self._each(self._servers(running))),
            topology=self._topology(),
            versions=versions,
            problems=(*self.problems, *(deployed.problems if deployed else ())),
            sightings=self._sightings() if self.inputs.whole and modules else (),
        )

    def _tell_unread(self, versions: Versions) -> None:
        """Note the files whose names say what they are and that cannot be read; raises where one was named."""
        self.problems.extend(map(unreadable, self.inputs.unread))
        for path, error in self._unread(versions):
            if path in self.inputs.named:
                raise error
            self.problems.append(unreadable(error))

    def _unread(self, versions: Versions) -> Iterator[tuple[Path, UnreadableError]]:
        """The files of a deployment, and where nothing says which Django it is, those that might."""
        root, files = self.inputs.root, self.inputs.files.get("topology", ())
        if not self.inputs.whole and not files:
            return
        from connlint.parsers.unread import unread_files, unread_requirements

        yield from unread_files(root, files)
        if self.inputs.whole:
            yield from unread_files(root)
            if "django" not in versions.found:
                yield from unread_requirements(root)

    def _each(self, calls: Iterator[tuple[Path, Callable[[], Parsed]]]) -> Iterator[Parsed]:
        for path, call in calls:
            try:
                yield call()
            except UnreadableError as error:  # noqa: PERF203 - one file must not end the others
                if path in self.inputs.named:
                    raise
                self.problems.append(unreadable(error))

    def _settings(self) -> Iterator[tuple[Path, Callable[[], SettingsModule]]]:
        if not self.inputs.modules:
            return
        from connlint.parsers.settings import read_settings

        environment = self._settings_environment()
        for file, base in self.inputs.modules:
            yield (
                file,
                lambda file=file, base=base: read_settings(  # type: ignore[misc]
                    file,
                    name=shown(file),
                    root=_project(file, base, self.inputs.root),
                    environment=environment,
                    configuration=self.options.configuration,
                ),
            )

    def _poolers(
        self, versions: Versions, deployed: Deployed | None
    ) -> Iterator[tuple[Path, Callable[[], PgBouncerConfig]]]:
        """The ini files, but for those in whose place a container writes its own."""
        from connlint.parsers.pgbouncer import read_pgbouncer

        version = _pgbouncer_version(versions)
        replaced = deployed.replaced if deployed else ()
        for file in self.inputs.files.get("pgbouncer", ()):
            if file.resolve() in replaced and file not in self.inputs.named:
                continue
            yield file, lambda file=file: read_pgbouncer(read(file, shown(file)), version=version)  # type: ignore[misc]

    def _servers(self, running: Sequence[PostgreSQLConfig]) -> Iterator[tuple[Path, Callable[[], PostgreSQLConfig]]]:
        """The files that no command of a container already names."""
        mounted = {name for server in running for name in server.files}
        for file in self.inputs.files.get("postgresql", ()):
            if shown(file) in mounted:
                continue
            from connlint.parsers.postgresql import read_postgresql

            yield file, lambda file=file: read_postgresql(read(file, shown(file)))  # type: ignore[misc]

    def _deployed(self, versions: Versions) -> Deployed | None:
        """The poolers and servers of compose files and manifests; None when there are none to read."""
        files = self.inputs.files.get("topology")
        if not self.inputs.whole and not files:
            return None
        from connlint.parsers.deployed import read_deployed

        given = None if self.inputs.whole else files
        environment = self.options.environment
        return read_deployed(self.inputs.root, given, environment, version=_pgbouncer_version(versions))

    def _sightings(self) -> tuple[Problem, ...]:
        """What the application's code does to connections; looked for in whole projects only."""
        from connlint.parsers.code import read_code

        return read_code(self.inputs.root, shown)

    def _declared_server(self) -> tuple[PostgreSQLConfig, ...]:
        if self.options.max_connections is None:
            return ()
        from connlint.models.postgresql import PostgreSQLConfig

        value = known(self.options.max_connections, "declared with --max-connections")
        return (PostgreSQLConfig(form="declared", settings={"max_connections": value}),)

    @cached_property
    def _environment(self) -> dict[str, Supplied]:
        """The variables for commands: those of the container that discovery found, and what the user supplies."""
        found: dict[str, Supplied] = {}
        if self.inputs.whole:
            from connlint.parsers.topology import read_environment

            found.update(read_environment(self.inputs.root, None, self.options.environment))
        return {**found, **self._given}

    def _settings_environment(self) -> dict[str, Supplied]:
        """The variables for settings: those of Django's pods instead, where manifests run it."""
        pods: dict[str, Supplied] = {}
        if self.inputs.whole:
            from connlint.parsers.topology import read_pod_environment

            pods = read_pod_environment(self.inputs.root, None, self.options.environment)
        return {**pods, **self._given} if pods else self._environment

    @cached_property
    def _given(self) -> dict[str, Supplied]:
        """The variables of named env files and of the options."""
        found: dict[str, Supplied] = {}
        for file in self.inputs.files.get("environment", ()):
            from connlint.sources.dotenv import read_dotenv

            found.update(read_dotenv(read(file, shown(file))))
        return {**found, **self.options.environment}

    def _versions(self) -> Versions:
        from connlint.parsers.versions import read_versions

        found = {**read_versions(self.inputs.root).found, **self.measured}
        for name in ("django", "pgbouncer", "postgres"):
            value = getattr(self.options, f"{name}_version")
            if value:
                found["postgresql" if name == "postgres" else name] = known(value, f"declared with --{name}-version")
        return Versions(found=found)

    def _topology(self) -> Topology:
        topology = Topology()
        files = self.inputs.files.get("topology")
        if self.inputs.whole or files:
            from connlint.parsers.topology import read_topology

            topology = read_topology(self.inputs.root, None if self.inputs.whole else files, self._environment)
            told = {f"{problem.subject}: {problem.message}" for problem in self.problems}
            self.notes.extend(note for note in topology.notes if note not in told)
        if self.options.topology:
            from connlint.parsers.topology import declare

            try:
                topology = declare(topology, self.options.topology)
            except ValueError as error:
                raise UnreadableError(str(error), "[tool.connlint.topology]") from None
        return topology.model_copy(update=dict(_declared(self.options)))


def _project(file: Path, base: Path, root: Path) -> Path:
    """The directory whose files the module may read: the whole project, where that leaves its imports as they are."""
    packages = [folder for folder in file.absolute().parents if base in folder.parents]
    found = (base / "manage.py").exists() or all((folder / "__init__.py").exists() for folder in packages)
    return root if found and root in base.parents else base


def _pgbouncer_version(versions: Versions) -> str | None:
    declared = versions.found.get("pgbouncer")
    return str(declared.value) if declared is not None and declared.decided else None


def refuse_unparsed(module: SettingsModule) -> None:
    """Raise UnreadableError when the module's own file was not parsed at all."""
    for problem in module.problems:
        own = problem.subject == module.file and problem.kind in ("syntax-error", "unreadable")
        if own and all(world.databases is None for world in module.worlds):
            raise UnreadableError(problem.message, module.file, problem.place)


def unreadable(error: UnreadableError) -> Problem:
    """What rules see of a file that could not be read."""
    return Problem(kind="unreadable-input", message=error.message, place=error.place, subject=error.file)


def _declared(options: Options) -> Iterator[tuple[str, object]]:
    """The fields of the topology that the options give."""
    for name in ("clients", "cores", "allowance", "nofile", "network_idle_limit"):
        value = getattr(options, name)
        if value is not None:
            yield name, known(value, "declared with --clients" if name == "clients" else "declared")
    if options.proxy:
        yield "proxy", options.proxy
    if options.network is not None:
        yield "network", options.network
