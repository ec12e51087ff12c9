"""One file, read once: its bytes, its text, and spans in it."""

from __future__ import annotations

from contextvars import ContextVar
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from connlint.models.place import Place
from connlint.sources.encoding import UTF8, UTF16, foreign, is_marked_utf16, python_encoding
from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_BYTES = 5 * 1024 * 1024
"""Larger files are refused: no configuration is, and a data file read by mistake would cost minutes."""

LIMIT = f"{MAX_BYTES // (1024 * 1024)} MiB"

_PIP = (".txt", ".in")
"""Requirements: pip takes them in UTF-16 as well, as ``pip freeze`` in PowerShell writes them."""

HELD: ContextVar[Mapping[Path, bytes]] = ContextVar("HELD", default=MappingProxyType({}))
"""Bytes that stand in for files, by absolute path: what standard input or an editor holds."""


class Source:
    """A file: ``name`` is how connlint reports it, ``path`` where it lies, ``data`` its bytes."""

    def __init__(self, name: str, path: Path, data: bytes) -> None:
        self.name = name
        self.path = path
        self.data = data

    @cached_property
    def text(self) -> str:
        """The bytes as UTF-8 (a byte order mark is dropped); raises UnreadableError with the line."""
        try:
            return self.data.decode(self.encoding)
        except UnicodeDecodeError as error:
            line = self.data.count(b"\n", 0, error.start) + 1
            name = "UTF-8" if self.encoding == UTF8 else self.encoding
            byte = f"not {name}: byte 0x{self.data[error.start]:02x}; save the file as UTF-8"
            message = foreign(self.data) if is_marked_utf16(self.data) else byte
            raise UnreadableError(message, self.name, self.span(line, 1, line, 1)) from None
        except LookupError:
            message = f"unknown encoding {self.encoding}: Python refuses the file"
            raise UnreadableError(message, self.name, self.span(1, 1, 1, 1)) from None

    @cached_property
    def encoding(self) -> str:
        """The encoding of the text: UTF-8, for Python what its cookie says, for pip what its byte order mark says."""
        if self.path.suffix == ".py":
            return python_encoding(self.data)
        return UTF16 if self.path.suffix in _PIP and is_marked_utf16(self.data) else UTF8

    @cached_property
    def guess(self) -> str:
        """The text as far as it can be told, whatever the encoding."""
        try:
            return self.data.decode(self.encoding, "replace")
        except LookupError:
            return self.data.decode(UTF8, "replace")

    @cached_property
    def lines(self) -> list[str]:
        """The text by lines, as editors count them (LF, CRLF, CR), without their ends."""
        return lines_of(self.text)

    def span(self, line: int, column: int, end_line: int, end_column: int) -> Place:
        """A place in this file; all four count from 1, ``end_column`` is one past."""
        return Place(file=self.name, line=line, column=column, end_line=end_line, end_column=end_column)


def lines_of(text: str) -> list[str]:
    """A text by lines, without their ends."""
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def held(path: Path) -> bytes | None:
    """The bytes that stand in for a file; None where the file itself counts."""
    files = HELD.get()
    return files.get(Path(path).absolute()) if files else None


def read(path: Path, name: str | None = None) -> Source:
    """Read a file; raises UnreadableError when it is missing, not a file, unreadable or too large."""
    shown = name or path.as_posix()
    instead = held(path)
    if instead is not None:
        return Source(shown, path, instead)
    try:
        if path.is_dir():
            raise UnreadableError("is a directory; name a file in it, or run connlint on the directory", shown)
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise UnreadableError(f"too large: {size:,} bytes, connlint reads at most {LIMIT} a file", shown)
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise UnreadableError("no such file", shown) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UnreadableError(f"cannot be read: {reason}", shown) from None
    if len(data) > MAX_BYTES:
        raise UnreadableError(f"too large: connlint reads at most {LIMIT} a file", shown)
    return Source(shown, path, data)
