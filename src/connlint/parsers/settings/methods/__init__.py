"""Methods of built-in types."""

from __future__ import annotations

from types import GeneratorType
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.methods import dicts, lists, objects, sets, types
from connlint.parsers.settings.naming import type_name, type_of
from connlint.parsers.settings.values import DictObj, ListObj, Native, NotKnown, SetObj, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

    Method = Callable[[Call, Val], Val]

KINDS: dict[str, Mapping[str, Method]] = {
    "OrderedDict": dicts.ORDERED,
    "Counter": dicts.COUNTED,
    "list": lists.METHODS,
    "deque": lists.DEQUE_METHODS,
    "iterator": {},
    "set": sets.METHODS,
    "frozenset": sets.FROZEN_METHODS,
}
"""Methods by the kind of a container; all other kinds are dicts."""

INSTANCE_ATTRIBUTES = {"ChainMap": ("maps",)}
"""What objects have that their types lack."""


def find_method(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    """A bound method of a built-in type, or an attribute of a plain object; None where there is none."""
    raw = val.raw
    if isinstance(raw, type):
        return types.type_attribute(rt, val, name, frame, at)
    if isinstance(raw, (DictObj, ListObj, SetObj)):
        return _of_container(val, KINDS.get(raw.kind, dicts.METHODS), name, at)
    if type(raw) is tuple:
        return _of_container(val, lists.TUPLE_METHODS, name, at)
    return objects.object_attribute(rt, val, name, frame, at)


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
