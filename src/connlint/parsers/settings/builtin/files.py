"""open(): files of the project, read as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.plain import from_plain
from connlint.parsers.settings.values import ListObj, NativeObject, Val

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At, Unknown


ENCODINGS = frozenset({"utf-8", "utf8", "utf-8-sig", "ascii", "locale"})


class File(NativeObject):
    """An open file: ``path``, its text, and how much of it was read."""

    type_name = "TextIOWrapper"

    def __init__(self, path: str, content: str | bytes, how: str) -> None:
        self.path = path
        self.content = content
        self.how = how
        self.position = 0

    def taken(self, size: int, at: At) -> Val:
        """The next characters or bytes, which are read then."""
        start, self.position = self.position, min(self.position + size, len(self.content))
        return Val(self.content[start : self.position], self.how, at)

    def m_read(self, call: Call) -> Val:
        """``file.read(size)``."""
        size = call.plain(call.args[0]) if call.args else None
        return self.taken(len(self.content) if size is None or size < 0 else size, call.at)

    def m_readline(self, call: Call) -> Val:
        """``file.readline()``."""
        content: Any = self.content
        end = content.find("\n" if isinstance(content, str) else b"\n", self.position)
        return self.taken((len(content) if end < 0 else end + 1) - self.position, call.at)

    def m_readlines(self, call: Call) -> Val:
        """``file.readlines()``."""
        items, _ = self.iterate(call.rt, call.at)
        return Val(ListObj(items), self.how, call.at)

    def iterate(self, rt: Runtime, at: At) -> tuple[list[Val], Unknown | None]:
        """Line by line."""
        rest: Any = self.taken(len(self.content), at).raw
        rows = rest.split("\n" if isinstance(rest, str) else b"\n")
        lines = [row + ("\n" if isinstance(rest, str) else b"\n") for row in rows[:-1]]
        return [Val(line, self.how, at) for line in (*lines, *filter(None, rows[-1:]))], None

    def m___enter__(self, call: Call) -> Val:
        """``with file``."""
        return Val(self, self.how, call.at)

    def m___exit__(self, call: Call) -> Val:
        """The end of ``with file``."""
        return Val(None, "computed", call.at)

    m_close = m___exit__
    m_flush = m___exit__

    def m_write(self, call: Call) -> Val:
        """``file.write(text)``: how much was written."""
        return call.value(len(call.plain(call.args[0])), "computed")

    def attribute(self, call: Call, name: str) -> Val | None:
        """``file.name`` and the methods."""
        return from_plain(self.path, self.how, call.at) if name == "name" else super().attribute(call, name)


def open_file(call: Call, path: Val, mode: Val) -> Val:
    """Open a file of the project; raises NotKnown for another, the program's FileNotFoundError when missing."""
    how = str(call.plain(mode, "r"))
    where = str(call.plain(path))
    if how[:1] in "wax":
        return Val(File(where, b"" if "b" in how else "", "written by the program"), "computed", call.at, (path,))
    content = read_bytes(call, where) if "b" in how else read_text(call, where, call.keywords.get("encoding", MISSING))
    shown = f"file {call.rt.reported(call.rt.files.resolve(where))}"
    return Val(File(where, content, shown), shown, call.at, (path,))


def read_bytes(call: Call, path: str) -> bytes:
    """The bytes of a file, which is in UTF-8."""
    return call.read_text(path).encode()


def read_text(call: Call, path: str, encoding: Val) -> str:
    """The text of a file, each line ending with a newline; raises NotKnown for another encoding than UTF-8."""
    name = call.plain(encoding) or "utf-8"
    if str(name).lower().replace("_", "-") not in ENCODINGS:
        raise call.decided(f"a file in {name} is not modelled")
    return call.read_text(path).replace("\r\n", "\n").replace("\r", "\n")


def open_(call: Call) -> Val:
    """``open(path, mode, encoding=...)``."""
    path = call.args[0] if call.args else call.keywords.get("file", MISSING)
    mode = call.args[1] if len(call.args) > 1 else call.keywords.get("mode", MISSING)
    return open_file(call, path, mode)


FUNCTIONS: dict[str, Callable[[Call], Val]] = {"open": open_, "file": open_}
