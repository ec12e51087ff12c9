"""Subscripts: reading, writing and deleting them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import Call, inherited
from connlint.parsers.settings.keys import key_of
from connlint.parsers.settings.lifting import symbol_of
from connlint.parsers.settings.limits import check_items
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.values import (
    ENVIRONMENT,
    Choice,
    ClassObj,
    DictObj,
    Instance,
    ListObj,
    NativeClass,
    NativeObject,
    NotKnown,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At


def get_item(rt: Runtime, container: Val, key: Val, frame: Frame, at: At) -> Val:
    """``container[key]``."""
    raw = container.raw
    if isinstance(raw, DictObj):
        return _from_dict(rt, container, raw, key, frame, at)
    if type(raw) is Choice or type(key.raw) is Choice:
        if type(raw) is Choice and isinstance(raw.yes.raw, (DictObj, ListObj)):
            return get_item(rt, rt.force(container), key, frame, at)
        return rt.lift(lambda one, two: get_item(rt, one, two, frame, at), (container, key), at)
    if type(raw) is Unknown:
        forced = rt.force(container)
        if forced is not container:
            return get_item(rt, forced, key, frame, at)
        names = (raw.symbol, symbol_of(key))
        return rt.derived(raw, at, (container, key), "", None if None in names else ("item", *names))
    if isinstance(raw, (ListObj, tuple, str, bytes, range)):
        return _from_sequence(rt, container, key, at)
    return _from_object(rt, container, key, frame, at)


def _from_dict(rt: Runtime, container: Val, raw: DictObj, key: Val, frame: Frame, at: At) -> Val:
    try:
        wanted = key_of(rt, key, at)
    except NotKnown as problem:
        return rt.derived(problem.unknown, at, (container, key))
    found = raw.items.get(wanted)
    if found is not None:
        return found
    if raw.open is not None and raw.open.kind == ENVIRONMENT and isinstance(wanted, str):
        return rt.environ.require(wanted, at, KeyError, wanted)
    if raw.open is not None:
        rt.may_raise(at, KeyError)
        return rt.derived(raw.open, at, (container,), "", ("item", raw.open.symbol, wanted))
    if raw.factory is not None and raw.factory.raw is not None:
        made = rt.call(raw.factory, [], {}, frame, at)
        if raw.kind != "Counter":
            raw.items[wanted] = made
        return made
    return rt.fail(KeyError, str(wanted), at)  # type: ignore[no-any-return]  # fail never returns


def _from_sequence(rt: Runtime, container: Val, key: Val, at: At) -> Val:
    raw = container.raw
    opened = raw.open if isinstance(raw, ListObj) else None
    kind = raw.kind if isinstance(raw, ListObj) else ""
    unknown = key.raw if type(key.raw) is Unknown else opened
    if unknown is not None:
        return rt.derived(unknown, at, (container, key))
    index = key.raw
    if type(index) is Instance:
        index = index.base
    if not isinstance(index, (int, slice)) or kind == "iterator" or (kind == "deque" and isinstance(index, slice)):
        rt.fail(TypeError, f"{type_name(container)} indices must be integers or slices, not {type_name(key)}", at)
    items = raw.items if isinstance(raw, ListObj) else raw
    try:
        found = items[index]
    except (IndexError, ValueError, TypeError) as error:
        rt.fail(type(error), f"{type_name(container)} index out of range", at)
    if isinstance(found, Val):
        return found
    made: Any = ListObj(found) if isinstance(found, list) else found
    return Val(made, inherited((container,)), at, (container,))


def _from_object(rt: Runtime, container: Val, key: Val, frame: Frame, at: At) -> Val:
    raw = container.raw
    if type(raw) is Instance:
        method = rt.special(container, "__getitem__")
        if method is not None:
            return rt.call(method, [key], {}, frame, at)
        missing = rt.special(container, "__missing__") if isinstance(raw.base, DictObj) else None
        if missing is not None and raw.base.open is None and key_of(rt, key, at) not in raw.base.items:
            return rt.call(missing, [key], {}, frame, at)
        if raw.base is not None:
            return get_item(rt, Val(raw.base, container.how, container.at, (container,)), key, frame, at)
        if raw.open is not None:
            return rt.derived(raw.open, at, (container,))
    if type(raw) is ClassObj and "enum" in raw.extra:
        members: dict[str, Val] = raw.extra["enum"]
        found = members.get(key_of(rt, key, at))
        return found if found is not None else rt.fail(KeyError, str(key.raw), at)
    if isinstance(raw, NativeObject) and raw.item is not None:
        call = Call(rt, frame, at, [key], {}, raw.type_name)
        try:
            return raw.item(call, rt.force(key))
        except NotKnown as problem:
            return rt.derived(problem.unknown, at, (container, key))
        except (TypeError, AttributeError, LookupError, ValueError):
            return rt.derived(Unknown(f"an item of a {raw.type_name} that is not modelled"), at, (container, key))
    if isinstance(raw, (ClassObj, NativeClass)) or (isinstance(raw, type) and hasattr(raw, "__class_getitem__")):
        return container
    if hasattr(raw, "__getitem__") and not isinstance(raw, NativeObject):
        return _from_plain(rt, container, key, at)
    return rt.fail(TypeError, f"'{type_name(container)}' object is not subscriptable", at)  # type: ignore[no-any-return]


def _from_plain(rt: Runtime, container: Val, key: Val, at: At) -> Val:
    from connlint.parsers.settings.plain import from_plain

    try:
        return from_plain(container.raw[rt.plain(key)], inherited((container,)), at, (container,))
    except (IndexError, KeyError, TypeError) as error:
        return rt.fail(type(error), str(error), at)  # type: ignore[no-any-return]  # fail never returns


def set_item(rt: Runtime, container: Val, key: Val, val: Val, frame: Frame, at: At) -> None:
    """``container[key] = val``."""
    container = rt.force(container)
    raw = container.raw
    if type(raw) is Instance and rt.special(container, "__setitem__") is None and raw.base is not None:
        raw = raw.base
    if isinstance(raw, DictObj):
        try:
            raw.items[key_of(rt, key, at)] = val
            check_items(len(raw.items))
        except NotKnown as problem:
            raw.items.clear()
            raw.open = problem.unknown
    elif isinstance(raw, ListObj):
        _set_in_list(rt, container, raw, key, val, frame, at)
    elif type(raw) is Instance:
        refusal = f"'{type_name(container)}' object does not support item assignment"
        rt.call(rt.special(container, "__setitem__") or rt.fail(TypeError, refusal, at), [key, val], {}, frame, at)
    elif isinstance(raw, NativeObject):
        hook = getattr(raw, "set_item", None)
        if hook is None:
            raise NotKnown(Unknown(f"assignment to an item of a {raw.type_name}"))
        hook(Call(rt, frame, at, [key, val], {}, raw.type_name), rt.force(key), rt.force(val))
    elif type(raw) is Unknown:
        rt.taint([container], raw)
    else:
        rt.fail(TypeError, f"'{type_name(container)}' object does not support item assignment", at)


def _set_in_list(rt: Runtime, container: Val, raw: ListObj, key: Val, val: Val, frame: Frame, at: At) -> None:
    key = rt.force(key)
    index = key.raw
    if type(index) is Unknown or raw.open is not None:
        raw.open = raw.open or index
        raw.items = []
        return
    if raw.kind == "iterator":
        rt.fail(TypeError, f"'{type_name(container)}' object does not support item assignment", at)
    try:
        if isinstance(index, slice):
            raw.items[index] = rt.iterate(val, frame, at)
        else:
            raw.items[index] = val
    except (IndexError, TypeError, ValueError) as error:
        rt.fail(type(error), "list assignment index out of range", at)


def del_item(rt: Runtime, container: Val, key: Val, frame: Frame, at: At) -> None:
    """``del container[key]``."""
    container = rt.force(container)
    raw = container.raw
    if type(raw) is Instance and rt.special(container, "__delitem__") is None and raw.base is not None:
        raw = raw.base
    if isinstance(raw, DictObj):
        wanted = key_of(rt, key, at)
        if wanted in raw.items:
            del raw.items[wanted]
            if raw.open is not None:
                raise NotKnown(raw.open)
        elif raw.open is None and raw.kind != "Counter":
            rt.fail(KeyError, str(wanted), at)
    elif isinstance(raw, ListObj) and raw.kind != "iterator":
        if raw.open is not None:
            raw.items = []
            return
        try:
            del raw.items[rt.plain(key)]
        except (IndexError, TypeError) as error:
            rt.fail(type(error), "list assignment index out of range", at)
    elif isinstance(raw, NativeObject) and hasattr(raw, "del_item"):
        raw.del_item(Call(rt, frame, at, [key], {}, raw.type_name), rt.force(key))
    elif type(raw) is Unknown:
        rt.taint([container], raw)
    else:
        refusal = f"'{type_name(container)}' object doesn't support item deletion"
        rt.call(rt.special(container, "__delitem__") or rt.fail(TypeError, refusal, at), [key], {}, frame, at)
