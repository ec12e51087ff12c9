"""Code frames: the lines that a finding is about, with carets and labels, one frame a file."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from connlint.reporters.cells import Line
from connlint.reporters.words import clean, one_line
from connlint.sources.masking import secret_spans

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from connlint.models.finding import Location
    from connlint.models.place import Place
    from connlint.reporters.ansi import Pen, Style
    from connlint.reporters.context import Context


class Frames:
    """Draws frames; ``secrets`` are the places whose text is never shown."""

    def __init__(self, context: Context, pen: Pen, secrets: Sequence[Place]) -> None:
        self._context = context
        self._pen = pen
        self._secrets = secrets

    def draw(self, locations: Sequence[Location], style: Style) -> Iterator[str]:
        """The frames of a finding's locations, the primary's file first, its carets in ``style``."""
        gutter = max(len(str(location.place.line)) for location in locations)
        primary = locations[0]
        groups = groupby(sorted(locations, key=lambda one: one.place.file != primary.place.file), _file)
        for number, (file, members) in enumerate(groups):
            own = list(members)
            arrow = "-->" if number == 0 else ":::"
            yield f"{' ' * gutter} {self._pen(arrow, 'blue', 'bold')} {self._where(own[0].place)}"
            yield self._bar(gutter)
            if own[0].place.live:
                yield from self._without_lines(own, gutter, primary, style)
            else:
                yield from self._file_frame(file, own, gutter, primary, style)
            yield self._bar(gutter)

    def _without_lines(self, locations: list[Location], gutter: int, primary: Location, style: Style) -> Iterator[str]:
        """The labels alone: a running system has no lines to show."""
        for location in locations:
            mark: Style = style if location is primary else "blue"
            yield f"{self._bar(gutter)} {self._pen(clean(location.label), mark, 'bold')}".rstrip()

    def _file_frame(
        self, file: str, locations: list[Location], gutter: int, primary: Location, style: Style
    ) -> Iterator[str]:
        lines = self._context.texts(file) or []
        previous = 0
        for number, members in groupby(sorted(locations, key=lambda one: (one.place.line, one.place.column)), _line):
            if previous and number > previous + 1:
                yield self._pen("." * gutter, "blue", "bold")
            previous = number
            text = lines[number - 1] if number <= len(lines) else ""
            line = Line(text, self._masked(file, number, text))
            own = list(members)
            window = line.window(own[0].place.column - 1, self._context.width - gutter - 3)
            shown, offset = line.shown(window)
            number_and_bar = self._pen(f"{str(number).rjust(gutter)} |", "blue", "bold")
            yield f"{number_and_bar} {shown}".rstrip()
            for location in own:
                mark: Style = style if location is primary else "blue"
                yield f"{self._bar(gutter)} {self._carets(line, location, window[0], offset, mark)}".rstrip()

    def _carets(self, line: Line, location: Location, first: int, offset: int, style: Style) -> str:
        place = location.place
        end = place.end_column - 1 if place.end_line == place.line else len(line.cells)
        start = place.column - 1
        before = offset + line.width(first, start)
        room = max(self._context.width - before, 1)
        count = min(max(line.width(start, end), 1), room)
        label = clean(location.label)
        return " " * before + self._pen("^" * count + (f" {label}" if label else ""), style, "bold")

    def _masked(self, file: str, number: int, text: str) -> list[tuple[int, int]]:
        spans = secret_spans(text, code=file.endswith(".py"))
        for place in self._secrets:
            if place.file == file and place.line <= number <= place.end_line:
                start = place.column - 1 if number == place.line else 0
                end = place.end_column - 1 if number == place.end_line else len(text)
                spans.append((start, end))
        return sorted(spans)

    def _where(self, place: Place) -> str:
        if place.live:
            return one_line(place.file)
        text = one_line(f"{place.file}:{place.line}:{place.column}")
        if not self._pen.links:
            return text
        from pathlib import Path

        return self._pen.link(text, Path(place.file).absolute().as_uri())

    def _bar(self, gutter: int) -> str:
        return f"{' ' * gutter} {self._pen('|', 'blue', 'bold')}"


def _file(location: Location) -> str:
    return location.place.file


def _line(location: Location) -> int:
    return location.place.line
