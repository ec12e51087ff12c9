"""open(): files of the project, read as text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.plain import from_plain
from connlint.parsers.settings.values import ListObj, NativeObject, Val

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At, Unknown


class File(NativeObject):
    """An open file: ``path``, its text, and how much of it was read."""

    type_name = "TextIOWrapper"

    def __init__(self, path: str, text: str, how: str, *, binary: bool) -> None:
        self.path = path
        self.text_read = text
        self.how = how
        self.binary = binary
        self.position = 0

    def rest(self) -> str:
        """What was not read yet; afterwards all is."""
        found = self.text_read[self.position :]
        self.position = len(self.text_read)
        return found

    def _wrapped(self, text: str, at: At) -> Val:
        return Val(text.encode() if self.binary else text, self.how, at)

    def m_read(self, call: Call) -> Val:
        """``file.read(size)``."""
        size = call.plain(call.args[0]) if call.args else None
        if size is None or size < 0:
            return self._wrapped(self.rest(), call.at)
        start, self.position = self.position, min(self.position + size, len(self.text_read))
        return self._wrapped(self.text_read[start : self.position], call.at)

    def m_readline(self, call: Call) -> Val:
        """``file.readline()``."""
        end = self.text_read.find("\n", self.position)
        start, self.position = self.position, len(self.text_read) if end < 0 else end + 1
        return self._wrapped(self.text_read[start : self.position], call.at)

    def m_readlines(self, call: Call) -> Val:
        """``file.readlines()``."""
        items, _ = self.iterate(call.rt, call.at)
        return Val(ListObj(items), self.how, call.at)

    def iterate(self, rt: Runtime, at: At) -> tuple[list[Val], Unknown | None]:
        """Line by line."""
        return [self._wrapped(line, at) for line in self.rest().splitlines(keepends=True)], None

    def m___enter__(self, call: Call) -> Val:
        """``with file``."""
        return Val(self, self.how, call.at)

    def m___exit__(self, call: Call) -> Val:
        """The end of ``with file``."""
        return Val(None, "computed", call.at)

    m_close = m___exit__
    m_write = m___exit__
    m_flush = m___exit__

    def attribute(self, call: Call, name: str) -> Val | None:
        """``file.name`` and the methods."""
        return from_plain(self.path, self.how, call.at) if name == "name" else super().attribute(call, name)


def open_file(call: Call, path: Val, mode: Val) -> Val:
    """Open a file of the project; raises NotKnown for another, the program's FileNotFoundError when missing."""
    how = str(call.plain(mode, "r"))
    where = str(call.plain(path))
    if how[:1] in "wax":
        return Val(File(where, "", "written by the program", binary="b" in how), "computed", call.at, (path,))
    text = call.read_text(where)
    shown = f"file {call.rt.reported(call.rt.files.resolve(where))}"
    return Val(File(where, text, shown, binary="b" in how), shown, call.at, (path,))


def open_(call: Call) -> Val:
    """``open(path, mode)``."""
    path = call.args[0] if call.args else call.keywords.get("file", MISSING)
    mode = call.args[1] if len(call.args) > 1 else call.keywords.get("mode", MISSING)
    return open_file(call, path, mode)


FUNCTIONS: dict[str, Callable[[Call], Val]] = {"open": open_, "file": open_}
