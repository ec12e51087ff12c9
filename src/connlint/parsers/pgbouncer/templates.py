"""Files that are not final: a template engine writes pgbouncer.ini from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.pgbouncer.placeholders import depth_change, find_placeholder, is_control

if TYPE_CHECKING:
    from connlint.parsers.pgbouncer.document import Document
    from connlint.parsers.pgbouncer.lexer import Item
    from connlint.parsers.pgbouncer.state import State


class Template:
    """Follows the control lines of one file: what stands between them may or may not be there."""

    def __init__(self, state: State, document: Document) -> None:
        self.state = state
        self.document = document
        self.depth = 0

    def skips(self, item: Item) -> bool:
        """Whether an item is the template's business, and not PgBouncer's."""
        if item.kind != "mistake":
            return self._is_named(item)
        line = self.document.data[item.start : item.end]
        if is_control(line):
            self._control(item, line)
            return True
        return self._is_named(item)

    def _is_named(self, item: Item) -> bool:
        """Whether a placeholder stands for the name; in [databases] that hides an entry."""
        found = find_placeholder(self.document.data, item.start, item.end) is not None
        if found and self.state.section == "databases":
            self.state.databases_whole = False
        return found

    def _control(self, item: Item, line: bytes) -> None:
        closes, opens = depth_change(line)
        self.depth = max(0, self.depth - closes) + opens
        self.state.doubt = "it stands inside a condition or loop of the template" if self.depth else ""
        if opens:
            if self.state.section == "databases":
                self.state.databases_whole = False
            self.state.log.silent(
                "template-control",
                "what a condition or loop of the template writes is unknown",
                self.document.place(item.start, item.end),
                subject=self.document.name,
            )
