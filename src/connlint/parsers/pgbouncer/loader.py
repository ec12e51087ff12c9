"""Reading a configuration the way PgBouncer does: file by file, item by item, state carrying over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.pgbouncer.document import Document, brief, shown
from connlint.parsers.pgbouncer.entries import read_entry
from connlint.parsers.pgbouncer.lexer import Item, scan
from connlint.parsers.pgbouncer.settings import read_setting

if TYPE_CHECKING:
    from pathlib import Path

    from connlint.parsers.pgbouncer.state import State
    from connlint.parsers.pgbouncer.templates import Template
    from connlint.sources.text import Source


class Loader:
    """Reads one configuration; ``directory`` is where relative includes are looked for."""

    def __init__(self, state: State, directory: Path) -> None:
        self.state = state
        self.directory = directory
        self.stack: list[Path] = []

    def read(self, source: Source) -> bool:
        """Take a file and what it includes; False when an include stopped the reading for good."""
        document = Document(source)
        if source.name not in self.state.files:
            self.state.files.append(source.name)
        self._check_bytes(document)
        template = None if self.state.final else self._template(document)
        again = source.path in self.stack
        self.stack.append(source.path)
        self.state.log.muted += again
        try:
            return all(self._take(document, item, template) for item in scan(source.data))
        finally:
            self.state.log.muted -= again
            self.stack.pop()

    def _template(self, document: Document) -> Template:
        from connlint.parsers.pgbouncer.templates import Template

        return Template(self.state, document)

    def _take(self, document: Document, item: Item, template: Template | None) -> bool:
        if template is not None and template.skips(item):
            return True
        if item.kind == "include":
            from connlint.parsers.pgbouncer.includes import follow

            return follow(self, document, item)
        if item.kind == "mistake" or (item.quoted and not self.state.schema.quoted_keys):
            from connlint.parsers.pgbouncer.mistakes import refuse_mistake

            refuse_mistake(self.state, document, item)
        elif item.kind == "section":
            self._open_section(document, item)
        else:
            self._pair(document, item)
        return True

    def _pair(self, document: Document, item: Item) -> None:
        section = self.state.section
        if section == "pgbouncer":
            read_setting(self.state, document, item)
        elif section:
            read_entry(self.state, document, item, section)
        elif section == "":
            name = shown(document.data[item.start : item.end])
            self.state.log.refuse(
                "key-outside-section",
                f"{brief(name)} stands before any section; put it under [pgbouncer]",
                document.place(item.start, item.end),
                subject=name,
                data={"line": document.told(item)},
            )

    def _open_section(self, document: Document, item: Item) -> None:
        name = shown(document.data[item.start : item.end])
        if self.state.schema.has_section(name):
            self.state.section = name
        else:
            from connlint.parsers.pgbouncer.unknown_names import refuse_section

            place = document.place(item.start, item.end)
            self.state.section = refuse_section(self.state, name, place, document.told(item))
        if self.state.section == "pgbouncer":
            self._reset(document, item)

    def _reset(self, document: Document, item: Item) -> None:
        """A [pgbouncer] header puts every setting that has a default back to it."""
        state, place = self.state, document.place(item.start - 1, item.end + 1)
        first, state.header = state.header, place
        if first is None:
            return
        lost = [name for name in state.settings if not self._kept(name)]
        if lost:
            state.log.silent(
                "section-reset",
                f"a second [pgbouncer] puts {', '.join(lost)} back to the default; the first is {first.short}",
                place,
                subject="pgbouncer",
                data={"lost": ",".join(lost), "first": first.short},
            )
        state.settings = {name: written for name, written in state.settings.items() if self._kept(name)}
        state.unseen = None

    def _kept(self, name: str) -> bool:
        key = self.state.schema.key("pgbouncer", name)
        return key is not None and key.kept

    def _check_bytes(self, document: Document) -> None:
        nul = document.data.find(b"\0")
        text = document.data if nul < 0 else document.data[:nul]
        if nul >= 0:
            self.state.log.silent(
                "nul-byte",
                "PgBouncer ends the file at this NUL byte and reads nothing after it",
                document.place(nul, nul),
                subject=document.name,
            )
        try:
            text.decode("utf-8")
        except UnicodeDecodeError as error:
            self.state.log.silent(
                "encoding",
                f"not UTF-8: byte 0x{document.data[error.start]:02x}; PgBouncer takes the bytes as they are",
                document.place(error.start, error.start),
                subject=document.name,
            )
