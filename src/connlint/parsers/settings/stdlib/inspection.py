"""inspect, as far as class-based settings use it."""

from __future__ import annotations

from typing import Any

from connlint.parsers.settings.builtin.scopes import dir_
from connlint.parsers.settings.call import Call
from connlint.parsers.settings.values import (
    BoundMethod,
    ClassObj,
    FunctionObj,
    ListObj,
    ModuleObj,
    Native,
    NativeClass,
    NativeModule,
    NotKnown,
    Unknown,
    Val,
)


def members(call: Call) -> Val:
    """``inspect.getmembers(object, predicate)``: pairs of name and value, sorted by name."""
    val, predicate = call.args[0], call.args[1] if len(call.args) > 1 else None
    names = dir_(call)
    pairs: list[Val] = []
    for name in call.rt.iterate(names, call.frame, call.at):
        if name.raw.startswith("__"):
            continue
        found = call.attribute(val, name.raw)
        if predicate is None or predicate.raw is None or call.truth(call.invoke(predicate, found)):
            pairs.append(Val((name, found), "computed", call.at))
    return Val(ListObj(pairs), "computed", call.at, (val,))


def _check(*kinds: type) -> Native:
    def run(call: Call) -> Val:
        raw = call.args[0].raw
        if isinstance(raw, Unknown):
            raise NotKnown(raw)
        return call.value(isinstance(raw, kinds), "computed")

    return Native("inspect", run)


MEMBERS: dict[str, dict[str, Any]] = {
    "inspect": {
        "getmembers": members,
        "isclass": _check(ClassObj, NativeClass, type),
        "isfunction": _check(FunctionObj),
        "ismethod": _check(BoundMethod),
        "isroutine": _check(FunctionObj, BoundMethod, Native),
        "ismodule": _check(ModuleObj, NativeModule),
    },
}
