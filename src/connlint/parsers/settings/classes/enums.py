"""Enumerations."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.keys import key_of
from connlint.parsers.settings.operators.equality import equal
from connlint.parsers.settings.values import ClassObj, FunctionObj, Instance, NativeObject, Unknown, Val, Wrapped

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

STRING_ENUM: Any = getattr(enum, "StrEnum", None)


class Auto(NativeObject):
    """What ``enum.auto()`` gives."""

    type_name = "auto"


def make_enum(rt: Runtime, cls: ClassObj, frame: Frame, at: At) -> None:
    """Turn the plain members of an Enum class into its instances."""
    members: dict[str, Val] = {}
    mixin = next((base for base in cls.mro if isinstance(base, type) and issubclass(base, (str, int))), None)
    if mixin is not None:
        mixin = str if issubclass(mixin, str) else int
    if "_generate_next_value_" in cls.members or "__new__" in cls.members:
        cls.unknown_base = Unknown(f"the enumeration {cls.name} makes its own values")
    for name, val in list(cls.members.items()):
        if name.startswith("_") or isinstance(val.raw, (FunctionObj, Wrapped, ClassObj)):
            continue
        value = _auto(cls, name, len(members), val) if isinstance(val.raw, Auto) else val
        alias = next(
            (old for old in members.values() if equal(rt, frame, old.raw.attributes["_value_"], value, at)), None
        )
        if alias is None:
            instance = Instance(cls)
            instance.attributes.update({"_value_": value, "_name_": Val(name, "computed", val.at)})
            if mixin is not None and isinstance(value.raw, (str, int)):
                instance.base = value.raw
            alias = Val(instance, value.how, val.at, (value,))
        members[name] = alias
        cls.members[name] = alias
    cls.extra["enum"] = members
    cls.extra["plain_text"] = any(
        isinstance(base, type) and (base is STRING_ENUM or issubclass(base, enum.IntEnum) or base.__name__ == "StrEnum")
        for base in cls.mro
    )
    init = cls.members.get("__init__")
    if init is not None:
        for val in members.values():
            value = val.raw.attributes["_value_"]
            args = list(value.raw) if isinstance(value.raw, tuple) else [value]
            rt.call(init, [val, *args], {}, frame, at)


def _auto(cls: ClassObj, name: str, count: int, val: Val) -> Val:
    text = any(isinstance(base, type) and (base is STRING_ENUM or base.__name__ == "StrEnum") for base in cls.mro)
    return Val(name.lower() if text else count + 1, "computed", val.at)


def enum_member(call: Call, cls: ClassObj) -> Val:
    """``Colour(value)``: the member with this value."""
    (wanted,) = call.bind("value", required=1)
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
