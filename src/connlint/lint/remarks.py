"""Remarks about what was joined: which alias goes past the poolers that were read, and which link is only assumed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.django import SettingsModule
    from connlint.models.stack import Link, Stack


_TOLD = ("syntax-error", "unreadable", "import-raises")
"""Problems that are findings: they say already why nothing is known of DATABASES."""


def remarks(stack: Stack) -> Iterator[str]:
    """One line for each remark about a derived stack."""
    for module in stack.modules:
        if not module.problems and all(not (world.databases or world.databases_unknown) for world in module.worlds):
            yield f"{module.file} sets no DATABASES"
    if stack.poolers:
        yield from _links(stack)


def unchecked(stack: Stack) -> Iterator[str]:
    """The modules of which no rule has met an alias: DATABASES is not known, or no alias is PostgreSQL."""
    checked = {link.module for link in stack.links if link.facts["is_postgresql"].value is not False}
    for number, module in enumerate(stack.modules):
        if number in checked or any(problem.kind in _TOLD for problem in module.problems):
            continue
        reasons = dict.fromkeys(world.databases_unknown.reason for world in module.worlds if world.databases_unknown)
        for reason in reasons:
            yield f"{module.file}: DATABASES is not known, so no alias was checked: {reason}"
        if others := _other_engines(module):
            yield f"{module.file}: no known alias is PostgreSQL, so none was checked: {others}"


def _other_engines(module: SettingsModule) -> str:
    """What the aliases are instead, and the variables that nobody supplied and that may make them another."""
    engines: dict[str, str] = {}
    hops: list[str] = []
    for name, alias in (pair for world in module.worlds for pair in (world.databases or {}).items()):
        engine = alias.settings.get("ENGINE")
        if engine is not None and engine.value:
            engines.setdefault(name, str(engine.value))
            hops += [engine.how, *(hop.what for hop in engine.chain)]
    text = ", ".join(f"{name} is {engine}" for name, engine in engines.items())
    words = set(" ".join(hops).split())
    variables = dict.fromkeys(read.name for read in module.environment if not read.given and read.name in words)
    return f"{text} unless {' or '.join(variables)} says otherwise (--env or --env-file)" if variables else text


def _links(stack: Stack) -> Iterator[str]:
    """The doubtful links, each once; an alias that reaches a pooler in one world is not told to miss it in others."""
    pooled = {(link.module, link.alias) for link in stack.links if link.pooler is not None}
    told: dict[tuple[str, str, str], list[str]] = {}
    for link in stack.links:
        words = _words(stack, link, reached=(link.module, link.alias) in pooled)
        if words and link.alias not in (names := told.setdefault((stack.modules[link.module].file, *words), [])):
            names.append(link.alias)
    for (file, how, why), names in told.items():
        noun, verb = (
            ("alias", how) if len(names) == 1 else ("aliases", how.replace("goes", "go").replace("is ", "are "))
        )
        yield f"{noun} {', '.join(names)} of {file} {verb}: {why}"


def _words(stack: Stack, link: Link, *, reached: bool) -> tuple[str, str] | None:
    postgresql = link.facts.get("is_postgresql")
    if postgresql is None or postgresql.value is not True or not link.reason:
        return None
    if link.pooler is None:
        return None if reached else ("goes through no pooler", link.reason)
    return f"is taken to go through {stack.poolers[link.pooler].file}", link.reason
