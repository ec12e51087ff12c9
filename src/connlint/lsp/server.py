"""The server: standard input and output, and which message is whose business."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from connlint import __version__
from connlint.lsp.actions import KINDS
from connlint.lsp.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from connlint.models.options import Options

_STACK = 16 * 1024 * 1024
"""Bytes of stack for the thread that runs: settings nest, and some systems give threads next to nothing."""


def serve(configure: Callable[[], Options]) -> int:
    """Serve one editor over standard input and output; gives 0 when it said good-bye first, as the protocol has it.

    ``configure`` reads the options anew, in the working directory.
    """
    with suppress(ValueError, RuntimeError):
        threading.stack_size(_STACK)
    language = LanguageServer("connlint", __version__, types.TextDocumentSyncKind.Full)
    session = Session(language, configure)
    _register(language, session)
    # Whatever else writes to standard output would end up between messages.
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    sys.stdout = sys.stderr
    try:
        language.start_io(sys.stdin.buffer, output)
    finally:
        session.close()
    return 0 if session.ended else 1


def _register(language: LanguageServer, session: Session) -> None:
    """The features; pygls keeps the texts of the open documents itself."""
    features: dict[str, Callable[[Any], Any]] = {
        types.TEXT_DOCUMENT_DID_OPEN: session.look,
        types.TEXT_DOCUMENT_DID_SAVE: session.look,
        types.TEXT_DOCUMENT_DID_CHANGE: session.look_soon,
        types.TEXT_DOCUMENT_DID_CLOSE: session.look_again,
        types.WORKSPACE_DID_CHANGE_CONFIGURATION: session.look_again,
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES: session.look_again,
        types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS: session.look_again,
        types.TEXT_DOCUMENT_HOVER: session.hover,
        types.SHUTDOWN: session.end,
    }
    for name, handler in features.items():
        language.feature(name)(partial(handler))
    kinds = types.CodeActionOptions(code_action_kinds=list(KINDS))
    language.feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)(partial(session.code_actions))
