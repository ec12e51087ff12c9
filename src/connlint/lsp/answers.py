"""What the last run can tell about one open file: hovers and code actions."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from connlint.lsp.actions import Repairs
from connlint.lsp.documents import uri_of
from connlint.lsp.hovers import pages, values
from connlint.lsp.looking import unchanged
from connlint.lsp.positions import meets
from connlint.sources.text import lines_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lsprotocol.types import CodeAction, Position, Range

    from connlint.lsp.diagnostics import Shown
    from connlint.lsp.documents import Document
    from connlint.lsp.looking import Outcome
    from connlint.lsp.positions import Ruler


class Answers:
    """Answers about ``document`` from the last run of its folder, with ``shown``, what its editor shows there."""

    def __init__(
        self, outcome: Outcome, document: Document, shown: Sequence[Shown], ruler: Ruler, documents: Sequence[Document]
    ) -> None:
        self._outcome = outcome
        self._document = document
        self._shown = shown
        self._ruler = ruler
        self._documents = documents

    def hover(self, position: Position) -> str:
        """The value of the setting at a position, then the pages of the rules that speak there; Markdown."""
        from lsprotocol.types import Range

        from connlint.rules import load_catalogue

        report = self._outcome.report
        catalogue = report.catalogue if report else load_catalogue()
        codes = [one.finding.code for one in self._at(Range(position, position))]
        parts = [self._value(position), *pages(codes, catalogue)]
        return "\n\n---\n\n".join(part.strip() for part in parts if part)

    def actions(self, where: Range, only: Sequence[str] | None) -> Iterator[CodeAction]:
        """What can be done at a range, of the kinds that the editor wants."""
        address = partial(uri_of, documents=self._documents)
        repairs = Repairs(self._outcome, self._ruler, address, self._text_of)
        yield from repairs.of(self._at(where), self._shown, only)

    def _at(self, where: Range) -> list[Shown]:
        return [one for one in self._shown if meets(one.diagnostic.range, where)]

    def _value(self, position: Position) -> str:
        """The value, unless the text has changed since the run: its places would be those of another."""
        report, real = self._outcome.report, os.path.realpath(self._document.path)
        files = self._outcome.files.items()
        name = next((name for name, seen in files if os.path.realpath(seen.path) == real), None)
        if report is None or name is None or not unchanged(self._outcome.files[name], self._document.text):
            return ""
        lines = lines_of(self._document.text)
        return values(report.stack, name, lines, *self._ruler.character(lines, position))

    def _text_of(self, path: Path) -> str | None:
        real = os.path.realpath(path)
        return next((one.text for one in self._documents if os.path.realpath(one.path) == real), None)
