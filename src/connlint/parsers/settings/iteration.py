"""What a loop sees, and merging one dict into another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.keys import key_of, val_of_key
from connlint.parsers.settings.limits import LimitHit
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.texts import condition
from connlint.parsers.settings.unit import place_of
from connlint.parsers.settings.values import (
    ENVIRONMENT,
    ClassObj,
    DictObj,
    Instance,
    ListObj,
    NativeObject,
    NotKnown,
    Question,
    SetObj,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

MAX_RANGE = 10_000
Items = tuple[list[Val], "Unknown | None"]


def iterate(rt: Runtime, val: Val, frame: Frame, at: At) -> Items:
    """The items of any iterable, and an Unknown when there may be others."""
    val = rt.force(val)
    raw = val.raw
    if isinstance(raw, ListObj):
        items = list(raw.items)
        if raw.kind == "iterator":
            raw.items.clear()
        return items, raw.open
    if type(raw) is tuple:
        return list(raw), None
    if isinstance(raw, (DictObj, SetObj)):
        if isinstance(raw, DictObj):
            opened = raw.open if raw.open is None or raw.open.kind != ENVIRONMENT else None
            return [val_of_key(key, val) for key in raw.items], opened
        return [_member(item, key, val) for key, item in raw.items.items()], raw.open
    if isinstance(raw, (str, bytes, range)):
        if len(raw) > MAX_RANGE:
            raise LimitHit(f"a loop over more than {MAX_RANGE:,} items")
        return [Val(item, val.how, at, (val,)) for item in raw], None
    if type(raw) is Unknown:
        return [], raw
    return _object(rt, val, frame, at)


def _member(item: Any, key: Any, container: Val) -> Val:
    return item if isinstance(item, Val) else val_of_key(key, container)


def _object(rt: Runtime, val: Val, frame: Frame, at: At) -> Items:
    raw = val.raw
    if type(raw) is ClassObj and "enum" in raw.extra:
        return list(dict.fromkeys(raw.extra["enum"].values())), None  # without aliases
    if type(raw) is Instance:
        method = rt.special(val, "__iter__")
        if method is not None:
            found = rt.call(method, [], {}, frame, at)
            if found.raw is raw:
                raise NotKnown(Unknown("a hand-written iterator"))
            return iterate(rt, found, frame, at)
        if raw.base is not None:
            return iterate(rt, Val(raw.base, val.how, val.at, (val,)), frame, at)
        if raw.open is not None:
            return [], raw.open
        if rt.special(val, "__getitem__") is not None:
            raise NotKnown(Unknown("iteration by __getitem__ is not modelled"))
    if isinstance(raw, NativeObject):
        hook = getattr(raw, "iterate", None)
        return hook(rt, at) if hook else ([], Unknown(f"a {raw.type_name} is not modelled as an iterable"))
    return rt.fail(TypeError, f"'{type_name(val)}' object is not iterable", at)  # type: ignore[no-any-return]


def merge_into(rt: Runtime, target: DictObj, val: Val, frame: Frame, at: At) -> None:
    """``target.update(val)``: from a mapping, or pairs."""
    val = rt.force(val)
    raw: Any = val.raw
    if type(raw) is Instance and isinstance(raw.base, DictObj):
        raw = raw.base
    if isinstance(raw, DictObj):
        if raw.open is not None:
            if raw.open.kind != ENVIRONMENT and not _kept(rt, target, at):
                target.items.clear()
            target.open = raw.open
        target.items.update(raw.items)
        return
    if type(raw) is Unknown:
        if not _kept(rt, target, at):
            target.items.clear()
        target.open = raw
        return
    if hasattr(raw, "mapping"):
        merge_into(rt, target, raw.mapping(rt, at), frame, at)
        return
    keys = rt.find(val, "keys", frame, at) if isinstance(raw, (Instance, NativeObject)) else None
    if keys is not None:
        for key in rt.iterate(rt.call(keys, [], {}, frame, at), frame, at):
            getter = rt.attribute(val, "__getitem__", frame, at)
            target.items[key_of(rt, key, at)] = rt.call(getter, [key], {}, frame, at)
        return
    for pair in rt.iterate(val, frame, at):
        key, item = unpack(rt, pair, 2, frame, at)
        target.items[key_of(rt, key, at)] = item


def _kept(rt: Runtime, target: DictObj, at: At) -> bool:
    """Whether what a module's namespace holds survives an update that cannot be read; a decision."""
    if target.kind != "globals":
        return False
    text = condition(at[1]) if isinstance(at, tuple) else "an update"
    place = place_of(at)
    question = Question(("changes", place.short if place else text), f"{text} replaces settings that are already set")
    try:
        return not rt.decide(question)
    except NotKnown:
        return False


def unpack(rt: Runtime, val: Val, count: int, frame: Frame, at: At) -> list[Val]:
    """Exactly ``count`` items; the program's ValueError for another number."""
    items = rt.iterate(val, frame, at)
    if len(items) != count:
        what = "too many values to unpack" if len(items) > count else "not enough values to unpack"
        rt.fail(ValueError, f"{what} (expected {count})", at)
    return items
