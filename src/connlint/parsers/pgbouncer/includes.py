"""%include: which file it means, and what happens when that file is not there."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from connlint.models.traced import unknown
from connlint.parsers.pgbouncer.document import shown
from connlint.sources.errors import UnreadableError
from connlint.sources.text import read

if TYPE_CHECKING:
    from connlint.parsers.pgbouncer.document import Document
    from connlint.parsers.pgbouncer.lexer import Item
    from connlint.parsers.pgbouncer.loader import Loader

_DEEPEST = 10


def follow(loader: Loader, document: Document, item: Item) -> bool:
    """Read an included file; False when PgBouncer gives up here, so that nothing after it counts."""
    name = os.fsdecode(document.data[item.start : item.end])
    path = loader.directory / name
    if len(loader.stack) > _DEEPEST:
        _refuse_depth(loader, document, item, path)
        return False
    if not _is_inside(loader, path):
        _leave_unread(loader, document, item, f"{name} is outside the project and was not read")
        return True
    _tell_directory(loader, document, item, name, path)
    if not path.exists() or not name:
        if Path(name).is_absolute():
            _leave_unread(loader, document, item, f"{name} is not here to be read")
        else:
            _refuse_missing(loader, document, item, path)
        return True
    if not path.is_file():
        return True
    try:
        source = read(path, _reported(document, path))
    except UnreadableError as error:
        _leave_unread(loader, document, item, f"{name}: {error.message}")
        return True
    return loader.read(source)


def _reported(document: Document, path: Path) -> str:
    """The name of the included file, told in the same way as that of the file which includes it."""
    if Path(document.name).is_absolute():
        return path.as_posix()
    above = os.path.relpath(path.parent, document.source.path.parent)
    return Path(os.path.normpath(Path(document.name).parent / above / path.name)).as_posix()


def _is_inside(loader: Loader, path: Path) -> bool:
    """Whether a path stays in the folder of the configuration or in the current one."""
    real = Path(os.path.realpath(path))
    roots = (Path(os.path.realpath(loader.directory)), Path(os.path.realpath(Path.cwd())))
    return any(real.is_relative_to(root) for root in roots if root != Path(root.anchor)) or not path.exists()


def _refuse_depth(loader: Loader, document: Document, item: Item, path: Path) -> None:
    cycle = path in loader.stack
    loader.state.log.refuse(
        "include-cycle" if cycle else "include-depth",
        f"{path.name} is included by itself" if cycle else f"%include goes deeper than {_DEEPEST} levels",
        document.place(item.start, item.end),
        subject=shown(document.data[item.start : item.end]),
        data={"line": document.told_line(item.start)},
    )


def _refuse_missing(loader: Loader, document: Document, item: Item, path: Path) -> None:
    beside = document.source.path.parent / path.name
    loader.state.log.refuse(
        "include-missing",
        f"%include of {shown(document.data[item.start : item.end]) or 'nothing'}: no such file; PgBouncer looks in "
        "its working directory",
        document.place(item.start, item.end),
        subject=shown(document.data[item.start : item.end]),
        suggestion=f"{beside.name} lies beside the including file" if path.name and beside.is_file() else "",
        data={"line": document.told(item)},
    )


def _leave_unread(loader: Loader, document: Document, item: Item, why: str) -> None:
    """What the file says is unknown, and so is every setting that nothing after it writes."""
    state, place = loader.state, document.place(item.start, item.end)
    subject = shown(document.data[item.start : item.end])
    state.log.silent("include-outside", f"%include: {why}; what it sets is unknown", place, subject=subject)
    state.unseen = unknown(f"{subject} may set it, and {why.removeprefix(subject).strip()}", place, missing=subject)
    state.settings = {}
    state.databases_whole = False


def _tell_directory(loader: Loader, document: Document, item: Item, name: str, path: Path) -> None:
    """Tell when the result depends on where PgBouncer is started."""
    here = Path.cwd() / name
    real = Path(os.path.realpath(here))
    if Path(name).is_absolute() or str(real) == os.path.realpath(path) or not real.is_relative_to(Path.cwd()):
        return
    if here.is_file() and (not path.is_file() or here.read_bytes() != path.read_bytes()):
        loader.state.log.silent(
            "include-directory",
            f"PgBouncer looks for {name} in its working directory: {path.as_posix()} and {here.as_posix()} differ",
            document.place(item.start, item.end),
            subject=name,
        )
