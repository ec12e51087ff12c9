"""The namespaces of conditions: how ``db.``, ``pooler.``, ``facts.`` and the others find their values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.place import Place
from connlint.models.traced import Traced, default, known, unknown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connlint.models.django import Alias, World
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.postgresql import PostgreSQLConfig
    from connlint.models.problem import Problem
    from connlint.models.stack import Link, Stack, Sum
    from connlint.models.topology import ProcessGroup
    from connlint.rules.subjects import Space

_OPTIONS = {
    "django": "--django-version",
    "pgbouncer": "--pgbouncer-version",
    "postgresql": "--postgres-version",
}
"""The option that declares a version."""


def table(values: Mapping[str, Traced]) -> Space:
    """A namespace over a table of values."""
    return values.get


def alias_space(alias: Alias) -> Space:
    """``db.``: Django's keys in lower case, and the members of OPTIONS below ``db.options.``."""

    def find(rest: str) -> Traced | None:
        if rest == "name_of_alias":
            return known(alias.name, origin=alias.place)
        if rest == "options":
            return alias.options_whole or known(dict.fromkeys(alias.options), origin=alias.options_place)
        if rest.startswith("options."):
            found = alias.options.get(rest.removeprefix("options."))
            return found if found is not None else _open_options(alias)
        return alias.settings.get(rest.upper())

    return find


def _open_options(alias: Alias) -> Traced | None:
    """What an option is when OPTIONS as a whole is unknown."""
    whole = alias.options_whole
    return whole if whole is not None and whole.status == "unknown" else None


def module_space(world: World) -> Space:
    """``module.``: names at module level, in lower case."""
    return lambda rest: world.settings.get(rest.upper())


def pooler_space(config: PgBouncerConfig, effective: Mapping[str, Traced]) -> Space:
    """``pooler.``: what is in force for this subject, else what the file or the version says."""
    return lambda rest: effective.get(rest) or config.settings.get(rest)


def versions_space(stack: Stack, config: PgBouncerConfig | None) -> Space:
    """``versions.``: declared versions; the PgBouncer's own one where there is one."""

    def find(rest: str) -> Traced | None:
        if rest == "pgbouncer" and config is not None:
            assumed = default(config.version, "newest version that connlint knows")
            return assumed if config.version_assumed else known(config.version, how="declared")
        found = stack.versions.found.get(rest)
        if found is not None:
            return found
        missing = _OPTIONS.get(rest, f"version of {rest}")
        return unknown(f"no file says which version of {rest} is used", missing=missing)

    return find


def sums_space(*tables: Mapping[str, Sum]) -> Space:
    """``sums.``: the totals of the planner."""

    def find(rest: str) -> Traced | None:
        return next((sums[rest].total for sums in tables if rest in sums), None)

    return find


def facts_space(*tables: Mapping[str, Traced]) -> Space:
    """``facts.``: what the planner derived, nearest first."""

    def find(rest: str) -> Traced | None:
        return next((facts[rest] for facts in tables if rest in facts), None)

    return find


def stack_space(stack: Stack) -> Space:
    """``stack.``: how many settings modules, poolers and servers were read, how many servers preload the code."""
    counts = {
        "modules": len(stack.modules),
        "poolers": len(stack.poolers),
        "servers": len(stack.servers),
        "preloading": sum(group.preload for group in stack.topology.groups),
    }
    return lambda rest: known(counts[rest]) if rest in counts else None


def code_space(stack: Stack) -> Space:
    """``code.``: how often something was seen in code, by its kind with underscores."""
    kinds = [sighting.kind.replace("-", "_") for sighting in stack.sightings]
    return lambda rest: known(kinds.count(rest))


def link_space(link: Link) -> Space:
    """``link.``: how the alias and the pooler were brought together."""

    def find(rest: str) -> Traced | None:
        value = {
            "pooled": link.pooler is not None or _proxied(link),
            "entry": link.entry,
            "assumed": link.assumed,
            "reason": link.reason,
            "alias": link.alias,
        }.get(rest)
        return None if value is None else known(value, how="planner")

    return find


def _proxied(link: Link) -> bool:
    mode = link.facts.get("proxy_mode")
    return mode is not None and (mode.status == "unknown" or mode.value in ("session", "transaction", "statement"))


def proxy_space(link: Link) -> Space:
    """``pooler.`` of a proxy that no file describes: what is documented of it, by PgBouncer's names."""
    names = {"pool_mode": "proxy_mode", "query_wait_timeout": "proxy_wait_seconds"}
    return lambda rest: link.facts.get(names.get(rest, ""))


def group_space(group: ProcessGroup) -> Space:
    """``group.``: processes of one kind."""

    def find(rest: str) -> Traced | None:
        value = getattr(group, rest, None)
        return value if isinstance(value, Traced) or value is None else known(value, origin=group.place)

    return find


def problem_space(problem: Problem) -> Space:
    """``problem.``: what a parser met; ``problem.data.`` its details."""

    def find(rest: str) -> Traced | None:
        value = problem.data.get(rest[5:]) if rest.startswith("data.") else getattr(problem, rest, None)
        return None if value is None else known(value, origin=problem.place)

    return find


def range_space(bounds: tuple[float, float] | None) -> Space:
    """``range.``: the bounds of the rule, as the project set them."""
    values = {} if bounds is None else {"low": bounds[0], "high": bounds[1]}
    return lambda rest: known(values[rest]) if rest in values else None


def server_home(server: PostgreSQLConfig) -> Place | None:
    """Where to point at when a setting of a server has no place of its own."""
    return server.place or (top_of(server.file) if server.file else None)


def top_of(file: str) -> Place:
    """The first line of a file, when nothing better is known."""
    return Place(file=file, line=1, column=1, end_line=1, end_column=1)
