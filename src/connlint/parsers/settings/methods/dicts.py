"""Methods of dicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.keys import key_of, val_of_key
from connlint.parsers.settings.values import ENVIRONMENT, DictObj, ListObj, NotKnown, Val

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def get(call: Call, receiver: Val) -> Val:
    """``dict.get(key, default)``."""
    key, default = call.bind("key", "default", required=1)
    raw: DictObj = receiver.raw
    found = raw.items.get(key_of(call.rt, key, call.at))
    if found is not None:
        return found
    if raw.open is not None and raw.open.kind == ENVIRONMENT and isinstance(key.raw, str):
        return call.unset(key.raw) if default is MISSING or default.raw is None else call.default(key.raw, default)
    if raw.open is not None:
        return call.rt.derived(
            raw.open, call.at, (receiver,), "", ("get", raw.open.symbol, key.raw, default.raw is None)
        )
    return Val(None, "literal", call.at, (receiver,)) if default is MISSING else default


def setdefault(call: Call, receiver: Val) -> Val:
    """``dict.setdefault(key, default)``."""
    key, default = call.bind("key", "default", required=1)
    raw: DictObj = receiver.raw
    wanted = key_of(call.rt, key, call.at)
    found = raw.items.get(wanted)
    if found is not None:
        return found
    made = Val(None, "literal", call.at) if default is MISSING else default
    if raw.open is not None:
        made = call.rt.derived(raw.open, call.at, (receiver,))
    raw.items[wanted] = made
    return made


def pop(call: Call, receiver: Val) -> Val:
    """``dict.pop(key, default)``."""
    key, default = call.bind("key", "default", required=1)
    raw: DictObj = receiver.raw
    wanted = key_of(call.rt, key, call.at)
    found = raw.items.pop(wanted, None)
    if raw.open is not None:
        # an open dict cannot say that this key is gone: everything in it may or may not be
        raw.items.clear()
        return found if found is not None else call.rt.derived(raw.open, call.at, (receiver,))
    if found is None and default is MISSING:
        call.fail(KeyError, str(wanted))
    return default if found is None else found


def popitem(call: Call, receiver: Val) -> Val:
    """``dict.popitem()``."""
    raw: DictObj = receiver.raw
    if raw.open is not None:
        raise NotKnown(raw.open)
    if not raw.items:
        call.fail(KeyError, "popitem(): dictionary is empty")
    key, val = raw.items.popitem()
    return Val((val_of_key(key, receiver), val), "computed", call.at)


def update(call: Call, receiver: Val) -> Val:
    """``dict.update(mapping, **keywords)``."""
    raw: DictObj = receiver.raw
    for arg in call.args:
        call.rt.merge(raw, arg, call.frame, call.at)
    raw.items.update(call.keywords)
    return Val(None, "computed", call.at)


def keys(call: Call, receiver: Val) -> Val:
    """``dict.keys()``: a snapshot."""
    raw: DictObj = receiver.raw
    return Val(
        ListObj([val_of_key(key, receiver) for key in raw.items], raw.open, "view"), "computed", call.at, (receiver,)
    )


def values(call: Call, receiver: Val) -> Val:
    """``dict.values()``: a snapshot."""
    raw: DictObj = receiver.raw
    return Val(ListObj(list(raw.items.values()), raw.open, "view"), "computed", call.at, (receiver,))


def items(call: Call, receiver: Val) -> Val:
    """``dict.items()``: a snapshot."""
    raw: DictObj = receiver.raw
    opened = None if raw.open is not None and raw.open.kind == ENVIRONMENT else raw.open
    pairs = [Val((val_of_key(key, receiver), val), "computed", call.at) for key, val in raw.items.items()]
    return Val(ListObj(pairs, opened, "view"), "computed", call.at, (receiver,))


def copy(call: Call, receiver: Val) -> Val:
    """``dict.copy()``."""
    raw: DictObj = receiver.raw
    kind = "dict" if raw.kind == "globals" else raw.kind
    return Val(DictObj(dict(raw.items), raw.open, kind, raw.factory), receiver.how, call.at, (receiver,))


def clear(call: Call, receiver: Val) -> Val:
    """``dict.clear()``."""
    receiver.raw.items.clear()
    receiver.raw.open = None
    return Val(None, "computed", call.at)


def contains(call: Call, receiver: Val) -> Val:
    """``dict.__contains__(key)``."""
    key = key_of(call.rt, call.args[0], call.at)
    raw: DictObj = receiver.raw
    if raw.open is not None and key not in raw.items:
        raise NotKnown(raw.open)
    return Val(key in raw.items, "computed", call.at, (receiver,))


def get_item(call: Call, receiver: Val) -> Val:
    """``dict.__getitem__(key)``."""
    from connlint.parsers.settings.items import get_item as read

    return read(call.rt, receiver, call.args[0], call.frame, call.at)


def set_item(call: Call, receiver: Val) -> Val:
    """``dict.__setitem__(key, value)``."""
    from connlint.parsers.settings.items import set_item as write

    write(call.rt, receiver, call.args[0], call.args[1], call.frame, call.at)
    return Val(None, "computed", call.at)


def move_to_end(call: Call, receiver: Val) -> Val:
    """``OrderedDict.move_to_end(key)``."""
    key = key_of(call.rt, call.args[0], call.at)
    receiver.raw.items[key] = receiver.raw.items.pop(key)
    return Val(None, "computed", call.at)


METHODS: Mapping[str, Callable[[Call, Val], Val]] = {
    "get": get,
    "setdefault": setdefault,
    "pop": pop,
    "popitem": popitem,
    "update": update,
    "keys": keys,
    "values": values,
    "items": items,
    "copy": copy,
    "clear": clear,
    "move_to_end": move_to_end,
    "__contains__": contains,
    "__getitem__": get_item,
    "__setitem__": set_item,
}
