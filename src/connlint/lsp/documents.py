"""The open documents of a workspace, and the folders that are checked for them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from pygls.uris import to_fs_path

from connlint.lint.inputs import project_above
from connlint.models.plain import Plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pygls.workspace import Workspace


class Document(Plain):
    """A file that is open: its text is the editor's, saved or not."""

    uri: str
    path: Path
    text: str
    version: int | None


def documents_of(workspace: Workspace) -> list[Document]:
    """The open documents that are files."""
    held = list(workspace.text_documents.values())
    paths = [(document, path_of(document.uri)) for document in held]
    return [Document(one.uri, path, one.source, one.version) for one, path in paths if path is not None]


def folders_of(workspace: Workspace) -> list[Path]:
    """The folders of the workspace."""
    uris = [folder.uri for folder in workspace.folders.values()] or [workspace.root_uri or ""]
    return [path for path in map(path_of, uris) if path is not None]


def path_of(uri: str) -> Path | None:
    """The path of a file; None for what is none."""
    path = to_fs_path(uri) if uri else None
    return Path(path) if path else None


def folder_for(path: Path, folders: Iterable[Path]) -> Path | None:
    """The innermost folder of the workspace that holds a file; outside of all, its project; None without one."""
    holding = [folder for folder in folders if folder in path.parents]
    return max(holding, key=lambda one: len(one.parts)) if holding else project_above(path)


def uri_of(path: Path, documents: Iterable[Document]) -> str:
    """The address of a file, as the editor writes it where it is open."""
    real = os.path.realpath(path)
    return next((one.uri for one in documents if os.path.realpath(one.path) == real), path.as_uri())
