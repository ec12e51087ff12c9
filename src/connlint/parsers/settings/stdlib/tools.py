"""copy, functools, operator and contextlib."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.items import get_item
from connlint.parsers.settings.operators.arithmetic import binary
from connlint.parsers.settings.values import (
    DictObj,
    FunctionObj,
    Instance,
    ListObj,
    Native,
    NativeObject,
    SetObj,
    Val,
    Wrapped,
)

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_DEPTH = 80


def shallow(call: Call) -> Val:
    """``copy.copy(x)``."""
    val = call.args[0]
    method = call.rt.special(val, "__copy__")
    if method is not None:
        return call.invoke(method)
    raw = val.raw
    made: Any = _container(raw)
    if isinstance(raw, Instance) and "enum" not in raw.cls.extra:
        made = Instance(raw.cls)
        made.attributes.update(raw.attributes)
        made.base, made.open = _container(raw.base), raw.open
    return Val(made, val.how, call.at, (val,))


def _container(raw: Any) -> Any:
    """A container with the same members; anything else as it is."""
    if isinstance(raw, DictObj):
        return DictObj(dict(raw.items), raw.open, raw.kind, raw.factory)
    if isinstance(raw, ListObj) and raw.kind != "iterator":
        return ListObj(list(raw.items), raw.open, raw.kind)
    return SetObj(dict(raw.items), raw.open, raw.kind) if isinstance(raw, SetObj) else raw


def deep(call: Call) -> Val:
    """``copy.deepcopy(x)``."""
    return _deep(call, call.args[0], {}, 0)


def _deep(call: Call, val: Val, seen: dict[int, Any], depth: int) -> Val:
    raw = val.raw
    if depth > MAX_DEPTH:
        raise call.decided("nested too deeply")
    if id(raw) in seen:
        return Val(seen[id(raw)], val.how, val.at, (val,))
    made: Any
    method = call.rt.special(val, "__deepcopy__")
    if method is not None:
        return call.invoke(method, Val(DictObj()))
    if isinstance(raw, DictObj):
        made = seen[id(raw)] = DictObj({}, raw.open, raw.kind, raw.factory)
        made.items.update({key: _deep(call, item, seen, depth + 1) for key, item in raw.items.items()})
    elif isinstance(raw, ListObj):
        made = seen[id(raw)] = ListObj([], raw.open, raw.kind)
        made.items.extend(_deep(call, item, seen, depth + 1) for item in raw.items)
    elif isinstance(raw, SetObj):
        made = _container(raw)
    elif type(raw) is tuple:
        made = tuple(_deep(call, item, seen, depth + 1) for item in raw)
    elif isinstance(raw, Instance) and "enum" not in raw.cls.extra:
        made = seen[id(raw)] = Instance(raw.cls)
        made.base, made.open = _deep(call, Val(raw.base), seen, depth + 1).raw, raw.open
        made.attributes.update({key: _deep(call, item, seen, depth + 1) for key, item in raw.attributes.items()})
    else:
        return val
    return Val(made, val.how, val.at, (val,))


def same(call: Call) -> Val:
    """A decorator that changes nothing that matters: ``@lru_cache``, ``@wraps(f)``, ``@cache``."""
    if call.args and isinstance(call.args[0].raw, FunctionObj):
        return call.args[0]
    return Val(Native("decorator", lambda inner: inner.args[0]), "native", call.at)


def wraps(call: Call) -> Val:
    """``@functools.wraps(f)``: the name of ``f``."""
    wrapped = call.args[0]

    def rename(inner: Call) -> Val:
        function = inner.args[0].raw
        if isinstance(function, FunctionObj):
            name = inner.rt.find(wrapped, "__name__", inner.frame, inner.at)
            function.attributes.update({} if name is None else {"__name__": name, "__wrapped__": wrapped})
        return inner.args[0]

    return Val(Native("decorator", rename), "native", call.at)


def partial(call: Call) -> Val:
    """``functools.partial(f, *args, **keywords)``."""
    function, *args = call.args
    keywords = dict(call.keywords)

    def run(inner: Call) -> Val:
        return inner.rt.call(function, [*args, *inner.args], {**keywords, **inner.keywords}, inner.frame, inner.at)

    return Val(Native("partial", run, lazy=True), "computed", call.at, (function,))


def cached_property(call: Call) -> Val:
    """``@functools.cached_property``."""
    return Val(Wrapped("cached_property", call.args[0]), "computed", call.at)


def reduce(call: Call) -> Val:
    """``functools.reduce(function, items, start)``."""
    function, iterable, *start = call.args
    items = [*start, *call.rt.iterate(iterable, call.frame, call.at)]
    if not items:
        call.fail(TypeError, "reduce() of empty iterable with no initial value")
    total = items[0]
    for item in items[1:]:
        total = call.invoke(function, total, item)
    return total


def item_getter(call: Call) -> Val:
    """``operator.itemgetter(key)``."""
    keys = call.args
    if not keys:
        call.fail(TypeError, "itemgetter expected at least 1 argument, got 0")

    def run(inner: Call) -> Val:
        found = [get_item(inner.rt, inner.args[0], key, inner.frame, inner.at) for key in keys]
        return found[0] if len(found) == 1 else Val(tuple(found), "computed", inner.at)

    return Val(Native("itemgetter", run), "native", call.at)


def attribute_getter(call: Call) -> Val:
    """``operator.attrgetter(name)``."""
    name = call.plain(call.args[0])

    def run(inner: Call) -> Val:
        val = inner.args[0]
        for part in name.split("."):
            val = inner.attribute(val, part)
        return val

    return Val(Native("attrgetter", run), "native", call.at)


def _operator(op: type[ast.operator]) -> Callable[[Call], Val]:
    return lambda call: binary(call.rt, call.frame, op(), call.args[0], call.args[1], call.at)


class Suppress(NativeObject):
    """``contextlib.suppress(*types)``."""

    type_name = "suppress"

    def __init__(self, types: list[Val]) -> None:
        self.suppressed = types


class Nothing(NativeObject):
    """``contextlib.nullcontext()``."""

    type_name = "nullcontext"


MEMBERS: dict[str, dict[str, Any]] = {
    "copy": {"copy": shallow, "deepcopy": deep},
    "functools": {
        "lru_cache": same,
        "cache": same,
        "wraps": wraps,
        "partial": Native("functools.partial", partial, lazy=True),
        "cached_property": cached_property,
        "reduce": reduce,
        "total_ordering": same,
    },
    "operator": {
        "itemgetter": item_getter,
        "attrgetter": attribute_getter,
        "add": _operator(ast.Add),
        "or_": _operator(ast.BitOr),
        "mul": _operator(ast.Mult),
    },
    "contextlib": {
        "suppress": lambda call: Val(Suppress(list(call.args)), "native", call.at),
        "nullcontext": lambda call: Val(Nothing(), "native", call.at),
    },
}
