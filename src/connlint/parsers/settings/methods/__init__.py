"""Methods of built-in types."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.methods import dicts, lists, objects, sets, types
from connlint.parsers.settings.values import DictObj, ListObj, Native, SetObj, Val

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

    Method = Callable[[Call, Val], Val]

TABLES: dict[type, Mapping[str, Method]] = {
    DictObj: dicts.METHODS,
    ListObj: lists.METHODS,
    tuple: lists.TUPLE_METHODS,
    SetObj: sets.METHODS,
}


def find_method(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    """A bound method of a built-in type, or an attribute of a plain object; None where there is none."""
    table = TABLES.get(type(val.raw))
    if table is not None:
        method = table.get(name)
        return None if method is None else bound(name, method, val, at)
    if isinstance(val.raw, type):
        return types.type_attribute(rt, val, name, frame, at)
    return objects.object_attribute(rt, val, name, frame, at)


def bound(name: str, method: Method, receiver: Val, at: At) -> Val:
    """The method with its receiver."""

    def run(call: Call) -> Any:
        return method(call, receiver)

    return Val(Native(name, run), "native", at)
