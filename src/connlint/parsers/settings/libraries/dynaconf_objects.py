"""dynaconf: settings objects and the tables in them, whose keys are found in any case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.values import DictObj, NativeObject, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At


class Table(NativeObject):
    """A table of settings: by attribute, item or ``get``, keys in any case; elsewhere it is a dict."""

    type_name = "DataDict"
    mutable = True

    def __init__(self, table: DictObj) -> None:
        self.table = table

    def find(self, name: str) -> Val | None:
        """The setting at ``name``, which may reach into tables with dots; None when there is none."""
        table = self.table
        found: Val | None = None
        for key in name.replace("__", ".").split("."):
            found = _cased(table, key)
            if found is None:
                return None
            table = found.raw if isinstance(found.raw, DictObj) else DictObj({})
        return wrapped(found) if found is not None else None

    def taint(self, unknown: Unknown) -> None:
        """Any setting may have been changed."""
        self.table.items.clear()
        self.table.open = unknown

    def _lost(self, call: Call) -> Val | None:
        """What a setting is that is not known, where there may be others."""
        return None if self.table.open is None else call.rt.derived(self.table.open, call.at)

    def attribute(self, call: Call, name: str) -> Val | None:
        """A setting, or a method of dicts."""
        method = super().attribute(call, name) or call.rt.find(Val(self.table), name, call.frame, call.at)
        return self.find(name) or method or self._lost(call)

    def item(self, call: Call, key: Val) -> Val:
        """``settings["NAME"]``."""
        name = call.plain(key)
        found = self.find(name) if isinstance(name, str) else self.table.items.get(name)
        return found or self._lost(call) or call.fail(KeyError, "no such setting")

    def m_get(self, call: Call) -> Val:
        """``settings.get("NAME", default)``."""
        key, default = call.bind("key", "default", required=1)
        found = self.find(call.plain(key)) or self._lost(call)
        return found or (call.value(None) if default is MISSING else default)

    def set_attribute(self, name: str, val: Val) -> None:
        """``settings.NAME = value``."""
        self.table.items[name] = val

    def contains(self, rt: Runtime, item: Val, _at: At) -> bool:
        """``"NAME" in settings``."""
        return self.find(str(rt.plain(item))) is not None

    def iterate(self, _rt: Runtime, at: At) -> tuple[list[Val], Unknown | None]:
        """The keys."""
        return [Val(key, "dynaconf", at) for key in self.table.items], self.table.open

    def mapping(self, _rt: Runtime, at: At) -> Val:
        """The table as a dict."""
        return Val(self.table, "dynaconf", at)

    def truth(self) -> bool:
        """Whether there is anything in it."""
        return bool(self.table.items)


class SettingsObject(Table):
    """``Dynaconf(...)``: the first level is in upper case."""

    type_name = "Dynaconf"

    def __init__(self, store: dict[str, Val]) -> None:
        super().__init__(DictObj(dict(store)))

    def set_attribute(self, name: str, val: Val) -> None:
        """``settings.name = value`` sets NAME."""
        self.table.items[name.upper()] = val


def _cased(table: DictObj, key: str) -> Val | None:
    if key in table.items:
        return table.items[key]
    return next((val for name, val in table.items.items() if str(name).lower() == key.lower()), None)


def wrapped(val: Val) -> Val:
    """A dict as a table."""
    return Val(Table(val.raw), val.how, val.at, val.parents) if isinstance(val.raw, DictObj) else val
