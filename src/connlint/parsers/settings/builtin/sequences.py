"""Built-in functions over iterables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.methods.lists import in_order
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.values import Instance, ListObj, NativeObject, NotKnown, Raised, SetObj, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable


def _items(call: Call, val: Val) -> list[Val]:
    return call.rt.iterate(val, call.frame, call.at)


def _list(call: Call, items: list[Val], kind: str = "iterator", *parents: Val) -> Val:
    return Val(ListObj(items, None, kind), "computed", call.at, parents)


def sorted_(call: Call) -> Val:
    """``sorted(items, key=..., reverse=...)``."""
    items, key, backwards = call.bind("iterable", "*key", "*reverse", required=1)
    reverse = bool(call.plain(backwards, default=False))
    return _list(call, in_order(call, _items(call, items), key, reverse=reverse), "list", items)


def reversed_(call: Call) -> Val:
    """``reversed(items)``."""
    (items,) = call.bind("sequence", required=1)
    if isinstance(items.raw, SetObj) or (isinstance(items.raw, ListObj) and items.raw.kind == "iterator"):
        call.fail(TypeError, "the object is not reversible")
    return _list(call, _items(call, items)[::-1])


def enumerate_(call: Call) -> Val:
    """``enumerate(items, start)``."""
    items, start = call.bind("iterable", "start", required=1)
    first = call.plain(start, 0)
    pairs = [
        Val((Val(index, "computed", call.at), item), "computed", call.at)
        for index, item in enumerate(_items(call, items), first)
    ]
    return _list(call, pairs)


def zip_(call: Call) -> Val:
    """``zip(a, b, strict=...)``: the error of a strict one comes at once, not where it is read."""
    iterators = [id(arg.raw) for arg in call.args if isinstance(arg.raw, ListObj) and arg.raw.kind == "iterator"]
    if len(set(iterators)) < len(iterators):
        raise call.decided("zip() of an iterator with itself is not modelled")
    columns = [_items(call, arg) for arg in call.args]
    if len({len(column) for column in columns}) > 1 and call.plain(call.keywords.get("strict", MISSING), default=False):
        call.fail(ValueError, "zip() has arguments of different lengths")
    return _list(call, [Val(tuple(row), "computed", call.at) for row in zip(*columns, strict=False)])


def map_(call: Call) -> Val:
    """``map(function, items)``."""
    if len(call.args) < 2:  # noqa: PLR2004  the function and one iterable
        call.fail(TypeError, "map() must have at least two arguments")
    function, *iterables = call.args
    rows = zip(*[_items(call, arg) for arg in iterables], strict=False)
    return _list(call, [call.invoke(function, *row) for row in rows])


def filter_(call: Call) -> Val:
    """``filter(function, items)``."""
    function, iterable = call.bind("function", "iterable", required=2)

    def holds(item: Val) -> bool:
        return call.truth(item if function.raw is None else call.invoke(function, item))

    return _list(call, [item for item in _items(call, iterable) if holds(item)])


def any_(call: Call) -> Val:
    """``any(items)``."""
    items, opened = call.rt.iterate_open(call.args[0], call.frame, call.at)
    parents = (*call.args[0].parents, *items)
    if any(call.truth(item) for item in items):
        return Val(True, "computed", call.at, parents)
    if opened is not None:
        raise NotKnown(opened)
    return Val(False, "computed", call.at, parents)


def all_(call: Call) -> Val:
    """``all(items)``."""
    items, opened = call.rt.iterate_open(call.args[0], call.frame, call.at)
    parents = (*call.args[0].parents, *items)
    if not all(call.truth(item) for item in items):
        return Val(False, "computed", call.at, parents)
    if opened is not None:
        raise NotKnown(opened)
    return Val(True, "computed", call.at, parents)


def sum_(call: Call) -> Val:
    """``sum(items, start)``."""
    import ast

    from connlint.parsers.settings.operators.arithmetic import binary

    items, start = call.bind("iterable", "start", required=1)
    total = Val(0, "computed", call.at) if start is MISSING else start
    if isinstance(total.raw, (str, bytes)):
        call.fail(TypeError, "sum() can't sum strings")
    for item in _items(call, items):
        total = binary(call.rt, call.frame, ast.Add(), total, item, call.at)
    return total


def _extreme(call: Call, *, largest: bool) -> Val:
    key = call.keywords.get("key", MISSING)
    default = call.keywords.get("default", MISSING)
    if not call.args:
        call.fail(TypeError, f"{call.name} expected at least 1 argument, got 0")
    items = _items(call, call.args[0]) if len(call.args) == 1 else list(call.args)
    if not items:
        return call.fail(ValueError, "iterable argument is empty") if default is MISSING else default
    keys = [call.plain(item if key is MISSING or key.raw is None else call.invoke(key, item)) for item in items]
    try:
        best = (max if largest else min)(range(len(items)), key=lambda index: keys[index])
    except TypeError as error:
        call.fail(TypeError, str(error))
    return items[best]


def max_(call: Call) -> Val:
    """``max(a, b)``."""
    return _extreme(call, largest=True)


def min_(call: Call) -> Val:
    """``min(a, b)``."""
    return _extreme(call, largest=False)


def iter_(call: Call) -> Val:
    """``iter(items)``."""
    if len(call.args) != 1:
        return call.unknown("iter() with a sentinel is not modelled")
    return _list(call, _items(call, call.args[0]))


def next_(call: Call) -> Val:
    """``next(iterator, default)``."""
    iterator, default = call.bind("iterator", "default", required=1)
    raw = iterator.raw
    if not isinstance(raw, ListObj) or raw.kind != "iterator":
        method = call.rt.special(iterator, "__next__")
        if method is None:
            if isinstance(raw, (Unknown, Instance, NativeObject)):
                raise call.decided("not an iterator that is modelled")
            return call.fail(TypeError, f"'{type_name(iterator)}' object is not an iterator")  # type: ignore[no-any-return]
        try:
            return call.invoke(method)
        except Raised as error:
            if default is MISSING or getattr(error.exc.raw, "cls", None) is not StopIteration:
                raise
            return default
    if raw.items:
        return raw.items.pop(0)
    if raw.open is not None:
        raise NotKnown(raw.open)
    return call.fail(StopIteration, "") if default is MISSING else default


FUNCTIONS: dict[str, Callable[[Call], Val]] = {
    "sorted": sorted_,
    "reversed": reversed_,
    "enumerate": enumerate_,
    "zip": zip_,
    "map": map_,
    "filter": filter_,
    "any": any_,
    "all": all_,
    "sum": sum_,
    "max": max_,
    "min": min_,
    "iter": iter_,
    "next": next_,
}
