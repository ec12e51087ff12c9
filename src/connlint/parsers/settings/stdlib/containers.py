"""collections and itertools."""

from __future__ import annotations

import collections.abc
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
    repeat = call.plain(call.keywords.get("repeat", MISSING), 1)
    for items in [_items(call, arg) for arg in call.args] * repeat:
        rows = [(*row, item) for row in rows for item in items]
        check_items(len(rows))
    return _list(call, [Val(row, "computed", call.at) for row in rows])


def slice_of(call: Call) -> Val:
    """``itertools.islice(items, ...)``: an iterator keeps what lies behind it."""
    chosen = slice(*[call.plain(arg) for arg in call.args[1:]])
    if any(number is not None and number < 0 for number in (chosen.start, chosen.stop)):
        call.fail(ValueError, "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
    raw = call.args[0].raw
    items = _items(call, call.args[0])
    if isinstance(raw, ListObj) and raw.kind == "iterator" and chosen.stop is not None:
        raw.items.extend(items[chosen.stop :])
    return _list(call, items[chosen])


def counter(call: Call) -> Val:
    """``collections.Counter(items)``, ``Counter(mapping)``, ``Counter(a=1)``."""
    made = DictObj(kind="Counter", factory=Val(int))
    if call.args and isinstance(call.args[0].raw, DictObj):
        call.rt.merge(made, call.args[0], call.frame, call.at)
    else:
        for item in _items(call, call.args[0]) if call.args else []:
            key = key_of(call.rt, item, call.at)
            made.items[key] = call.value(made.items[key].raw + 1 if key in made.items else 1, "computed")
    if made.items and call.keywords:
        raise call.decided("a Counter of both items and keywords is not modelled")
    made.items.update(call.keywords)
    return Val(made, "computed", call.at)


def chain_map(call: Call) -> Val:
    """``collections.ChainMap(*maps)``: as one dict."""
    made = DictObj(kind="ChainMap")
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
        name: Val(Annotation(getattr(collections.abc, name)), "native")
        for name in ("Iterable", "Iterator", "Callable", "Hashable", "Sequence", "Collection", "Sized")
    },
    "Generator": Val(Annotation(), "native"),
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
