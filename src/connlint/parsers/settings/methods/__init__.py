"""Methods of built-in types."""

from __future__ import annotations

from types import GeneratorType
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.later import LaterTable
from connlint.parsers.settings.naming import type_name, type_of
from connlint.parsers.settings.values import DictObj, ListObj, Native, NotKnown, SetObj, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

    Method = Callable[[Call, Val], Val]

KINDS: LaterTable[str] = LaterTable(
    __name__,
    {
        "dict": "dicts.METHODS",
        "OrderedDict": "dicts.ORDERED",
        "Counter": "dicts.COUNTED",
        "list": "lists.METHODS",
        "deque": "lists.DEQUE_METHODS",
        "set": "sets.METHODS",
        "frozenset": "sets.FROZEN_METHODS",
        "tuple": "lists.TUPLE_METHODS",
    },
)
"""Methods by the kind of a container; all other kinds are dicts."""

INSTANCE_ATTRIBUTES = {"ChainMap": ("maps",)}
"""What objects have that their types lack."""


def find_method(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    """A bound method of a built-in type, or an attribute of a plain object; None where there is none."""
    raw = val.raw
    if isinstance(raw, type):
        from connlint.parsers.settings.methods.types import type_attribute

        return type_attribute(rt, val, name, frame, at)
    if isinstance(raw, (DictObj, ListObj, SetObj)):
        kind = raw.kind if raw.kind in KINDS.names else "dict"
        return _of_container(val, {} if raw.kind == "iterator" else KINDS[kind], name, at)
    if type(raw) is tuple:
        return _of_container(val, KINDS["tuple"], name, at)
    from connlint.parsers.settings.methods.objects import object_attribute

    return object_attribute(rt, val, name, frame, at)


def _of_container(val: Val, table: Mapping[str, Method], name: str, at: At) -> Val | None:
    kind = type_of(val.raw)
    method = table.get(name)
    if method is not None:
        return bound(name, method, val, at)
    if name == "__class__" and kind is not None:
        return Val(kind, "computed", at)
    found = getattr(kind or GeneratorType, name, None)
    if callable(found):
        return bound(name, _unmodelled, val, at)
    if found is None and name not in INSTANCE_ATTRIBUTES.get(getattr(val.raw, "kind", ""), ()):
        return None
    return Val(Unknown(f"{type_name(val)}.{name} is not modelled"), "unknown", at)


def _unmodelled(call: Call, receiver: Val) -> Val:
    """A method of which only the name is known: it may change what it is called on."""
    unknown = Unknown(f"{type_name(receiver)}.{call.name}() is not modelled")
    call.rt.taint([receiver], unknown)
    raise NotKnown(unknown)


def bound(name: str, method: Method, receiver: Val, at: At) -> Val:
    """The method with its receiver."""

    def run(call: Call) -> Any:
        try:
            return method(call, receiver)
        except NotKnown as problem:
            unknown = problem.unknown
            kind = "harmless" if unknown.kind == "harmless" else ""
            return call.rt.derived(unknown, call.at, (receiver, *call.args), kind)

    return Val(Native(name, run), "native", at)
