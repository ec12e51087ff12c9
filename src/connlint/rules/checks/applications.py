"""What INSTALLED_APPS and CHANNEL_LAYERS say about libraries that need a session of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from connlint.models.stack import Link, Stack
    from connlint.rules.subjects import Subject


def libraries_in_use(subject: Subject, names: Mapping[str, str]) -> Iterator[dict[str, Traced]]:
    """Yield each library of ``names`` (by package) that the module uses and that must go through this link.

    Nothing is yielded when another alias of the same world has sessions of its own: the library may use that one.
    A statement that was seen in code, on this very alias, needs no more looking.
    """
    if "problem" in subject.spaces:
        yield {}
        return
    if _has_sessions_elsewhere(subject):
        return
    for package, place in _packages(subject):
        library = names.get(package) or names.get(package.partition(".")[0])
        if library is not None:
            yield {"library": known(library, origin=place.origin)}


def _has_sessions_elsewhere(subject: Subject) -> bool:
    stack: Stack
    link: Link
    stack, link, *_ = subject.data  # type: ignore[misc]
    return any(
        other.module == link.module and other.world == link.world and _is_postgresql(other) and _has_sessions(other)
        for other in stack.links
    )


def _has_sessions(link: Link) -> bool:
    """Whether a client of this alias keeps its server connection: no pooler, session mode, or a proxy that pins."""
    shares = link.facts.get("shares_servers")
    return link.pooler is None if shares is None else shares.value is False


def _is_postgresql(link: Link) -> bool:
    fact = link.facts.get("is_postgresql")
    return fact is not None and fact.value is True


def _packages(subject: Subject) -> Iterator[tuple[str, Traced]]:
    """The packages that are named, with the setting that names them; an ``either`` is asked for branch by branch."""
    applications, names = subject.traced("module.installed_apps"), subject.value("module.installed_apps")
    if isinstance(names, (list, tuple)):
        for name in names:
            if isinstance(name, str):
                yield name, applications
    layers, table = subject.traced("module.channel_layers"), subject.value("module.channel_layers")
    if isinstance(table, dict):
        for layer in table.values():
            backend = layer.get("BACKEND") if isinstance(layer, dict) else None
            if isinstance(backend, str):
                yield backend, layers
