"""typing, types, enum and dataclasses."""

from __future__ import annotations

import enum
from typing import Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.classes.dataclasses import MEMBERS as DATACLASSES
from connlint.parsers.settings.classes.enums import Auto
from connlint.parsers.settings.methods.objects import harmless
from connlint.parsers.settings.values import ClassObj, DictObj, Instance, Native, NativeClass, NativeObject, Val


class Annotation(NativeObject):
    """A name that only annotations use; as a base class it changes nothing."""

    type_name = "annotation"
    ignored_base = True

    def __init__(self, tests: type | None = None) -> None:
        self.tests = tests
        """What isinstance() takes it for, where that is known."""

    def item(self, call: Call, key: Val) -> Val:
        """``Optional[int]``."""
        return Val(self, "native", call.at)

    def call(self, call: Call) -> Val:
        """``TypeVar("T")``, ``NewType``."""
        return Val(self, "native", call.at)


class Annotated(Annotation):
    """``typing.Annotated``: what follows the type changes nothing here."""

    def item(self, call: Call, key: Val) -> Val:
        """``Annotated[int, ...]``."""
        return key.raw[0] if isinstance(key.raw, tuple) and key.raw else super().item(call, key)


class NamedTupleBase(NativeClass):
    """``typing.NamedTuple``."""

    name = "NamedTuple"

    def made(self, call: Call, cls: ClassObj | None) -> Val | None:
        """``NamedTuple("Point", [("x", int)])``."""
        if cls is not None:
            return None
        from connlint.parsers.settings.classes.namedtuples import named_tuple

        name, fields = call.bind("typename", "fields", required=2)
        names = [item.raw[0] for item in call.rt.iterate(fields, call.frame, call.at) if isinstance(item.raw, tuple)]
        plain = [call.plain(item) for item in names]
        inner = Call(call.rt, call.frame, call.at, [name, call.value(plain, "literal")], {}, "namedtuple")
        return named_tuple(inner)


class TypedDictBase(NativeClass):
    """``typing.TypedDict``: its classes make dicts."""

    name = "TypedDict"

    def made(self, call: Call, cls: ClassObj | None) -> Val | None:
        """A dict of the keywords; of ``TypedDict("Address", {"host": str})`` the class."""
        if cls is None:
            name, _, _ = call.bind("typename", "fields", "total", required=2)
            made_class = ClassObj(call.plain(name), (self,), {}, call.frame.module.name)
            made_class.mro = (made_class, self)
            return Val(made_class, "computed", call.at)
        made = DictObj()
        for arg in call.args:
            call.rt.merge(made, arg, call.frame, call.at)
        made.items.update(call.keywords)
        return Val(made, "literal", call.at)


class StrEnum(str, enum.Enum):
    """Stands for enum.StrEnum, which Python 3.10 lacks."""


def cast(call: Call) -> Val:
    """``typing.cast(type, value)``."""
    return call.args[1]


def same(call: Call) -> Val:
    """A decorator that changes nothing."""
    return call.args[0] if call.args else Val(Native("decorator", same), "native", call.at)


def namespace(call: Call) -> Val:
    """``types.SimpleNamespace(**attributes)``."""
    made = Instance(ClassObj("SimpleNamespace", (), {}, "types"))
    if call.args:
        raise call.decided("SimpleNamespace of a mapping is new in Python 3.13")
    made.attributes.update(call.keywords)
    return Val(made, "literal", call.at)


def module_type(call: Call) -> Val:
    """``types.ModuleType(name, doc)``."""
    from connlint.parsers.settings.stdlib.loading import module_type as made

    return made(call)


def proxy(call: Call) -> Val:
    """``types.MappingProxyType(mapping)``."""
    return call.args[0]


_NAMES = (
    "Any Optional Union List Dict Tuple Set FrozenSet Callable Iterable Iterator Sequence Mapping MutableMapping Type "
    "Literal Final ClassVar TypeVar Generic Protocol NewType NoReturn Self Required NotRequired TypeAlias "
    "Generator AnyStr Text Hashable Awaitable Collection Deque DefaultDict OrderedDict Never Concatenate ParamSpec "
    "LiteralString Unpack TypeGuard IO Pattern Match AsyncIterator Coroutine SupportsInt"
)
_TYPING: dict[str, Any] = {
    **{name: Val(Annotation(), "native") for name in _NAMES.split()},
    "Annotated": Val(Annotated(), "native"),
    "TYPE_CHECKING": False,
    "NamedTuple": Val(NamedTupleBase(), "native"),
    "TypedDict": Val(TypedDictBase(), "native"),
    "cast": Native("cast", cast, lazy=True),
    "overload": same,
    "final": same,
    "override": same,
    "no_type_check": same,
    "runtime_checkable": same,
    "get_type_hints": harmless("type hints are not modelled"),
}
_STRING_ENUM: Any = getattr(enum, "StrEnum", StrEnum)
MEMBERS: dict[str, dict[str, Any]] = {
    "typing": _TYPING,
    "typing_extensions": _TYPING,
    "types": {
        "SimpleNamespace": namespace,
        "MappingProxyType": proxy,
        "ModuleType": module_type,
        "FunctionType": harmless("types.FunctionType"),
        "NoneType": type(None),
    },
    "enum": {
        "Enum": enum.Enum,
        "IntEnum": enum.IntEnum,
        "StrEnum": _STRING_ENUM,
        "Flag": enum.Flag,
        "IntFlag": enum.IntFlag,
        "auto": lambda call: Val(Auto(), "native", call.at),
        "unique": same,
    },
    "dataclasses": {**DATACLASSES, "KW_ONLY": Val(Annotation(), "native"), "InitVar": Val(Annotation(), "native")},
}
