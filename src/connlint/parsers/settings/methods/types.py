"""Attributes of built-in types: unbound methods and alternative constructors."""

from __future__ import annotations

from collections import OrderedDict
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.classes.objects import object_member
from connlint.parsers.settings.keys import key_of
from connlint.parsers.settings.values import DictObj, Instance, ListObj, Native, SetObj, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At


def type_attribute(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    """``str.lower``, ``dict.fromkeys``, ``ValueError.__name__``."""
    raw: type = val.raw
    if name in ("__name__", "__qualname__"):
        return Val(raw.__name__, "native", at)
    if name == "__module__":
        return Val(raw.__module__, "native", at)
    if name == "__class__":
        return Val(type, "native", at)
    if raw in (dict, OrderedDict) and name == "fromkeys":
        return Val(Native("dict.fromkeys", lambda call: from_keys(call, raw.__name__)), "native", at)
    if issubclass(raw, PurePath) and name == "cwd":
        return Val(
            Native("Path.cwd", lambda call: call.value(call.rt.files.working, "working directory")), "native", at
        )
    if raw is object or name == "__new__":
        return object_member(name, at)
    if name == "__init__":
        return Val(Native(f"{raw.__name__}.__init__", _initialised), "native", at)
    if not hasattr(raw, name):
        return None
    attribute = getattr(raw, name)
    if not callable(attribute):
        return Val(Unknown(f"{raw.__name__}.{name} is not modelled"), "unknown", at)
    if raw in (str, bytes, dict, list, set, tuple, frozenset, int, float) and name not in (
        "maketrans",
        "fromhex",
        "from_bytes",
        "mro",
    ):
        return Val(Native(f"{raw.__name__}.{name}", _unbound(name)), "native", at)
    return Val(Unknown(f"{raw.__name__}.{name} is not modelled", kind="harmless"), "unknown", at)


def from_keys(call: Call, kind: str = "dict") -> Val:
    """``dict.fromkeys(keys, value)``."""
    keys, value = call.bind("iterable", "value", required=1)
    items = call.rt.iterate(keys, call.frame, call.at)
    val = Val(None, "literal", call.at) if value is MISSING else value
    return Val(DictObj({key_of(call.rt, key, call.at): val for key in items}, kind=kind), "computed", call.at)


def _initialised(call: Call) -> Val:
    """``dict.__init__(self, ...)`` and the like, of a class of the project that inherits from it."""
    from connlint.parsers.settings.builtin.types import construct

    receiver, *args = call.args
    raw = receiver.raw
    if isinstance(raw, Instance) and isinstance(raw.base, (DictObj, ListObj, SetObj)):
        kind: Any = {DictObj: dict, ListObj: list, SetObj: set}[type(raw.base)]
        raw.base = construct(call.rt, Val(kind), args, call.keywords, call.frame, call.at).raw
    return Val(None, "computed", call.at)


def _unbound(name: str) -> Any:
    def run(call: Call) -> Val:
        if not call.args:
            call.fail(TypeError, f"unbound method {name}() needs an argument")
        receiver, *args = call.args
        raw = receiver.raw
        if isinstance(raw, Instance) and raw.base is not None:
            receiver = Val(raw.base, receiver.how, receiver.at, (receiver,))
        method = call.attribute(receiver, name)
        return call.rt.call(method, args, call.keywords, call.frame, call.at)

    return run
