"""configparser: parsers, sections, and their values with places."""

from __future__ import annotations

import configparser
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.libraries.environ_path import text_of
from connlint.parsers.settings.libraries.file_texts import Text, loaded
from connlint.parsers.settings.libraries.ini_sections import SectionObject, boolean, failed, lines_of, pairs, unmodelled
from connlint.parsers.settings.values import DictObj, ListObj, Native, NativeObject, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At

PLAIN = (
    *("defaults", "allow_no_value", "strict", "inline_comment_prefixes", "comment_prefixes", "delimiters"),
    *("empty_lines_in_values", "default_section"),
)


class ParserObject(NativeObject):
    """``ConfigParser()``: Python's own parser over the texts that the program gives it."""

    type_name = "ConfigParser"
    mutable = True

    def __init__(self, parser: configparser.RawConfigParser) -> None:
        self.parser = parser
        self.places: dict[tuple[str, str], tuple[str, Any]] = {}
        self.unread: Unknown | None = None

    def taint(self, unknown: Unknown) -> None:
        """Something unknown was read, or changed: what it holds may be replaced, and there may be more."""
        self.parser.clear()
        for option in list(self.parser.defaults()):
            self.parser.remove_option(self.parser.default_section, option)
        self.places.clear()
        self.unread = unknown

    def set_attribute(self, name: str, val: Val) -> None:
        """``parser.optionxform = str``: names of options as they are written."""
        if name == "optionxform" and val.raw is str:
            self.parser.optionxform = str  # type: ignore[method-assign,assignment]
        else:
            self.taint(Unknown(f"{name} of a ConfigParser is set"))

    def attribute(self, call: Call, name: str) -> Val | None:
        """A method; what is not modelled is unknown."""
        return super().attribute(call, name) or unmodelled(call, self.parser, name)

    def feed(self, call: Call, source: Text, how: str) -> None:
        """Parse a text; raises in the program what configparser raises."""
        try:
            self.parser.read_string(source.text)
        except configparser.Error as error:
            raise failed(call, error) from None
        for (section, option), line in lines_of(source.text, self.parser.optionxform).items():
            self.places[section, option] = (how, source.at(call, line))

    def m_read(self, call: Call) -> Val:
        """``read(filenames)``: what is not there is skipped."""
        (filenames, _) = call.bind("filenames", "encoding", required=1)
        names = filenames.raw.items if isinstance(filenames.raw, ListObj) else filenames.raw
        done = [name for name in (names if isinstance(names, (list, tuple)) else [filenames]) if self._read(call, name)]
        return call.value([text_of(call, name) for name in done], "computed")

    def _read(self, call: Call, name: Val) -> bool:
        path = text_of(call, name)
        try:
            if not call.truth(call.rt.files.answer(call, "is_file", path)):
                return False
        except NotKnown as not_known:
            self.taint(not_known.unknown)
            return False
        try:
            source = Text(call.read_text(path), name, str(call.rt.files.resolve(path)))
        except NotKnown as not_known:
            self.taint(not_known.unknown)
            return False
        self.feed(call, source, source.how(call, "ini"))
        return True

    def m_read_string(self, call: Call) -> Val:
        """``read_string(string)``."""
        source = loaded(call, call.args[0])
        self.feed(call, source, source.val.how)
        return call.value(None)

    def m_read_file(self, call: Call) -> Val:
        """``read_file(f)``."""
        source = loaded(call, call.args[0])
        self.feed(call, source, source.how(call, "ini"))
        return call.value(None)

    m_readfp = m_read_file

    def m_read_dict(self, call: Call) -> Val:
        """``read_dict(dictionary)``."""
        return self._changed(call, self.parser.read_dict)

    def get(self, call: Call, section: str, option: str, cast: Callable[[Any], Any] | None = None, **kw: Any) -> Val:
        """One value, cast."""
        try:
            value = self.parser.get(section, option, raw=kw.get("raw", False), vars=kw.get("vars"))
            value = cast(value) if cast else value
        except (configparser.NoSectionError, configparser.NoOptionError) as error:
            if self.unread is not None:
                raise NotKnown(self.unread) from None
            raise failed(call, error) from None
        except (configparser.Error, ValueError, AttributeError) as error:
            raise failed(call, error) from None
        how, at = self.place(call, section, option)
        return Val(value, how, at)

    def place(self, call: Call, section: str, option: str) -> tuple[str, Any]:
        """How and where an option was set."""
        key = self.parser.optionxform(option)
        default = self.parser.default_section
        return self.places.get((section, key)) or self.places.get((default, key)) or ("computed", call.at)

    def _typed(self, call: Call, cast: Callable[[Any], Any] | None) -> Val:
        section, option, raw, variables, fallback = call.bind(
            "section", "option", "*raw", "*vars", "*fallback", required=2
        )
        names = call.plain(section), call.plain(option)
        if fallback is not MISSING and self.unread is None and not self.parser.has_option(*names):
            return fallback
        return self.get(call, *names, cast, raw=call.plain(raw, default=False), vars=call.plain(variables))

    def m_get(self, call: Call) -> Val:
        """``get(section, option, raw=False, vars=None, fallback=...)``."""
        return self._typed(call, None)

    def m_getint(self, call: Call) -> Val:
        """``getint(...)``."""
        return self._typed(call, int)

    def m_getfloat(self, call: Call) -> Val:
        """``getfloat(...)``."""
        return self._typed(call, float)

    def m_getboolean(self, call: Call) -> Val:
        """``getboolean(...)``."""
        return self._typed(call, boolean)

    def m__convert_to_boolean(self, call: Call) -> Val:
        """``_convert_to_boolean(text)``, which programs borrow for texts of their own."""
        (text,) = call.bind("value", required=1)
        try:
            return call.value(boolean(call.plain(text)), "computed", text)
        except (ValueError, AttributeError) as error:
            raise failed(call, error) from None

    def whole(self) -> None:
        """Raises NotKnown where there may be more than is known."""
        if self.unread is not None:
            raise NotKnown(self.unread)

    def m_has_section(self, call: Call) -> Val:
        """``has_section(section)``."""
        found = self.parser.has_section(call.plain(call.args[0]))
        if not found:
            self.whole()
        return call.value(found, "computed")

    def m_has_option(self, call: Call) -> Val:
        """``has_option(section, option)``."""
        found = self.parser.has_option(*(call.plain(arg) for arg in call.args))
        if not found:
            self.whole()
        return call.value(found, "computed")

    def m_sections(self, call: Call) -> Val:
        """``sections()``."""
        self.whole()
        return call.value(self.parser.sections(), "computed")

    def m_options(self, call: Call) -> Val:
        """``options(section)``."""
        self.whole()
        try:
            return call.value(self.parser.options(call.plain(call.args[0])), "computed")
        except configparser.NoSectionError as error:
            raise failed(call, error) from None

    def section(self, call: Call, name: str, *, raw: bool = False) -> DictObj:
        """All values of a section."""
        self.whole()
        try:
            options = self.parser.options(name) if name != self.parser.default_section else list(self.parser.defaults())
        except configparser.NoSectionError as error:
            raise failed(call, error) from None
        return DictObj({option: self.get(call, name, option, raw=raw) for option in options})

    def m_items(self, call: Call) -> Val:
        """``items(section)``: those of DEFAULT first; ``items()``: the sections."""
        section, raw = call.bind("section", "raw")
        if section is MISSING:
            self.whole()
            return pairs(call, {name: Val(SectionObject(self, name)) for name in self.parser})
        found = self.section(call, call.plain(section), raw=bool(call.plain(raw, default=False)))
        return pairs(call, {key: found.items[key] for key in (*self.parser.defaults(), *found.items)})

    def m_defaults(self, call: Call) -> Val:
        """``defaults()``."""
        self.whole()
        return call.value(dict(self.parser.defaults()), "computed")

    def m_set(self, call: Call) -> Val:
        """``set(section, option, value)``."""
        self.places.pop(tuple(call.plain(arg) for arg in call.args[:2]), None)
        return self._changed(call, self.parser.set)

    def m_add_section(self, call: Call) -> Val:
        """``add_section(section)``."""
        return self._changed(call, self.parser.add_section)

    def m_remove_section(self, call: Call) -> Val:
        """``remove_section(section)``."""
        self.whole()
        return self._changed(call, self.parser.remove_section)

    def m_remove_option(self, call: Call) -> Val:
        """``remove_option(section, option)``."""
        self.whole()
        return self._changed(call, self.parser.remove_option)

    def _changed(self, call: Call, change: Callable[..., Any]) -> Val:
        args = [call.plain(arg) for arg in call.args]
        try:
            return call.value(change(*args), "computed")
        except (configparser.Error, TypeError, ValueError) as error:
            raise failed(call, error) from None

    def iterate(self, rt: Runtime, at: At) -> tuple[list[Val], Unknown | None]:
        """The names of the sections, DEFAULT first."""
        return [Val(name, "computed", at) for name in self.parser], self.unread

    def contains(self, rt: Runtime, item: Val, _at: At) -> bool:
        """``"section" in parser``."""
        found = rt.plain(item) in self.parser
        if not found:
            self.whole()
        return found

    def item(self, call: Call, key: Val) -> Val:
        """``parser["section"]``."""
        name = call.plain(key)
        if name not in self.parser:
            self.whole()
            call.fail(KeyError, str(name))
        return Val(SectionObject(self, name), "computed", call.at)


def _maker(cls: type[configparser.RawConfigParser]) -> Callable[[Call], Val]:
    def made(call: Call) -> Val:
        options = {name: call.plain(val) for name, val in call.keywords.items() if name in PLAIN}
        for name, val in call.keywords.items():
            if name == "interpolation" and val.raw is None:
                options["interpolation"] = None
            elif name not in PLAIN:
                raise NotKnown(Unknown(f"a {cls.__name__} with {name}"))
        if call.args:
            options["defaults"] = call.plain(call.args[0])
        return Val(ParserObject(cls(**options)), "native", call.at)

    return made


ERRORS = (
    *("Error", "NoSectionError", "NoOptionError", "ParsingError", "MissingSectionHeaderError"),
    *("DuplicateOptionError", "DuplicateSectionError", "InterpolationError"),
)
MEMBERS: dict[str, dict[str, Any]] = {
    "configparser": {
        "ConfigParser": Native("ConfigParser", _maker(configparser.ConfigParser)),
        "SafeConfigParser": Native("SafeConfigParser", _maker(configparser.ConfigParser)),
        "RawConfigParser": Native("RawConfigParser", _maker(configparser.RawConfigParser)),
        **{name: getattr(configparser, name) for name in ERRORS},
    }
}
