"""Subjects: what a rule is evaluated for, and what the names of its conditions mean there."""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from connlint.models.place import Place
from connlint.models.plain import Plain
from connlint.models.traced import Traced, default
from connlint.rules.language.missing import Missing

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connlint.models.stack import Sum

    Space = Callable[[str], Traced | None]
    """The values of one namespace by the rest of the name; None for what is not set."""

NOT_SET = default(None, "not set")


class Subject(Plain, frozen=False):
    """One thing to check, in one world of its module.

    ``label`` names it to the reader, ``anchor`` says which findings can share a cause (the alias, the pooler
    and its line that it is about), ``spaces`` holds the namespaces, ``homes`` the place to point at when a value
    of a namespace has none of its own, and ``assumed`` the branch taken for each ``either``. ``eithers``
    collects those met and not yet taken.
    """

    label: str
    anchor: Mapping[str, object]
    spaces: Mapping[str, Space]
    homes: Mapping[str, Place | None]
    module: int = -1
    world: int = 0
    gate: str = ""
    sums: tuple[Mapping[str, Sum], ...] = ()
    data: object = None
    assumed: Mapping[str, Traced] = MappingProxyType({})

    @cached_property
    def eithers(self) -> dict[str, Traced]:
        """The values met whose branch is not taken yet."""
        return {}

    @cached_property
    def _cache(self) -> dict[str, Traced]:
        return {}

    def traced(self, path: str) -> Traced:
        """The value behind a name; a name that nothing sets is a default of None."""
        if path in self.assumed:
            return self.assumed[path]
        cached = self._cache.get(path)
        if cached is None:
            space, _, rest = path.partition(".")
            find = self.spaces.get(space)
            cached = (find(rest) if find is not None else None) or NOT_SET
            self._cache[path] = cached
        return cached

    def value(self, path: str) -> object:
        """The Python value behind a name, or a Missing; an ``either`` is noted, to be tried branch by branch."""
        traced = self.traced(path)
        if traced.status == "unknown":
            return Missing({path: traced})
        if traced.status == "either":
            self.eithers[path] = traced
            return Missing({path: traced})
        return traced.value

    def place(self, path: str) -> Place | None:
        """Where the value behind a name stands, else the nearest place in its file."""
        if path in self.homes:
            return self.homes[path]
        origin = self.traced(path).origin
        while origin is None and path:
            path = path.rpartition(".")[0]
            origin = self.homes.get(path)
        return origin

    def origin(self, path: str) -> Place | None:
        """Where a value itself stands; None for a default or a calculation."""
        return self.traced(path).origin if path.replace(".", "").replace("_", "").isalnum() else None

    def editable(self, path: str) -> Place | None:
        """The place of a text that may be replaced: a literal, or what a parser marked."""
        if path == "problem":
            problem = self.traced("problem.fix_place").value
            return problem if isinstance(problem, Place) else self.homes["problem"]
        traced = self.traced(path)
        return traced.origin if traced.status == "known" and traced.how == "literal" else None

    def sum_of(self, name: str) -> Sum | None:
        """A sum of the planner with its terms, nearest first."""
        return next((sums[name] for sums in self.sums if name in sums), None)

    def with_spaces(self, **spaces: Space) -> Subject:
        """The same subject with more namespaces."""
        other = self.changed(spaces={**self.spaces, **spaces})
        other.eithers = self.eithers
        return other

    def assuming(self, path: str, traced: Traced) -> Subject:
        """The same subject in the branch where a name has one value."""
        return self.changed(assumed={**self.assumed, path: traced})
