"""Methods of dicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.keys import key_of, val_of_key
from connlint.parsers.settings.values import ENVIRONMENT, DictObj, NotKnown, Val
from connlint.parsers.settings.views import View

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
    """``dict.popitem()``, ``OrderedDict.popitem(last)``."""
    (last,) = call.bind("last")
    raw: DictObj = receiver.raw
    if raw.open is not None:
        raise NotKnown(raw.open)
    if not raw.items:
        call.fail(KeyError, "popitem(): dictionary is empty")
    key = list(raw.items)[-1 if call.plain(last, default=True) else 0]
    val = raw.items.pop(key)
    return Val((val_of_key(key, receiver), val), "computed", call.at)


def update(call: Call, receiver: Val) -> Val:
    """``dict.update(mapping, **keywords)``."""
    raw: DictObj = receiver.raw
    for arg in call.args:
        call.rt.merge(raw, arg, call.frame, call.at)
    raw.items.update(call.keywords)
    return Val(None, "computed", call.at)


def _view(what: str) -> Callable[[Call, Val], Val]:
    def run(call: Call, receiver: Val) -> Val:
        return Val(View(receiver, what), "computed", call.at, (receiver,))

    return run


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
    """``OrderedDict.move_to_end(key, last)``."""
    wanted, last = call.bind("key", "last", required=1)
    raw: DictObj = receiver.raw
    key = key_of(call.rt, wanted, call.at)
    if raw.open is not None:
        return Val(None, "computed", call.at)
    if key not in raw.items:
        call.fail(KeyError, str(key))
    val = raw.items.pop(key)
    rest = dict(raw.items)
    raw.items.clear()
    raw.items.update({**rest, key: val} if call.plain(last, default=True) else {key: val, **rest})
    return Val(None, "computed", call.at)


def delete_item(call: Call, receiver: Val) -> Val:
    """``dict.__delitem__(key)``."""
    from connlint.parsers.settings.items import del_item as delete

    delete(call.rt, receiver, call.args[0], call.frame, call.at)
    return Val(None, "computed", call.at)


def from_keys(call: Call, receiver: Val) -> Val:
    """``{}.fromkeys(keys, value)``."""
    from connlint.parsers.settings.methods.types import from_keys as made

    return made(call, receiver.raw.kind)


METHODS: Mapping[str, Callable[[Call, Val], Val]] = {
    "get": get,
    "setdefault": setdefault,
    "pop": pop,
    "popitem": popitem,
    "update": update,
    **{what: _view(what) for what in ("keys", "values", "items")},
    "copy": copy,
    "clear": clear,
    "fromkeys": from_keys,
    "__contains__": contains,
    "__getitem__": get_item,
    "__setitem__": set_item,
    "__delitem__": delete_item,
}
ORDERED: Mapping[str, Callable[[Call, Val], Val]] = {**METHODS, "move_to_end": move_to_end}
COUNTED: Mapping[str, Callable[[Call, Val], Val]] = {
    name: method for name, method in METHODS.items() if name not in ("update", "fromkeys")
}
