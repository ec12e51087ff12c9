"""What Python calls the type of a value."""

from __future__ import annotations

from typing import Any

from connlint.parsers.settings.values import (
    BoundMethod,
    ClassObj,
    DictObj,
    ExcObj,
    FunctionObj,
    Instance,
    ListObj,
    ModuleObj,
    Native,
    NativeModule,
    NativeObject,
    SetObj,
    Val,
)

_TYPES: dict[type, type] = {ExcObj: Exception, ModuleObj: object, NativeModule: object}
_NAMES: dict[type, str] = {
    FunctionObj: "function",
    Native: "builtin_function_or_method",
    BoundMethod: "method",
    ModuleObj: "module",
    NativeModule: "module",
    ClassObj: "type",
    ListObj: "iterator",
}


def type_of(raw: Any) -> Any:
    """The type of a payload: a Python type, ClassObj, or None where none of both says it."""
    kind = type(raw)
    if kind is DictObj:
        import collections

        return getattr(collections, raw.kind, dict)  # OrderedDict, defaultdict, Counter, ChainMap
    if kind is ListObj:
        from collections import deque

        return {"list": list, "deque": deque}.get(raw.kind)
    if kind is SetObj:
        return frozenset if raw.kind == "frozenset" else set
    if kind is Instance:
        return raw.cls
    if kind is ExcObj:
        return raw.cls
    if kind is ClassObj or isinstance(raw, type):
        return type
    if kind in _NAMES or isinstance(raw, NativeObject):
        return None
    return kind


def type_name(val: Val) -> str:
    """The name of its type, as error messages say it."""
    found = type_of(val.raw)
    if found is None:
        return getattr(val.raw, "type_name", None) or _NAMES.get(type(val.raw), "object")
    return str(getattr(found, "__name__", None) or found.name)
