"""Texts that a program reads from files or holds in strings, for the loaders of JSON, TOML, YAML and ini."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.builtin.files import File
from connlint.parsers.settings.limits import check_text

if TYPE_CHECKING:
    from connlint.models.place import Place
    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.values import Val


@dataclass(frozen=True)
class Text:
    """A text and, when it is a file of the project, its path."""

    text: str
    val: Val
    path: str = ""

    def how(self, call: Call, kind: str) -> str:
        """How a value in it was obtained: "JSON file config.json", or as the text itself."""
        return f"{kind} file {call.rt.reported(self.path)}" if self.path else self.val.how

    def at(self, call: Call, line: int, column: int = 1, end_column: int = 0) -> Any:
        """A place in the file; that of the call when the text is no file."""
        if not self.path:
            return call.at
        if not end_column:
            lines = self.text.split("\n")
            end_column = len(lines[line - 1]) + 1 if 0 < line <= len(lines) else column
        place: Place = call.rt.place_in(self.path, line, column, end_column)
        return place


def loaded(call: Call, val: Val) -> Text:
    """The text of an open file (or of anything with ``read``), or a str or bytes."""
    raw = val.raw
    if isinstance(raw, File):
        rest: str | bytes = raw.taken(len(raw.content), call.at).raw
        text = rest.decode() if isinstance(rest, bytes) else rest
        check_text(len(text))
        return Text(text, val, str(call.rt.files.resolve(raw.path)))
    plain = call.plain(val if isinstance(raw, (str, bytes)) else call.invoke(call.attribute(val, "read")))
    text = plain.decode() if isinstance(plain, bytes) else plain
    if not isinstance(text, str):
        call.fail(TypeError, "the text to load must be str or bytes")
    check_text(len(text))
    return Text(text, val)
