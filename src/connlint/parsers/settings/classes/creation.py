"""What a ``class`` statement makes."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.values import ClassObj, FunctionObj, Instance, NativeClass, Unknown, Val, Wrapped

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At


def create_class(
    rt: Runtime, name: str, bases: list[Val], members: dict[str, Val], keywords: dict[str, Val], frame: Frame, at: At
) -> Val:
    """A class with these bases and members; what its bases do on creation is done."""
    raws, unknown = _bases(rt, bases)
    cls = ClassObj(name, tuple(raws), members, frame.module.name)
    cls.unknown_base = unknown
    cls.mro = _mro(rt, cls, raws, at)
    for base in raws:
        if isinstance(base, ClassObj):
            cls.extra.update({key: val for key, val in base.extra.items() if key != "enum"})
            cls.unknown_base = cls.unknown_base or base.unknown_base
    metaclass = keywords.pop("metaclass", None)
    if metaclass is not None and isinstance(metaclass.raw, (ClassObj, Unknown, FunctionObj)):
        return Val(Unknown(f"the class {name} has a metaclass"), "unknown", at)
    for key, val in members.items():
        _own(cls, key, val)
    val = Val(cls, "literal", at)
    _special_kinds(rt, cls, frame, at)
    _announce(rt, cls, val, keywords, frame, at)
    return val


def _bases(rt: Runtime, bases: list[Val]) -> tuple[list[Any], Unknown | None]:
    raws: list[Any] = []
    unknown: Unknown | None = None
    for base in bases:
        raw = rt.force(base).raw
        if isinstance(raw, (ClassObj, NativeClass, type)):
            if raw is not object:
                raws.append(raw)
        elif isinstance(raw, Unknown):
            unknown = raw
        elif not hasattr(raw, "ignored_base"):
            unknown = Unknown("a base class that is not modelled")
    return raws, unknown


def _own(cls: ClassObj, key: str, val: Val) -> None:
    raw = val.raw
    if key == "__getattribute__":
        cls.extra[key] = True
    if isinstance(raw, FunctionObj) and raw.owner is None:
        raw.owner = cls
    elif isinstance(raw, Wrapped):
        if raw.kind == "cached_property":
            raw.extra = key
        for inner in (raw.function, *((raw.extra or {}).values() if isinstance(raw.extra, dict) else ())):
            _own(cls, key, inner)


def _mro(rt: Runtime, cls: ClassObj, bases: list[Any], at: At) -> tuple[Any, ...]:
    """Python's linearisation (C3)."""
    rows = [list(base.mro) if isinstance(base, ClassObj) else [base] for base in bases]
    rows = [*[row for row in rows if row], list(bases)]
    found: list[Any] = [cls]
    while any(rows):
        for row in rows:
            if row and not any(row[0] in other[1:] for other in rows):
                head = row[0]
                break
        else:
            rt.fail(TypeError, "Cannot create a consistent method resolution order (MRO)", at)
        found.append(head)
        rows = [[item for item in row if item is not head] for row in rows]
    return tuple(found)


def _special_kinds(rt: Runtime, cls: ClassObj, frame: Frame, at: At) -> None:
    if any(isinstance(base, type) and issubclass(base, enum.Enum) for base in cls.mro):
        from connlint.parsers.settings.classes.enums import make_enum

        make_enum(rt, cls, frame, at)
    elif any(getattr(base, "name", "") == "NamedTuple" for base in cls.bases):
        from connlint.parsers.settings.classes.namedtuples import make_named

        make_named(cls)


def _announce(rt: Runtime, cls: ClassObj, val: Val, keywords: dict[str, Val], frame: Frame, at: At) -> None:
    for base in cls.mro:
        if isinstance(base, NativeClass):
            base.created(Call(rt, frame, at, [val], keywords, base.name), cls)
    for base in cls.mro[1:]:
        if isinstance(base, ClassObj) and "__init_subclass__" in base.members:
            hook = base.members["__init_subclass__"]
            function = hook.raw.function if isinstance(hook.raw, Wrapped) else hook
            rt.call(function, [val], keywords, frame, at)
            break
    for key, member in list(cls.members.items()):
        if isinstance(member.raw, Instance):
            method = rt.special(member, "__set_name__")
            if method is not None:
                rt.call(method, [val, Val(key)], {}, frame, at)
