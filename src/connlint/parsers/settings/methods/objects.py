"""Attributes and methods of plain immutable Python objects: texts, numbers, paths, matches, dates."""

from __future__ import annotations

import re
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.limits import MAX_TEXT, LimitHit
from connlint.parsers.settings.values import ListObj, Native, NativeObject, Unknown, Val
from connlint.parsers.settings.views import View

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

WIDE = frozenset({"center", "ljust", "rjust", "zfill", "expandtabs"})
REFUSED = frozenset({"mro", "translate", "maketrans"})


def object_attribute(rt: Runtime, val: Val, name: str, frame: Frame, at: At) -> Val | None:
    """The attribute of a plain Python object."""
    raw = val.raw
    if name == "__class__":
        return Val(type(raw), "computed", at)
    if isinstance(raw, PurePath):
        from connlint.parsers.settings.methods.paths import path_attribute

        return path_attribute(rt, val, name, frame, at)
    if isinstance(raw, (re.Pattern, re.Match)):
        from connlint.parsers.settings.methods.patterns import pattern_attribute

        return pattern_attribute(rt, val, name, at)
    if not hasattr(raw, name):
        return None
    if name.startswith("__"):
        return harmless(f"{type(raw).__name__}.{name} is not modelled")
    found = getattr(raw, name)
    if callable(found):
        return Val(_method(rt, val, name), "native", at)
    from connlint.parsers.settings.plain import from_plain

    return from_plain(found, val.how, at, (val,))


def _method(rt: Runtime, receiver: Val, name: str) -> Native:
    def run(call: Call) -> Val:
        if name in REFUSED:
            return call.unknown(f"{name}() is not modelled")
        if name == "format":
            from connlint.parsers.settings.methods.formatting import format_text

            return format_text(call, receiver)
        args = [_argument(call, arg) for arg in call.args]
        keywords = {key: _argument(call, arg) for key, arg in call.keywords.items()}
        _guard(receiver.raw, name, args)
        try:
            found = getattr(receiver.raw, name)(*args, **keywords)
        except (TypeError, ValueError, LookupError, ArithmeticError) as error:
            call.fail(type(error), str(error))
        if isinstance(found, tuple) and type(found) is not tuple:
            raise call.decided(f"the named tuple that {name}() gives is not modelled")
        return call.value(found, "", receiver, *call.args)

    return Native(name, run, pure=True)


def _argument(call: Call, val: Val) -> Any:
    raw = val.raw
    if isinstance(raw, View) or (type(raw) is ListObj and raw.kind == "iterator"):
        return [call.plain(item) for item in call.rt.iterate(val, call.frame, call.at)]
    return call.plain(val)


def _guard(raw: Any, name: str, args: list[Any]) -> None:
    if not isinstance(raw, (str, bytes)):
        return
    if name in WIDE and args and isinstance(args[0], int) and args[0] > MAX_TEXT:
        raise LimitHit("a very long text")
    if name == "replace" and len(args) > 1 and isinstance(args[1], (str, bytes)):
        times = len(raw) + 1
        if times * len(args[1]) > MAX_TEXT:
            raise LimitHit("a very long text")
    if name == "join" and args and isinstance(args[0], (str, list, tuple, dict, set)):
        total = sum(len(item) for item in args[0] if isinstance(item, (str, bytes))) + len(raw) * len(args[0])
        if total > MAX_TEXT:
            raise LimitHit("a very long text")


def harmless(reason: str) -> Val:
    """An Unknown that may be called without changing anything it is given."""
    return Val(Unknown(reason, kind="harmless"), "unknown")


class Partly(NativeObject):
    """An object of which some methods are modelled: whatever else ``real``, its type, has is unknown."""

    real: type = object

    def attribute(self, call: Call, name: str) -> Val | None:
        """The attribute; None where the real object has none."""
        found = super().attribute(call, name)
        return (
            harmless(f"{self.type_name}.{name} is not modelled")
            if found is None and hasattr(self.real, name)
            else found
        )
