"""Methods of lists, deques, views and tuples."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.limits import check_items
from connlint.parsers.settings.operators.equality import contains as inside
from connlint.parsers.settings.operators.equality import equal
from connlint.parsers.settings.values import ListObj, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def _none(call: Call) -> Val:
    return Val(None, "computed", call.at)


def _closed(receiver: Val) -> list[Val]:
    raw: ListObj = receiver.raw
    if raw.open is not None:
        raise NotKnown(raw.open)
    return raw.items


def append(call: Call, receiver: Val) -> Val:
    """``list.append(item)``."""
    (item,) = call.bind("object", required=1)
    receiver.raw.items.append(item)
    check_items(len(receiver.raw.items))
    return _none(call)


def extend(call: Call, receiver: Val) -> Val:
    """``list.extend(items)``."""
    (more,) = call.bind("iterable", required=1)
    items, opened = call.rt.iterate_open(more, call.frame, call.at)
    receiver.raw.items.extend(items)
    receiver.raw.open = receiver.raw.open or opened
    check_items(len(receiver.raw.items))
    return _none(call)


def insert(call: Call, receiver: Val) -> Val:
    """``list.insert(index, item)``."""
    index, item = call.bind("index", "object", required=2)
    if type(index.raw) is Unknown:
        receiver.raw.items, receiver.raw.open = [], index.raw
    else:
        receiver.raw.items.insert(call.plain(index), item)
    return _none(call)


def append_left(call: Call, receiver: Val) -> Val:
    """``deque.appendleft(item)``."""
    (item,) = call.bind("object", required=1)
    receiver.raw.items.insert(0, item)
    return _none(call)


def index_of(call: Call, receiver: Val) -> Val:
    """``list.index(item, start, stop)``."""
    items = _closed(receiver) if isinstance(receiver.raw, ListObj) else list(receiver.raw)
    wanted, start, stop = call.bind("value", "start", "stop", required=1)
    first, last, _ = slice(call.plain(start), call.plain(stop)).indices(len(items))
    for position in range(first, last):
        answer = equal(call.rt, call.frame, items[position], wanted, call.at)
        if answer is None:
            raise call.decided("a comparison with an unknown value")
        if answer:
            return call.value(position, "computed")
    return call.fail(ValueError, "the item is not in list")  # type: ignore[no-any-return]  # fail never returns


def count(call: Call, receiver: Val) -> Val:
    """``list.count(item)``."""
    (wanted,) = call.bind("value", required=1)
    items = _closed(receiver) if isinstance(receiver.raw, ListObj) else list(receiver.raw)
    answers = [equal(call.rt, call.frame, item, wanted, call.at) for item in items]
    if None in answers:
        raise call.decided("a comparison with an unknown value")
    return call.value(answers.count(True), "computed")


def remove(call: Call, receiver: Val) -> Val:
    """``list.remove(item)``."""
    try:
        position = index_of(call, receiver).raw
    except NotKnown as problem:
        receiver.raw.items, receiver.raw.open = [], problem.unknown
        return _none(call)
    del receiver.raw.items[position]
    return _none(call)


def pop(call: Call, receiver: Val) -> Val:
    """``list.pop(index)``."""
    (index,) = call.bind("index")
    items = _closed(receiver)
    position = call.plain(index, -1)
    if not isinstance(position, int):
        call.fail(TypeError, "the index is not an integer")
    if not -len(items) <= position < len(items):
        call.fail(IndexError, "pop index out of range")
    return items.pop(position)


def pop_left(call: Call, receiver: Val) -> Val:
    """``deque.popleft()``."""
    items = _closed(receiver)
    if not items:
        call.fail(IndexError, "pop from an empty deque")
    return items.pop(0)


def pop_right(call: Call, receiver: Val) -> Val:
    """``deque.pop()``."""
    call.bind()
    items = _closed(receiver)
    if not items:
        call.fail(IndexError, "pop from an empty deque")
    return items.pop()


def extend_left(call: Call, receiver: Val) -> Val:
    """``deque.extendleft(items)``."""
    (more,) = call.bind("iterable", required=1)
    items, opened = call.rt.iterate_open(more, call.frame, call.at)
    receiver.raw.items[:0] = items[::-1]
    receiver.raw.open = receiver.raw.open or opened
    return _none(call)


def rotate(call: Call, receiver: Val) -> Val:
    """``deque.rotate(n)``."""
    (by,) = call.bind("n")
    items = _closed(receiver)
    steps = call.plain(by, 1) % max(len(items), 1)
    items[:] = items[len(items) - steps :] + items[: len(items) - steps]
    return _none(call)


def reverse(call: Call, receiver: Val) -> Val:
    """``list.reverse()``."""
    receiver.raw.items.reverse()
    return _none(call)


def sort(call: Call, receiver: Val) -> Val:
    """``list.sort(key=..., reverse=...)``."""
    key, backwards = call.bind("*key", "*reverse")
    receiver.raw.items = in_order(call, _closed(receiver), key, reverse=bool(call.plain(backwards, default=False)))
    return _none(call)


def in_order(call: Call, items: list[Val], key: Val, *, reverse: bool) -> list[Val]:
    """The items sorted; raises NotKnown, or the program's TypeError."""
    use = key is not MISSING and key.raw is not None
    keys = [call.plain(call.invoke(key, item) if use else item) for item in items]
    try:
        order = sorted(range(len(items)), key=lambda index: keys[index], reverse=reverse)
    except TypeError as error:
        call.fail(TypeError, str(error))
    return [items[index] for index in order]


def clear(call: Call, receiver: Val) -> Val:
    """``list.clear()``."""
    receiver.raw.items.clear()
    receiver.raw.open = None
    return _none(call)


def copy(call: Call, receiver: Val) -> Val:
    """``list.copy()``."""
    raw: ListObj = receiver.raw
    return Val(ListObj(list(raw.items), raw.open, raw.kind), receiver.how, call.at, (receiver,))


def contains(call: Call, receiver: Val) -> Val:
    """``list.__contains__(item)``."""
    (item,) = call.bind("key", required=1)
    found = inside(call.rt, call.frame, item, receiver, call.at)
    if found is None:
        raise call.decided("a comparison with an unknown value")
    return found if isinstance(found, Val) else call.value(found, "computed")


TUPLE_METHODS: Mapping[str, Callable[[Call, Val], Val]] = {"index": index_of, "count": count, "__contains__": contains}
_BOTH: Mapping[str, Callable[[Call, Val], Val]] = {
    **TUPLE_METHODS,
    "append": append,
    "extend": extend,
    "insert": insert,
    "remove": remove,
    "reverse": reverse,
    "clear": clear,
    "copy": copy,
}
METHODS: Mapping[str, Callable[[Call, Val], Val]] = {**_BOTH, "pop": pop, "sort": sort}
DEQUE_METHODS: Mapping[str, Callable[[Call, Val], Val]] = {
    **_BOTH,
    "appendleft": append_left,
    "extendleft": extend_left,
    "pop": pop_right,
    "popleft": pop_left,
    "rotate": rotate,
}
