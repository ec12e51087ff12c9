"""Methods of sets."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.keys import key_of
from connlint.parsers.settings.values import NotKnown, SetObj, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _other(call: Call, val: Val) -> SetObj:
    items, opened = call.rt.iterate_open(val, call.frame, call.at)
    return SetObj({key_of(call.rt, item, call.at): item for item in items}, opened)


def add(call: Call, receiver: Val) -> Val:
    """``set.add(item)``."""
    receiver.raw.items[key_of(call.rt, call.args[0], call.at)] = call.args[0]
    return Val(None, "computed", call.at)


def discard(call: Call, receiver: Val) -> Val:
    """``set.discard(item)`` and ``set.remove(item)``."""
    raw: SetObj = receiver.raw
    key = key_of(call.rt, call.args[0], call.at)
    found = raw.items.pop(key, None)
    if found is None and raw.open is None and call.name == "remove":
        call.fail(KeyError, str(key))
    return Val(None, "computed", call.at)


def update(call: Call, receiver: Val) -> Val:
    """``set.update(*iterables)``."""
    raw: SetObj = receiver.raw
    for arg in call.args:
        other = _other(call, arg)
        raw.items.update(other.items)
        raw.open = raw.open or other.open
    return Val(None, "computed", call.at)


def pop(call: Call, receiver: Val) -> Val:
    """``set.pop()``: any member, known where there is but one."""
    raw: SetObj = receiver.raw
    if not raw.items and raw.open is None:
        call.fail(KeyError, "pop from an empty set")
    if len(raw.items) == 1 and raw.open is None:
        return raw.items.popitem()[1]
    unknown = raw.open or Unknown("which member set.pop() takes differs from run to run")
    raw.items, raw.open = {}, unknown
    raise NotKnown(unknown)


def _change(op: type[ast.operator]) -> Callable[[Call, Val], Val]:
    """``set.difference_update(*iterables)`` and its kin."""
    change = _operation(op)

    def run(call: Call, receiver: Val) -> Val:
        made: SetObj = change(call, receiver).raw
        receiver.raw.items, receiver.raw.open = made.items, made.open
        return Val(None, "computed", call.at)

    return run


def contains(call: Call, receiver: Val) -> Val:
    """``set.__contains__(item)``."""
    (item,) = call.bind("item", required=1)
    found = key_of(call.rt, item, call.at) in receiver.raw.items
    if not found and receiver.raw.open is not None:
        raise NotKnown(receiver.raw.open)
    return call.value(found, "computed", receiver)


def _operation(op: type[ast.operator]) -> Callable[[Call, Val], Val]:
    def run(call: Call, receiver: Val) -> Val:
        from connlint.parsers.settings.operators.arithmetic import binary

        result = copy(call, receiver)
        for arg in call.args:
            other = Val(_other(call, arg), "computed", call.at, (arg,))
            result = binary(call.rt, call.frame, op(), result, other, call.at)
        return result

    return run


def _test(function: Callable[[set[object], set[object]], bool]) -> Callable[[Call, Val], Val]:
    def run(call: Call, receiver: Val) -> Val:
        other = _other(call, call.args[0])
        opened = receiver.raw.open or other.open
        if opened is not None:
            raise NotKnown(opened)
        return call.value(function(set(receiver.raw.items), set(other.items)), "computed", receiver)

    return run


def copy(call: Call, receiver: Val) -> Val:
    """``set.copy()``."""
    raw: SetObj = receiver.raw
    return Val(SetObj(dict(raw.items), raw.open, raw.kind), receiver.how, call.at, (receiver,))


def clear(call: Call, receiver: Val) -> Val:
    """``set.clear()``."""
    receiver.raw.items.clear()
    receiver.raw.open = None
    return Val(None, "computed", call.at)


FROZEN_METHODS: Mapping[str, Callable[[Call, Val], Val]] = {
    "union": _operation(ast.BitOr),
    "intersection": _operation(ast.BitAnd),
    "difference": _operation(ast.Sub),
    "symmetric_difference": _operation(ast.BitXor),
    "issubset": _test(lambda one, other: one <= other),
    "issuperset": _test(lambda one, other: one >= other),
    "isdisjoint": _test(lambda one, other: not one & other),
    "copy": copy,
    "__contains__": contains,
}
METHODS: Mapping[str, Callable[[Call, Val], Val]] = {
    **FROZEN_METHODS,
    "add": add,
    "discard": discard,
    "remove": discard,
    "pop": pop,
    "update": update,
    "intersection_update": _change(ast.BitAnd),
    "difference_update": _change(ast.Sub),
    "symmetric_difference_update": _change(ast.BitXor),
    "clear": clear,
}
