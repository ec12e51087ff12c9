"""Enumerations."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.classes import choices
from connlint.parsers.settings.classes.lookup import in_class
from connlint.parsers.settings.keys import key_of
from connlint.parsers.settings.operators.equality import equal
from connlint.parsers.settings.values import (
    ClassObj,
    FunctionObj,
    Instance,
    Native,
    NativeObject,
    NotKnown,
    Unknown,
    Val,
    Wrapped,
)

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

STRING_ENUM: Any = getattr(enum, "StrEnum", None)
FLAG_METHODS = ("__or__", "__and__", "__xor__", "__ror__", "__rand__", "__rxor__", "__invert__", "__contains__")


class Auto(NativeObject):
    """What ``enum.auto()`` gives."""

    type_name = "auto"


def make_enum(rt: Runtime, cls: ClassObj, frame: Frame, at: At) -> None:
    """Turn the plain members of an Enum class into its instances."""
    if any(isinstance(base, ClassObj) and base.extra.get("enum") for base in cls.bases):
        rt.fail(TypeError, f"{cls.name} cannot extend an enumeration", at)
    mixin = _mixin(cls)
    members: dict[str, Val] = {}
    given: list[Any] = []
    plain = _plain_members(rt, cls)
    labelled = choices.has_labels(cls)
    if labelled:
        plain, labels = choices.split(plain)
    for name, val in plain:
        value = Val(_value(cls, name, given, val), val.how, val.at, (val,)) if _made(cls, val) else val
        given.append(value.raw)
        alias = next((old for old in members.values() if _same(rt, frame, old, value, at)), None)
        if alias is None:
            instance = Instance(cls)
            instance.attributes.update({"_value_": value, "_name_": Val(name, "computed", val.at)})
            if mixin is not None and isinstance(value.raw, (str, int)):
                instance.base = value.raw
            alias = Val(instance, value.how, val.at, (value,))
        members[name] = alias
        cls.members[name] = alias
    cls.extra["enum"] = members
    cls.extra["text"] = _text(cls, mixin)
    if labelled:
        choices.describe(cls, labels)
    if _is_flag(cls):
        cls.members.update({name: Val(Native(name, _flags)) for name in FLAG_METHODS if name not in cls.members})
    init = cls.members.get("__init__")
    if init is not None:
        for val in members.values():
            value = val.raw.attributes["_value_"]
            args = list(value.raw) if isinstance(value.raw, tuple) else [value]
            rt.call(init, [val, *args], {}, frame, at)


def _text(cls: ClassObj, mixin: type | None) -> str:
    """What the text of a member is: its "value", its "name", or for Python 3.10 the one and later the other.

    "format" where ``str()`` differs and formatting gives the value, "str" where ``str()`` gives the name and
    formatting differs.
    """
    if _is_string_enum(cls) or choices.has_labels(cls):
        return "value"
    if any(isinstance(base, type) and issubclass(base, (enum.IntEnum, enum.IntFlag)) for base in cls.mro):
        return "format"
    return "name" if mixin is None else "str"


def _is_string_enum(cls: ClassObj) -> bool:
    return any(isinstance(base, type) and (base is STRING_ENUM or base.__name__ == "StrEnum") for base in cls.mro)


def _mixin(cls: ClassObj) -> type | None:
    found = next((base for base in cls.mro if isinstance(base, type) and issubclass(base, (str, int))), None)
    return None if found is None else str if issubclass(found, str) else int


def _plain_members(rt: Runtime, cls: ClassObj) -> list[tuple[str, Val]]:
    """What the body of the class gives names to, without functions, descriptors and what ``_ignore_`` lists."""
    listed = rt.plain(cls.members["_ignore_"]) if "_ignore_" in cls.members else ()
    ignored = listed.replace(",", " ").split() if isinstance(listed, str) else list(listed)
    found = []
    for name, val in list(cls.members.items()):
        if name in ignored:
            del cls.members[name]
        elif not name.startswith("_") and not isinstance(val.raw, (FunctionObj, Wrapped, ClassObj)):
            found.append((name, val))
    return found


def _same(rt: Runtime, frame: Frame, member: Val, value: Val, at: At) -> bool:
    return bool(equal(rt, frame, member.raw.attributes["_value_"], value, at))


def _made(cls: ClassObj, val: Val) -> bool:
    """Whether the value of a member is not simply the one that is written."""
    return isinstance(val.raw, Auto) or in_class(cls, "__new__") is not None


def _value(cls: ClassObj, name: str, given: list[Any], val: Val) -> Any:
    """The value of a member after those that are ``given``."""
    if in_class(cls, "__new__") is not None or in_class(cls, "_generate_next_value_") is not None:
        return Unknown(f"the enumeration {cls.name} makes its own values")
    if _is_string_enum(cls):
        return name.lower()
    if _mixin(cls) is str or any(type(value) is not int for value in given) or given != sorted(given):
        return Unknown("what auto() gives here depends on the version of Python")
    if not given:
        return 1
    return 1 << given[-1].bit_length() if _is_flag(cls) else given[-1] + 1


def _is_flag(cls: ClassObj) -> bool:
    return any(isinstance(base, type) and issubclass(base, enum.Flag) for base in cls.mro)


def _flags(call: Call) -> Val:
    raise call.decided("flags together are not modelled")


def enum_member(call: Call, cls: ClassObj) -> Val:
    """``Colour(value)``: the member with this value."""
    wanted = call.force(call.bind("value", required=1)[0])
    if isinstance(wanted.raw, Unknown):
        raise NotKnown(wanted.raw)
    for member in cls.extra["enum"].values():
        if wanted.raw is member.raw:
            return member  # type: ignore[no-any-return]  # members are Vals
        answer = equal(call.rt, call.frame, member.raw.attributes["_value_"], wanted, call.at)
        if answer is None:
            raise call.decided("a member of an enumeration by an unknown value")
        if answer:
            return member  # type: ignore[no-any-return]  # members are Vals
    missing = cls.members.get("_missing_")
    if missing is not None:
        function = missing.raw.function if isinstance(missing.raw, Wrapped) else missing
        found = call.invoke(function, Val(cls), wanted)
        if found.raw is not None:
            return found
    key = key_of(call.rt, wanted, call.at)
    return call.fail(ValueError, f"not a valid {cls.name}: {type(key).__name__}")  # type: ignore[no-any-return]
