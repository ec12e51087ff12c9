"""A pgbouncer.ini that exists only in a container, written line by line with the place each line comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known, unknown
from connlint.parsers.pgbouncer import read_pgbouncer
from connlint.sources.text import Source

if TYPE_CHECKING:
    from pathlib import Path

    from connlint.models.pgbouncer import PgBouncerConfig, PoolerEntry
    from connlint.models.place import Place
    from connlint.models.problem import Problem


@dataclass(frozen=True)
class Given:
    """A value with its place and how it was obtained.

    ``missing`` names what would have to be supplied when the value is not known. ``quote`` is the quote
    around the text at ``place`` ("" for none) when a repair may replace that text, else None.
    """

    text: str
    how: str
    place: Place
    missing: str = ""
    quote: str | None = None


class _Written(Source):
    """The text of a draft: the place of a span is that of its line."""

    def __init__(self, name: str, path: Path, data: bytes, places: tuple[Place, ...]) -> None:
        super().__init__(name, path, data)
        self.places = places

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Place:  # noqa: ARG002
        return self.places[min(line, len(self.places)) - 1]


@dataclass
class Draft:
    """Collects lines. ``place`` is what stands for the whole: the image, the name of the manifest."""

    source: Source
    place: Place
    form: str
    lines: list[tuple[str, Place]] = field(default_factory=list)
    givens: dict[tuple[str, str], Given] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    unnamed: bool = False

    def section(self, name: str) -> None:
        """Open a section."""
        self.lines.append((f"[{name}]", self.place))

    def setting(self, key: str, given: Given) -> None:
        """Write one setting."""
        self.givens["", key] = given
        self.lines.append((f"{key} = {_text(given)}", given.place))

    def preset(self, key: str, text: str, whose: str) -> None:
        """Write a setting that the form itself decides."""
        self.setting(key, Given(text, whose, self.place))

    def entry(self, name: Given, pairs: dict[str, Given]) -> None:
        """Write one line of the section in force; an entry whose name is not known cannot be written."""
        if name.missing:
            self.unnamed = True
            return
        for key, given in pairs.items():
            self.givens[name.text, key] = given
        line = " ".join(f"{key}={_text(given)}" for key, given in pairs.items())
        self.lines.append((f"{name.text} = {line}", name.place))

    def config(self, version: str | None, count: Traced | None = None) -> PgBouncerConfig:
        """Read what was written as PgBouncer would; ``version`` is that of the image, None when unknown."""
        text = "".join(f"{line}\n" for line, _ in self.lines)
        places = tuple(place for _, place in self.lines)
        source = _Written(self.source.name, self.source.path, text.encode(), places)
        config = read_pgbouncer(source, version=version, final=False)
        return config.model_copy(
            update={
                "form": self.form,
                "place": self.place,
                "settings": {key: self._told("", key, traced) for key, traced in config.settings.items()},
                "databases": {name: self._told_entry(entry) for name, entry in config.databases.items()},
                "problems": (*(self._moved(problem) for problem in config.problems), *self.problems),
                "files": (self.source.name,),
                "process_count": count,
                "databases_whole": config.databases_whole and not self.unnamed,
            }
        )

    def _told_entry(self, entry: PoolerEntry) -> PoolerEntry:
        settings = {key: self._told(entry.name, key, traced) for key, traced in entry.settings.items()}
        return entry.model_copy(update={"settings": settings})

    def _told(self, entry: str, key: str, traced: Traced) -> Traced:
        """The value with the place and the way of what the user wrote."""
        given = self.givens.get((entry, key))
        if given is None:
            return traced
        if given.missing:
            return unknown(f"{given.missing} has no value here", given.place, missing=given.missing)
        if traced.status != "known":
            return traced.model_copy(update={"origin": given.place})
        if traced.secret:
            return traced.model_copy(update={"origin": given.place, "how": given.how})
        return known(traced.value, given.how, given.place)

    def _moved(self, problem: Problem) -> Problem:
        """The problem at the place of the value, with a repair only where the whole text is that value."""
        entry = problem.data.get("entry", "")
        given = self.givens.get((entry, problem.subject))
        place = given.place if given else problem.place
        fixable = given is not None and given.quote is not None and problem.kind == "invalid-value"
        replacement = None
        if given is not None and fixable and problem.replacement is not None:
            replacement = f"{given.quote}{problem.replacement}{given.quote}"
        data = dict(problem.data)
        if "line" in data and place is not None:
            data["line"] = place.short
        return problem.model_copy(update={"place": place, "replacement": replacement, "fix_place": None, "data": data})


def _text(given: Given) -> str:
    """The text as the file has it; what is not known stands there as a placeholder."""
    if given.missing:
        return "${UNKNOWN}"
    return " ".join(given.text.splitlines())
