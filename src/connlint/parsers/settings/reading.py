"""One settings module: find its root and name, explore it, merge the worlds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from connlint.models.django import EnvironmentRead, SettingsModule, World
from connlint.parsers.settings.alternatives import with_alternatives
from connlint.parsers.settings.configured import configure
from connlint.parsers.settings.explore import Explorer
from connlint.parsers.settings.files import Files, find_root, package_parent
from connlint.parsers.settings.memo import forget
from connlint.parsers.settings.merging import merge
from connlint.parsers.settings.readoff import Reader
from connlint.parsers.settings.splitting import splits
from connlint.sources.text import read

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from connlint.models.conditions import Literals
    from connlint.models.environment import Supplied
    from connlint.models.place import Place
    from connlint.models.problem import Problem
    from connlint.parsers.settings.explore import Outcome


def read_module(
    path: Path,
    name: str,
    root: Path | None,
    environment: Mapping[str, Supplied],
    configuration: str,
) -> SettingsModule:
    """Read the module; see ``read_settings``."""
    path = Path(path).absolute()
    read(path, name)
    dotted = module_name(path)
    home = root.absolute() if root is not None else find_root(path)
    files = Files(home, path, name)
    explorer = Explorer(path, files, dotted, environment, lambda rt, module: configure(rt, module, configuration))
    try:
        return _as_model(explorer, name)
    finally:
        forget()


def _as_model(explorer: Explorer, name: str) -> SettingsModule:
    outcomes = explorer.outcomes()
    worlds = merge([world for outcome in outcomes for world in _worlds(outcome)])
    return SettingsModule(
        file=name,
        module=explorer.name,
        files=_unique(shown for outcome in outcomes for shown in outcome.rt.files.read_names),
        worlds=with_alternatives(worlds, explorer),
        problems=_problems(explorer.guards, outcomes),
        environment=_environment(outcomes),
        secrets=_secrets(outcomes),
    )


def module_name(path: Path) -> str:
    """The dotted name, from the topmost package on."""
    relative = path.relative_to(package_parent(path)).with_suffix("")
    parts = relative.parts[:-1] if relative.name == "__init__" else relative.parts
    return ".".join(parts)


def _worlds(outcome: Outcome) -> Iterator[World]:
    rt = outcome.rt
    decided = rt.decisions
    for answers in splits(rt, outcome.module.namespace):
        rt.decisions = decided.copy([])
        if all(rt.decisions.assume(question, answer) for question, answer in answers):
            texts = ((question.text, answer) for question, answer in answers)
            yield _world(outcome, (*decided.literals(), *texts))
        rt.decisions = decided


def _world(outcome: Outcome, literals: Literals) -> World:
    reader = Reader(outcome.rt, outcome.module.namespace)
    databases, lost = reader.databases()
    return World(literals=literals, databases=databases, databases_unknown=lost, settings=reader.settings())


def _unique(items: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(items))


def _problems(guards: list[Problem], outcomes: list[Outcome]) -> tuple[Problem, ...]:
    found: list[Problem] = []
    for problem in (*guards, *(item for outcome in outcomes for item in outcome.rt.problems)):
        if problem not in found:
            found.append(problem)
    return tuple(found)


def _environment(outcomes: list[Outcome]) -> tuple[EnvironmentRead, ...]:
    found: dict[str, EnvironmentRead] = {}
    for outcome in outcomes:
        for name, item in outcome.rt.environ.reads.items():
            held = found.get(name)
            if held is None or (item.required and not held.required):
                found[name] = item
    return tuple(found.values())


def _secrets(outcomes: list[Outcome]) -> tuple[Place, ...]:
    found: list[Place] = []
    for outcome in outcomes:
        for place in outcome.rt.secrets:
            if place not in found:
                found.append(place)
    return tuple(found)
