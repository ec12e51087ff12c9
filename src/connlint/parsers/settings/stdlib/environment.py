"""os.environ and os.getenv."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from connlint.parsers.settings.call import MISSING, Call
from connlint.parsers.settings.methods.objects import Partly
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.values import ENVIRONMENT, Choice, DictObj, Instance, ListObj, Native, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At


def getenv(call: Call) -> Val:
    """``os.getenv(key, default)``, ``os.environ.get(key, default)``."""
    key, default = call.bind("key", "default", required=1)
    name = _name(call, key)
    found = call.env(name)
    if found is not None:
        return found
    if default is MISSING or default.raw is None:
        return call.unset(name)
    return call.default(name, default)


def _name(call: Call, key: Val) -> str:
    name = call.plain(key)
    if not isinstance(name, str):
        call.fail(TypeError, f"str expected, not {type(name).__name__}")
    return str(name)


def _text(call: Call, val: Val) -> Val:
    """The value of a variable; the program's TypeError for anything but text."""
    raw = val.raw.base if type(val.raw) is Instance else val.raw
    if not isinstance(raw, (str, Unknown, Choice)):
        call.fail(TypeError, f"str expected, not {type_name(val)}")
    return val


class Environment(Partly):
    """``os.environ``; ``detached`` copies of it are read the same, and written without effect."""

    type_name = "os.environ"
    real = type(os.environ)

    def __init__(self, *, detached: bool = False) -> None:
        self.detached = detached

    def item(self, call: Call, key: Val) -> Val:
        """``os.environ[key]``."""
        name = _name(call, key)
        return call.require_env(name, KeyError, name)

    def contains(self, rt: Runtime, item: Val, at: At) -> Val | None:
        """``key in os.environ``."""
        name = item.raw
        return rt.environ.has(name, at) if isinstance(name, str) else None

    def iterate(self, rt: Runtime, at: At) -> tuple[list[Val], Unknown | None]:
        """The names that were supplied or written; as with a default, what was not supplied is not set."""
        names = [*rt.environ.supplied, *(name for name, val in rt.environ.written.items() if val is not None)]
        known = [Val(name, "environment", at) for name in dict.fromkeys(names)]
        return known, None

    def mapping(self, rt: Runtime, at: At) -> Val:
        """As a dict."""
        names, _ = self.iterate(rt, at)
        opened = Unknown("the environment may hold other variables", kind=ENVIRONMENT)
        found = {name.raw: rt.environ.lookup(name.raw, at) for name in names}
        return Val(DictObj({name: val for name, val in found.items() if val is not None}, opened), "environment", at)

    def set_item(self, call: Call, key: Val, val: Val) -> None:
        """``os.environ[key] = value``."""
        if not self.detached:
            call.rt.environ.set(_name(call, key), _text(call, val))

    def del_item(self, call: Call, key: Val) -> None:
        """``del os.environ[key]``."""
        name = _name(call, key)
        if call.env(name) is None:
            call.require_env(name, KeyError, name)
        if not self.detached:
            call.rt.environ.unset(name)

    def attribute(self, call: Call, name: str) -> Val | None:
        """``get`` may hand on a choice as its default."""
        if name == "get":
            return Val(Native("os.environ.get", getenv, lazy=True), "native", call.at)
        if name == "__getitem__":
            return Val(
                Native("os.environ.__getitem__", lambda inner: self.item(inner, inner.args[0])), "native", call.at
            )
        return super().attribute(call, name)

    def m_setdefault(self, call: Call) -> Val:
        """``os.environ.setdefault(key, value)``."""
        key, default = call.bind("key", "value", required=2)
        name = _name(call, key)
        found = call.env(name)
        if found is not None:
            return found
        call.rt.environ.set(name, _text(call, default))
        return default

    def m_pop(self, call: Call) -> Val:
        """``os.environ.pop(key, default)``."""
        key, default = call.bind("key", "default", required=1)
        name = _name(call, key)
        found = call.env(name)
        if found is None and default is MISSING:
            return call.require_env(name, KeyError, name)
        call.rt.environ.unset(name)
        return default if found is None else found

    def m_update(self, call: Call) -> Val:
        """``os.environ.update(mapping)``."""
        made = DictObj(dict(call.keywords))
        for arg in call.args:
            call.rt.merge(made, arg, call.frame, call.at)
        if made.open is not None:
            call.rt.environ.open = made.open
        for name, val in made.items.items():
            call.rt.environ.set(str(name), _text(call, val))
        return Val(None, "computed", call.at)

    def m_copy(self, call: Call) -> Val:
        """``os.environ.copy()``."""
        return Val(Environment(detached=True), "environment", call.at)

    def m_keys(self, call: Call) -> Val:
        """``os.environ.keys()``."""
        return Val(self, "environment", call.at)

    def m_values(self, call: Call) -> Val:
        """``os.environ.values()``: those that are known."""
        return Val(ListObj(list(self.mapping(call.rt, call.at).raw.items.values())), "environment", call.at)

    def m_clear(self, call: Call) -> Val:
        """``os.environ.clear()``."""
        call.rt.environ.open = Unknown("the program clears its environment")
        return Val(None, "computed", call.at)

    def m_items(self, call: Call) -> Val:
        """``os.environ.items()``: pairs that are known."""
        found = self.mapping(call.rt, call.at).raw
        pairs = [Val((Val(key), val), "environment", call.at) for key, val in found.items.items()]
        return Val(ListObj(pairs), "environment", call.at)


ENVIRON = Val(Environment(), "environment")
