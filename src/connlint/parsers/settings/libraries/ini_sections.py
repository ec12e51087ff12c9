"""configparser: sections, words for truth, and the lines of options."""

from __future__ import annotations

import configparser
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.values import ListObj, NativeObject, Val

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.libraries.ini_files import ParserObject
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At


class SectionObject(NativeObject):
    """``parser["section"]``."""

    type_name = "SectionProxy"

    def __init__(self, parser: ParserObject, name: str) -> None:
        self.parser = parser
        self.name = name

    def item(self, call: Call, key: Val) -> Val:
        """``section["option"]``."""
        option = call.plain(key)
        if not self.parser.parser.has_option(self.name, option) and option not in self.parser.parser.defaults():
            call.fail(KeyError, str(option))
        return self.parser.get(call, self.name, option)

    def _typed(self, call: Call, cast: Callable[[Any], Any] | None) -> Val:
        option, fallback = call.bind("option", "fallback", required=1)
        name = call.plain(option)
        if not self.parser.parser.has_option(self.name, name):
            return call.value(None) if fallback is MISSING else fallback
        return self.parser.get(call, self.name, name, cast)

    def m_get(self, call: Call) -> Val:
        """``section.get("option", fallback)``."""
        return self._typed(call, None)

    def m_getint(self, call: Call) -> Val:
        """``section.getint("option")``."""
        return self._typed(call, int)

    def m_getfloat(self, call: Call) -> Val:
        """``section.getfloat("option")``."""
        return self._typed(call, float)

    def m_getboolean(self, call: Call) -> Val:
        """``section.getboolean("option")``."""
        return self._typed(call, boolean)

    def contains(self, rt: Runtime, item: Val, _at: At) -> bool:
        """``"option" in section``."""
        return self.parser.parser.has_option(self.name, rt.plain(item))

    def mapping(self, rt: Runtime, at: At) -> Val:
        """``dict(section)``."""
        call = Call(rt, rt.top, at, [], {}, self.type_name)
        return Val(self.parser.section(call, self.name), "computed", at)

    def m_items(self, call: Call) -> Val:
        """``section.items()``."""
        found = self.parser.section(call, self.name)
        return Val(ListObj([Val((Val(key), val)) for key, val in found.items.items()]), "computed", call.at)


def boolean(text: str) -> bool:
    """What ``getboolean`` makes of a text; raises ValueError."""
    states = configparser.RawConfigParser.BOOLEAN_STATES
    if text.lower() not in states:
        raise ValueError("not a boolean")
    return states[text.lower()]


def lines_of(text: str, transform: Callable[[str], str]) -> dict[tuple[str, str], int]:
    """The line that sets each option, by section."""
    section = ""
    found: dict[tuple[str, str], int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith("["):
            section = line[1:].partition("]")[0]
        elif line and not line[0].isspace() and line[0] not in "#;":
            ends = [at for at in (line.find("="), line.find(":")) if at >= 0]
            found[section, transform(line[: min(ends, default=len(line))].strip())] = number
    return found
