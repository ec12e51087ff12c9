"""django-configurations: the classes of ``values``."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.libraries import casts, dj_database_url
from connlint.parsers.settings.libraries.common import refuse, same_unknown
from connlint.parsers.settings.libraries.semantics import configurations_cast as semantics
from connlint.parsers.settings.libraries.semantics.refused import Refused
from connlint.parsers.settings.values import (
    ClassObj,
    DictObj,
    FunctionObj,
    NativeClass,
    NativeObject,
    NotKnown,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from collections.abc import Callable

PARAMETERS = ("default", "environ", "environ_name", "environ_prefix", "environ_required")
SEQUENCES: dict[str, Callable[[Any], Any]] = {"ListValue": list, "TupleValue": tuple, "SetValue": set}
URLS = {"DatabaseURLValue": "DATABASE_URL", "CacheURLValue": "CACHE_URL", "SearchURLValue": "SEARCH_URL"}
TEXTS = ("Value", "EmailValue", "URLValue", "IPValue", "RegexValue", "SecretValue", "PathValue")
"""Classes that give the text of the variable as it is."""

UNREAD = ("DecimalValue", "SingleNestedListValue", "SingleNestedTupleValue", "BackendsValue", "EmailURLValue")


class ValueObject(NativeObject):
    """An object of ``values.*``: it becomes a setting when its class is set up."""

    type_name = "Value"

    def __init__(self, call: Call, kind: str, arguments: dict[str, Val], caster: FunctionObj | None = None) -> None:
        self.made = call
        self.kind = kind
        self.arguments = arguments
        self.caster = caster

    def given(self, name: str) -> Val:
        """An argument, MISSING when it was not passed."""
        return self.arguments.get(name, MISSING)

    def setup(self, call: Call, name: str) -> Val:
        """The setting that this becomes as the attribute ``name``; its place is where the object was made."""
        call = Call(call.rt, call.frame, self.made.at, call.args, call.keywords, f"values.{self.kind}")
        if self.kind in UNREAD:
            return call.unknown(f"connlint does not read values.{self.kind}")
        if not call.plain(self.given("environ"), default=True) and self.kind != "SecretValue":
            return self.default(call)
        variable = self.variable(call, name)
        required = self.kind == "SecretValue" or call.plain(self.given("environ_required"), default=False)
        found = call.env(variable)
        if found is None and required:
            found = call.require_env(variable, ValueError, f"the environment variable {variable} is required")
        if found is None:
            default = self.default(call)
            return (
                default if isinstance(default.raw, DictObj) and self.kind in URLS else call.default(variable, default)
            )
        return self.cast(call, found)

    def variable(self, call: Call, name: str) -> str:
        """The name of its environment variable."""
        url = URLS.get(self.kind)
        prefix = call.plain(self.given("environ_prefix"), None if url else "DJANGO")
        named = call.plain(self.given("environ_name"), url)
        if not isinstance(prefix, (str, type(None))) or not isinstance(named, (str, type(None))):
            raise NotKnown(Unknown("the name of the environment variable is no text"))
        return semantics.environment_name(name, named, prefix)

    def default(self, call: Call) -> Val:
        """The default as the class makes it."""
        val = self.given("default")
        if isinstance(val.raw, ValueObject):
            val = val.raw.default(call)
        if self.kind in URLS:
            return call.value({}) if val is MISSING or val.raw is None else self.cast(call, val)
        if self.kind in SEQUENCES:
            plain = call.plain(val)
            items = [] if plain is None else plain
            if not isinstance(items, (list, tuple, set, dict, str)):
                call.fail(TypeError, "the default is not a sequence")
            return self._sequence(call, list(items), val)
        if self.kind == "DictValue":
            return self._dict(call, val)
        if self.kind == "SecretValue" and call.plain(val) is not None:
            call.fail(ValueError, "a secret value takes no default")
        if self.kind == "BooleanValue" and call.plain(val) not in (True, False):
            call.fail(ValueError, "the default is not a boolean")
        return call.value(None) if val is MISSING else val

    def _dict(self, call: Call, val: Val) -> Val:
        if val is MISSING or val.raw is None:
            return call.value({})
        try:
            return val if isinstance(val.raw, DictObj) else call.value(dict(call.plain(val)), "", val)
        except (TypeError, ValueError) as error:
            return call.fail(type(error), "the default is not a dict")  # type: ignore[no-any-return]  # fail never returns

    def check(self, call: Call) -> None:
        """Raise in the program what the class raises over its default, as far as that is known."""
        with suppress(NotKnown):
            self.default(call)

    def _sequence(self, call: Call, items: list[Any], val: Val) -> Val:
        converter = casts.python_cast(call, self.given("converter"))
        try:
            made = semantics.convert(items, converter)
        except Refused as refused:
            refuse(call, refused)
        return call.value(SEQUENCES[self.kind](made), "", *([] if val is MISSING else [val]))

    def cast(self, call: Call, text: Val) -> Val:
        """The text of the variable as the class reads it."""
        if self.kind in URLS:
            return self._url(call, text)
        if isinstance(text.raw, Unknown):
            return same_unknown(call, text.raw, KINDS.get(self.kind, "str"), text)
        if self.kind in TEXTS:
            return text
        plain = call.plain(text)
        try:
            if self.kind in SEQUENCES:
                separator = call.plain(self.given("separator"), ",")
                return self._sequence(call, semantics.sequence(plain, separator), text)
            return call.value(semantics.CASTS[self.kind](plain), "", text)
        except Refused as refused:
            refuse(call, refused)

    def _url(self, call: Call, text: Val) -> Val:
        if self.kind != "DatabaseURLValue":
            return Val(DictObj({}, open=Unknown("connlint does not read URLs of this kind")), "unknown", call.at)
        entry = self._entry(call, text) if self.caster is None else self._cast_by(call, self.caster, text)
        return Val(DictObj({self._alias(call): entry}), entry.how, call.at, (text,))

    def _entry(self, call: Call, text: Val) -> Val:
        keywords = {name: self.given(name) for name in dj_database_url.KEYWORDS}
        errors = dict.fromkeys(dj_database_url.EXCEPTIONS, ValueError)
        return dj_database_url.from_url(call, call.force(text), keywords, errors)

    def _cast_by(self, call: Call, caster: FunctionObj, text: Val) -> Val:
        """What the project's own ``caster`` makes of the text; it is passed the arguments that it names."""
        named = {argument.arg for argument in caster.node.args.args}
        keywords = {name: val for name, val in self.arguments.items() if name in named}
        return call.invoke(Val(caster, "computed", call.at), Val(self, "native", call.at), text, **keywords)

    def _alias(self, call: Call) -> str:
        return str(call.plain(self.given("alias"), "default"))

    def now(self, call: Call) -> Val:
        """``value.value``: what it is before its class is set up."""
        named = self.given("environ_name")
        if self.kind in URLS or (named is not MISSING and named.raw is not None):
            return self.setup(call, call.plain(named, URLS.get(self.kind, "")))
        return self.default(call)

    def attribute(self, call: Call, name: str) -> Val | None:
        """``value.value``, ``value.alias`` of a URL, or a method."""
        if name == "alias" and self.kind in URLS:
            return call.value(self._alias(call))
        return self.now(call) if name == "value" else super().attribute(call, name)

    def truth(self) -> bool:
        """Its truth as of now."""
        return self.made.truth(self.now(self.made))

    def text(self) -> str:
        """Its text as of now."""
        return str(self.made.plain(self.now(self.made)))

    def m_setup(self, call: Call) -> Val:
        """``value.setup(name)``."""
        return self.setup(call, call.plain(call.args[0]))


KINDS = {"BooleanValue": "bool", "IntegerValue": "int", "PositiveIntegerValue": "int", "FloatValue": "float"}


class ValueClass(NativeClass):
    """One class of ``values``."""

    def __init__(self, name: str) -> None:
        self.name = name

    def made(self, call: Call, cls: ClassObj | None) -> Val | None:
        """The object; the value itself where it does not depend on the name of an attribute."""
        caster = None
        if isinstance(cls, ClassObj):
            caster = self._caster(cls)
            if caster is None:
                return call.unknown("a value class of the project")
        arguments = {**dict(zip(PARAMETERS, call.args, strict=False)), **call.keywords}
        made = ValueObject(call, self.name, arguments, caster)
        made.check(call)
        if self.name not in URLS and not call.plain(arguments.get("late_binding", MISSING), default=False):
            named = call.plain(arguments.get("environ_name", MISSING))
            environ = call.plain(arguments.get("environ", MISSING), default=True)
            if (environ and named) or (not environ and call.truth(made.default(call))):
                return made.setup(call, named or "")
        return Val(made, "native", call.at)

    def _caster(self, cls: ClassObj) -> FunctionObj | None:
        """The one method that a class of the project may have to be followed, for URLs of databases."""
        own = {name: val.raw for name, val in cls.members.items() if not name.startswith("__")}
        direct = self.name == "DatabaseURLValue" and set(own) == {"caster"} and cls.mro[1:2] == (self,)
        return own["caster"] if direct and isinstance(own["caster"], FunctionObj) else None


def _names() -> tuple[str, ...]:
    return (*semantics.CASTS, *SEQUENCES, *URLS, *UNREAD, *(name for name in TEXTS if name != "Value"))


VALUES: dict[str, Any] = {name: ValueClass(name) for name in _names()}
