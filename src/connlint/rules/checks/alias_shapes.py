"""CL517: a DATABASES that Django cannot use as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.django import Alias, World
    from connlint.rules.subjects import Subject


def look(subject: Subject) -> Iterator[dict[str, Traced]]:
    """Yield each way in which DATABASES has the wrong shape."""
    world: World = subject.data[2]  # type: ignore[index]
    databases = world.databases
    if not databases:
        return
    for alias in databases.values():
        yield from _of_alias(alias)
    if "default" not in databases:
        first = next(iter(databases.values()))
        yield _found("DATABASES has no alias called default", "name one of the aliases default", first)


def _of_alias(alias: Alias) -> Iterator[dict[str, Traced]]:
    engine = alias.settings.get("ENGINE")
    nested = [name for name, traced in alias.settings.items() if _is_alias(name, traced)]
    if nested:
        words = f"the alias {alias.name} holds another alias, {nested[0]}"
        yield _found(words, "move it up: DATABASES maps names to aliases, one level deep", alias)
    elif (
        alias.settings and (engine is None or (engine.status == "default" and not engine.value)) and _is_written(alias)
    ):
        yield _found(f"the alias {alias.name} has no ENGINE", 'add "ENGINE": "django.db.backends.postgresql"', alias)


def _is_alias(name: str, traced: Traced) -> bool:
    return name not in ("OPTIONS", "TEST") and isinstance(traced.value, dict) and "ENGINE" in traced.value


def _is_written(alias: Alias) -> bool:
    """Whether the alias says anything at all; an empty one is a documented way to have none."""
    return any(traced.status == "known" for traced in alias.settings.values())


def _found(what: str, repair: str, alias: Alias) -> dict[str, Traced]:
    return {"what": known(what, origin=alias.place), "repair": known(repair)}
