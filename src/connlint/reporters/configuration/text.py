"""The resolved configuration as a table that a person wants to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.merged import MergedAlias, merge_worlds
from connlint.reporters.ansi import Pen
from connlint.reporters.configuration.rows import Row, rows_of, rows_of_all
from connlint.reporters.words import brief, clean, count

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from connlint.models.django import SettingsModule
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.stack import Link, Stack
    from connlint.models.topology import Topology
    from connlint.models.traced import Traced

_TELLING = frozenset(
    [
        *("python", "django", "psycopg", "psycopg-binary", "psycopg-pool", "psycopg2", "psycopg2-binary", "libpq"),
        *("pgbouncer", "postgresql", "celery", "gunicorn", "uvicorn", "dj-database-url", "django-environ"),
    ]
)
"""What a connection depends on, among the packages of a project."""

_GROUP_KEYS = ("worker_class", "processes", "threads", "replicas", "timeout")


def render(stack: Stack, *, color: bool = False, verbose: bool = False, notes: tuple[str, ...] = ()) -> str:
    """Every alias, pooler, server and group of processes; ``verbose`` adds PgBouncer's defaults."""
    pen = Pen(color)
    blocks = [_module(stack, index, pen) for index in range(len(stack.modules))]
    blocks += [_pooler(pooler, pen, verbose=verbose) for pooler in stack.poolers]
    blocks += [_section(pen(clean(one.file or one.form), "bold"), [("", one.settings)], pen) for one in stack.servers]
    blocks += [_topology(stack.topology, pen)] if stack.topology.groups or stack.topology.clients else []
    blocks += [_versions(stack.versions.found, pen, verbose=verbose)] if stack.versions.found else []
    lines = [line for block in blocks for line in (*block, "")]
    lines += [pen(clean(f"note: {note}"), "dim") for note in notes]
    return "\n".join(lines).rstrip("\n") + "\n"


def _module(stack: Stack, index: int, pen: Pen) -> list[str]:
    module = stack.modules[index]
    view = merge_worlds(module)
    title = pen(clean(module.file), "bold") + (f" ({module.module})" if module.module else "")
    if view.unknown is not None:
        return [title, *_indented(rows_of("DATABASES", view.unknown), pen)]
    if not view.aliases:
        return [title, "  sets no DATABASES"]
    lines = [title]
    for alias in view.aliases.values():
        lines.extend(_alias(alias, module, _destination(stack.links, index, alias.name, stack), pen))
    if view.others is not None:
        lines += _indented(rows_of("other aliases", view.others), pen)
    return lines


def _alias(alias: MergedAlias, module: SettingsModule, destination: str, pen: Pen) -> Iterator[str]:
    when = f" when {brief(alias.condition)}" if alias.condition else ""
    at = f" {alias.place.short}" if alias.place and alias.place.file != module.file else ""
    yield f"  {pen(clean(alias.name), 'bold', 'cyan')}{clean(when)}{clean(at)}{pen(destination, 'dim')}"
    rows = rows_of_all(alias.settings)
    if alias.options_whole is not None:
        rows += rows_of("OPTIONS", alias.options_whole)
    elif alias.options:
        rows.append(Row("OPTIONS"))
        rows += [row for key, value in alias.options.items() for row in rows_of(f"  {key}", value)]
    yield from _indented(rows, pen, 4)


def _destination(links: tuple[Link, ...], module: int, alias: str, stack: Stack) -> str:
    for link in links:
        if link.module == module and link.alias == alias and link.pooler is not None:
            entry = f" [databases] {link.entry}" if link.entry else ""
            assumed = f", assumed: {link.reason}" if link.assumed else ""
            return clean(f"  -> {stack.poolers[link.pooler].file}{entry}{assumed}")
    return ""


def _pooler(pooler: PgBouncerConfig, pen: Pen, *, verbose: bool) -> list[str]:
    assumed = ", assumed" if pooler.version_assumed else ""
    title = f"{pen(clean(pooler.file), 'bold')} (PgBouncer {pooler.version}{assumed})"
    written = {key: value for key, value in pooler.settings.items() if verbose or value.status != "default"}
    parts: list[tuple[str, Mapping[str, Traced]]] = [("[pgbouncer]", written)]
    for word in ("databases", "users", "peers"):
        for name, entry in getattr(pooler, word).items():
            parts.append((f"[{word}] {name}", entry.settings))
    lines = _section(title, parts, pen)
    left = len(pooler.settings) - len(written)
    return [*lines, pen(f"  and {count(left, 'default')} (-v shows them)", "dim")] if left else lines


def _versions(found: Mapping[str, Traced], pen: Pen, *, verbose: bool) -> list[str]:
    shown = {name: value for name, value in found.items() if verbose or name in _TELLING}
    lines = _section(pen("versions", "bold"), [("", shown)], pen)
    left = len(found) - len(shown)
    return [*lines, pen(f"  and {count(left, 'other')} (-v shows them)", "dim")] if left else lines


def _topology(topology: Topology, pen: Pen) -> list[str]:
    parts: list[tuple[str, Mapping[str, Traced]]] = [
        (f"{one.name} ({one.server})", {key: getattr(one, key) for key in _GROUP_KEYS}) for one in topology.groups
    ]
    if topology.clients is not None:
        parts.append(("", {"clients": topology.clients}))
    return _section(pen("processes", "bold"), parts, pen)


def _section(title: str, parts: list[tuple[str, Mapping[str, Traced]]], pen: Pen) -> list[str]:
    lines = [title]
    for name, values in parts:
        if name:
            lines.append(f"  {pen(clean(name), 'bold', 'cyan')}")
        rows = [row for key, value in values.items() for row in rows_of(key, value)]
        lines.extend(_indented(rows, pen, 4 if name else 2))
    return lines


def _indented(rows: list[Row], pen: Pen, by: int = 2) -> Iterator[str]:
    widths = [min(max((len(getattr(row, part)) for row in rows), default=0), 48) for part in ("key", "value", "where")]
    for row in rows:
        cells = [row.key.ljust(widths[0]), row.value.ljust(widths[1]), row.where.ljust(widths[2]), row.how]
        styled = (
            pen(cells[0], *(("dim",) if row.quiet else ())),
            pen(cells[1], *row.styles),
            cells[2],
            pen(cells[3], "dim"),
        )
        plain_width = "  ".join(cells).rstrip()
        yield " " * by + ("  ".join(styled).rstrip() if pen.color else plain_width)
