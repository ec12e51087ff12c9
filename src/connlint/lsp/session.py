"""One editor's session: what is open, what the last runs found, and what the editor was told."""

from __future__ import annotations

import logging
from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types

from connlint.lsp.answers import Answers
from connlint.lsp.diagnostics import Display, Shown
from connlint.lsp.documents import documents_of, folder_for, folders_of, path_of, uri_of
from connlint.lsp.looking import Outcome, look
from connlint.lsp.positions import Ruler
from connlint.lsp.schedule import Schedule
from connlint.reporters.words import clean
from connlint.sources.errors import NothingToCheckError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path
    from typing import Any

    from pygls.lsp.server import LanguageServer

    from connlint.lsp.documents import Document
    from connlint.models.options import Options

_QUIET = 0.3
"""Seconds without a key before a change is looked at."""

_LOG = logging.getLogger("connlint")


class Session:
    """The state between two messages. Everything but the runs happens in the thread of the event loop."""

    def __init__(self, language: LanguageServer, configure: Callable[[], Options]) -> None:
        self.ended = False
        self._language = language
        self._configure = configure
        self._schedule = Schedule(self._prepare, self._finish, self._fail)
        self._outcomes: dict[Path, Outcome] = {}
        self._shown: dict[Path, dict[str, list[Shown]]] = {}
        self._told = ""

    def look(self, params: types.DidOpenTextDocumentParams | types.DidSaveTextDocumentParams) -> None:
        """A file was opened or saved."""
        self._ask(params.text_document.uri, 0.0)

    def look_soon(self, params: types.DidChangeTextDocumentParams) -> None:
        """A file is being changed."""
        self._ask(params.text_document.uri, _QUIET)

    def look_again(self, _: Any) -> None:
        """A file was closed, or something else that may change every folder; what nobody has open is cleared."""
        current = {folder for folder in map(self._folder, self._documents()) if folder}
        for folder in self._shown.keys() - current:
            self._schedule.forget(folder)
            self._outcomes.pop(folder, None)
        for folder in list(self._shown):
            self._publish(folder)
        for folder in current:
            self._schedule.ask(folder)

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """The rules that speak at a position, and the value of the setting there."""
        answers = self._answers(params.text_document.uri)
        text = answers.hover(params.position) if answers else ""
        if not text:
            return None
        client = self._language.client_capabilities.text_document
        formats = client.hover.content_format if client and client.hover else None
        plain = formats and types.MarkupKind.Markdown not in formats
        kind = types.MarkupKind.PlainText if plain else types.MarkupKind.Markdown
        return types.Hover(types.MarkupContent(kind, text))

    def code_actions(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """What can be done about the findings at a range."""
        answers = self._answers(params.text_document.uri)
        return list(answers.actions(params.range, params.context.only)) if answers else []

    def end(self, _: Any) -> None:
        """The editor is about to leave."""
        self.ended = True
        self._schedule.close()

    def close(self) -> None:
        """The editor has left."""
        self._schedule.close()

    def _documents(self) -> list[Document]:
        return documents_of(self._language.workspace)

    def _folder(self, document: Document) -> Path | None:
        return folder_for(document.path, folders_of(self._language.workspace))

    def _uri_of(self) -> Callable[[Path], str]:
        return partial(uri_of, documents=self._documents())

    def _ruler(self) -> Ruler:
        return Ruler(self._language.workspace.position_encoding)

    def _ask(self, uri: str, delay: float) -> None:
        path = path_of(uri)
        folder = folder_for(path, folders_of(self._language.workspace)) if path else None
        if folder:
            self._schedule.ask(folder, delay)

    def _prepare(self, folder: Path) -> Callable[[], Outcome]:
        texts = {document.path: document.text for document in self._documents()}
        return partial(look, folder, texts, self._configure)

    def _finish(self, folder: Path, outcome: Outcome) -> None:
        self._outcomes[folder] = outcome
        self._publish(folder)
        self._tell(outcome)

    def _fail(self, error: Exception) -> None:
        """A run that broke: the editor is told, and keeps what it shows."""
        _LOG.error("a run broke", exc_info=error)
        text = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        self._say(f"this is a bug in connlint ({clean(text)}). Please report it")

    def _tell(self, outcome: Outcome) -> None:
        """Say what ended a run and has no place in a file; that there is nothing to check, only in the log."""
        error = outcome.error
        if error is None or any(self._shown[outcome.folder].values()):
            self._told = ""
        elif isinstance(error, NothingToCheckError):
            self._say(f"{outcome.folder}: {clean(error.message)}", loud=False)
        else:
            self._say(f"{clean(error.file)}: {clean(error.message)}")

    def _say(self, message: str, *, loud: bool = True) -> None:
        """Show it, or only log it; once, and not at every key."""
        if message == self._told:
            return
        self._told = message
        text = f"connlint: {message}"
        if loud:
            self._language.window_show_message(types.ShowMessageParams(types.MessageType.Error, text))
        else:
            self._language.window_log_message(types.LogMessageParams(types.MessageType.Info, text))

    def _publish(self, folder: Path) -> None:
        """Show what the last run of a folder found, for the files that are open and those that go with them."""
        documents = self._documents()
        opened = {one.uri for one in documents if self._folder(one) == folder}
        found: dict[str, list[Shown]] = {uri: [] for uri in opened}
        outcome = self._outcomes.get(folder)
        if outcome:
            for shown in self._display().shown(outcome, opened):
                found.setdefault(shown.uri, []).append(shown)
        before = self._shown.pop(folder, {})
        if found:
            self._shown[folder] = found
        versions = {one.uri: one.version for one in documents}
        for uri in sorted(before.keys() | found.keys()):
            self._send(uri, versions.get(uri))

    def _send(self, uri: str, version: int | None) -> None:
        diagnostics = [one.diagnostic for one in self._at(uri)]
        self._language.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))

    def _at(self, uri: str) -> list[Shown]:
        return [shown for board in self._shown.values() for shown in board.get(uri, ())]

    def _display(self) -> Display:
        client = self._language.client_capabilities.text_document
        able = client.publish_diagnostics if client else None
        return Display(self._ruler(), self._uri_of(), related=bool(able and able.related_information))

    def _answers(self, uri: str) -> Answers | None:
        """What can be said about an open file; None for one that no run has seen."""
        documents: Iterable[Document] = self._documents()
        document = next((one for one in documents if one.path == path_of(uri)), None)
        folder = self._folder(document) if document else None
        outcome = self._outcomes.get(folder) if folder else None
        if document is None or outcome is None:
            return None
        return Answers(outcome, document, self._at(document.uri), self._ruler(), tuple(documents))
