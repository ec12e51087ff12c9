"""Code actions: the fixes of findings, as --fix makes them, and comments that ignore a rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol.types import CodeAction, CodeActionKind, TextEdit, WorkspaceEdit

from connlint.lint.fixes import choose_edits
from connlint.lsp.ignoring import ignoring
from connlint.lsp.looking import unchanged
from connlint.reporters.words import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from connlint.lsp.diagnostics import Shown
    from connlint.lsp.looking import Outcome
    from connlint.lsp.positions import Ruler
    from connlint.models.finding import Edit

FIX_ALL = f"{CodeActionKind.SourceFixAll.value}.connlint"
KINDS = (CodeActionKind.QuickFix.value, FIX_ALL)

_OWN = "CL9"
"""The family of connlint itself: broken files and comments are to be mended."""


class Repairs:
    """Makes the code actions of one run. ``text_of`` gives the text of an open file, None for every other.

    Nothing is offered for a file that is no longer what the run saw.
    """

    def __init__(
        self,
        outcome: Outcome,
        ruler: Ruler,
        uri_of: Callable[[Path], str],
        text_of: Callable[[Path], str | None],
    ) -> None:
        self._outcome = outcome
        self._ruler = ruler
        self._uri_of = uri_of
        self._text_of = text_of

    def of(self, here: Sequence[Shown], every: Sequence[Shown], only: Sequence[str] | None) -> Iterator[CodeAction]:
        """The actions for the findings ``here``; ``every`` finding of the file counts where all are to be fixed."""
        if _wanted(KINDS[0], only):
            for shown in here:
                yield from self._fix(shown)
            for shown in here:
                yield from self._ignore(shown)
        if only and _wanted(FIX_ALL, only):
            edits, _ = choose_edits((one.finding for one in every), unsafe=False)
            changes = self._changes(edits)
            if changes:
                yield CodeAction("Fix what connlint can fix safely", kind=FIX_ALL, edit=changes)

    def _fix(self, shown: Shown) -> Iterator[CodeAction]:
        fix = shown.finding.fix
        changes = self._changes(fix.edits) if fix else None
        if fix and changes:
            title = f"connlint: {clean(fix.description)}"
            yield CodeAction(
                title if fix.safe else f"{title} (unsafe: look at it)",
                kind=CodeActionKind.QuickFix,
                diagnostics=[shown.diagnostic],
                is_preferred=fix.safe,
                edit=changes,
            )

    def _ignore(self, shown: Shown) -> Iterator[CodeAction]:
        code, place = shown.finding.code, shown.finding.locations[0].place
        if code.startswith(_OWN):
            return
        lines = self._outcome.files[place.file].lines
        edit = ignoring(place, lines, code, self._line_end(place.file))
        changes = self._changes([edit]) if edit else None
        if changes:
            title = f"connlint: ignore {code} on this line"
            yield CodeAction(
                title, kind=CodeActionKind.QuickFix, diagnostics=[shown.diagnostic], is_preferred=False, edit=changes
            )

    def _line_end(self, name: str) -> str:
        text = self._text_of(self._outcome.files[name].path)
        return "\r\n" if text and "\r\n" in text else "\n"

    def _changes(self, edits: Iterable[Edit]) -> WorkspaceEdit | None:
        """The edits as the editor makes them; None when there are none, or a file has changed since."""
        changes: dict[str, list[TextEdit]] = {}
        for edit in edits:
            seen = self._outcome.files[edit.place.file]
            if not unchanged(seen, self._text_of(seen.path)):
                return None
            made = TextEdit(self._ruler.range(seen.lines, edit.place), edit.text)
            changes.setdefault(self._uri_of(seen.path), []).append(made)
        return WorkspaceEdit(changes=changes) if changes else None


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    """Whether an editor that asks ``only`` for some kinds gets this one: a kind stands for those below it."""
    return not only or any(kind == one or kind.startswith(f"{one}.") or not one for one in only)
