"""configparser: sections, words for truth, and the lines of options."""

from __future__ import annotations

import configparser
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.values import ExcObj, ListObj, NativeObject, Raised, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.libraries.ini_files import ParserObject
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At


class SectionObject(NativeObject):
    """``parser["section"]``."""

    type_name = "SectionProxy"
    mutable = True

    def __init__(self, parser: ParserObject, name: str) -> None:
        self.parser = parser
        self.name = name

    def taint(self, unknown: Unknown) -> None:
        """The section may have been changed."""
        self.parser.taint(unknown)

    def attribute(self, call: Call, name: str) -> Val | None:
        """A method, or the name; what is not modelled is unknown."""
        if name == "name":
            return call.value(self.name, "computed")
        return super().attribute(call, name) or unmodelled(call, configparser.SectionProxy, name)

    def item(self, call: Call, key: Val) -> Val:
        """``section["option"]``."""
        option = call.plain(key)
        if not self._has(option):
            call.fail(KeyError, str(option))
        return self.parser.get(call, self.name, option)

    def set_item(self, call: Call, key: Val, val: Val) -> None:
        """``section["option"] = value``."""
        args = [Val(self.name), key, val]
        self.parser.m_set(Call(call.rt, call.frame, call.at, args, {}, call.name))

    def _has(self, option: str) -> bool:
        parser = self.parser.parser
        found = parser.has_option(self.name, option) or parser.optionxform(option) in parser.defaults()
        if not found:
            self.parser.whole()
        return found

    def iterate(self, rt: Runtime, at: At) -> tuple[list[Val], Unknown | None]:
        """The names of the options, those of DEFAULT last."""
        return [Val(name, "computed", at) for name in self.parser.parser[self.name]], self.parser.unread

    def _typed(self, call: Call, cast: Callable[[Any], Any] | None) -> Val:
        option, fallback = call.bind("option", "fallback", required=1)
        name = call.plain(option)
        if not self._has(name):
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
        return self._has(rt.plain(item))

    def mapping(self, rt: Runtime, at: At) -> Val:
        """``dict(section)``."""
        call = Call(rt, rt.top, at, [], {}, self.type_name)
        return Val(self.parser.section(call, self.name), "computed", at)

    def m_items(self, call: Call) -> Val:
        """``section.items()``."""
        return pairs(call, self.parser.section(call, self.name).items)

    def m_keys(self, call: Call) -> Val:
        """``section.keys()``."""
        return call.value(list(self.parser.section(call, self.name).items), "computed")

    def m_values(self, call: Call) -> Val:
        """``section.values()``."""
        return Val(ListObj(list(self.parser.section(call, self.name).items.values())), "computed", call.at)


def pairs(call: Call, items: dict[Any, Val]) -> Val:
    """The items of a table as a list of pairs."""
    return Val(ListObj([Val((Val(key), val)) for key, val in items.items()]), "computed", call.at)


def failed(call: Call, error: Exception) -> Raised:
    """What the program sees of an error of configparser."""
    return Raised(Val(ExcObj(type(error), (Val(Unknown("the message of configparser")),)), "raised", call.at))


def unmodelled(call: Call, owner: object, name: str) -> Val | None:
    """An attribute that the real object has: unknown."""
    return call.unknown(f"configparser's {name} is not modelled") if hasattr(owner, name) else None


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
