"""collections and itertools."""

from __future__ import annotations

from collections import OrderedDict, defaultdict, deque
from typing import Any

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.classes.namedtuples import named_tuple
from connlint.parsers.settings.keys import key_of
from connlint.parsers.settings.limits import check_items
from connlint.parsers.settings.stdlib.kinds import Annotation
from connlint.parsers.settings.values import DictObj, ListObj, Native, Val


def _items(call: Call, val: Val) -> list[Val]:
    return call.rt.iterate(val, call.frame, call.at)


def _list(call: Call, items: list[Val]) -> Val:
    return Val(ListObj(items, None, "iterator"), "computed", call.at)


def chain(call: Call) -> Val:
    """``itertools.chain(*iterables)``."""
    return _list(call, [item for arg in call.args for item in _items(call, arg)])


def from_iterable(call: Call) -> Val:
    """``itertools.chain.from_iterable(iterables)``."""
    return _list(call, [item for arg in _items(call, call.args[0]) for item in _items(call, arg)])


def product(call: Call) -> Val:
    """``itertools.product(*iterables)``."""
    rows: list[tuple[Val, ...]] = [()]
    for arg in call.args:
        items = _items(call, arg)
        rows = [(*row, item) for row in rows for item in items]
        check_items(len(rows))
    return _list(call, [Val(row, "computed", call.at) for row in rows])


def slice_of(call: Call) -> Val:
    """``itertools.islice(items, ...)``."""
    rest = [call.plain(arg) for arg in call.args[1:]]
    return _list(call, _items(call, call.args[0])[slice(*rest)])


def counter(call: Call) -> Val:
    """``collections.Counter(items)``."""
    made: dict[Any, Val] = {}
    for item in _items(call, call.args[0]) if call.args else []:
        key = key_of(call.rt, item, call.at)
        made[key] = call.value(made[key].raw + 1 if key in made else 1, "computed")
    return Val(DictObj(made, factory=Val(int)), "computed", call.at)


def chain_map(call: Call) -> Val:
    """``collections.ChainMap(*maps)``: as one dict."""
    made = DictObj()
    for arg in reversed(call.args):
        call.rt.merge(made, arg, call.frame, call.at)
    return Val(made, "computed", call.at)


class Chain(Annotation):
    """``itertools.chain``."""

    type_name = "chain"

    def call(self, call: Call) -> Val:
        """``chain(*iterables)``."""
        return chain(call)

    def m_from_iterable(self, call: Call) -> Val:
        """``chain.from_iterable(iterables)``."""
        return from_iterable(call)


def zip_longest(call: Call) -> Val:
    """``itertools.zip_longest(*iterables, fillvalue=None)``."""
    from itertools import zip_longest as plain

    fill = call.keywords.get("fillvalue", MISSING)
    filler = Val(None) if fill is MISSING else fill
    rows = plain(*[_items(call, arg) for arg in call.args], fillvalue=filler)
    return _list(call, [Val(tuple(row), "computed", call.at) for row in rows])


_ABC: dict[str, Any] = {
    "Mapping": dict,
    "MutableMapping": dict,
    **{
        name: Val(Annotation(), "native")
        for name in ("Iterable", "Iterator", "Callable", "Hashable", "Generator", "Sized")
    },
}
MEMBERS: dict[str, dict[str, Any]] = {
    "collections": {
        "OrderedDict": OrderedDict,
        "defaultdict": defaultdict,
        "deque": deque,
        "namedtuple": named_tuple,
        "Counter": counter,
        "ChainMap": chain_map,
        "UserDict": dict,
        "UserList": list,
    },
    "collections.abc": _ABC,
    "itertools": {
        "chain": Val(Chain(), "native"),
        "product": product,
        "islice": slice_of,
        "zip_longest": Native("itertools.zip_longest", zip_longest),
    },
}
