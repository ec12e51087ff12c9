"""dynaconf: how layers of settings are laid over each other.

Settings here are nested dicts and lists; whatever else they hold is a leaf that is never looked into.
Source of the facts: ``Settings.set`` and ``object_merge`` of 3.3; proved by tests against the library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.semantics.dynaconf_parse import Delete, Merge

if TYPE_CHECKING:
    from collections.abc import Callable

Store = dict[str, Any]
MARKS = ("dynaconf_merge", "dynaconf_merge_unique")


class Unmodelled:
    """Stands for a setting that uses dynaconf in a way that is not modelled."""


UNMODELLED = Unmodelled()


class Layers:
    """The settings loaded so far. ``plain`` gives the value of a leaf (for flags such as dynaconf_merge)."""

    def __init__(self, plain: Callable[[Any], Any], *, merge_enabled: bool = False) -> None:
        self.store: Store = {}
        self.plain = plain
        self.merge_enabled = merge_enabled

    def update(self, data: dict[Any, Any], *, merge: bool | None = None) -> None:
        """Set every key; ``merge`` is the ``dynaconf_merge`` of a whole file."""
        for name, value in data.items():
            self.set(str(name), value, merge=merge)

    def set(self, name: str, value: Any, *, merge: bool | None = None) -> None:
        """Set one key; ``A__b__c`` and ``A.b.c`` reach into what is there."""
        dotted = name.replace("__", ".")
        key = dotted.partition(".")[0].strip().upper()
        inside = "." in dotted
        existing = self.store.get(key)
        if existing is UNMODELLED or self._marked(value, free=0 if inside else 1):
            self.store[key] = UNMODELLED
            return
        if inside:
            self._set_inside(dotted.split("."), value)
            return
        if isinstance(value, Delete):
            self.store.pop(key, None)
            return
        if isinstance(value, Merge):
            value = self._merged(existing, value.value, unique=value.unique) if existing else value.value
        if existing is not None:
            value = self._merge_before(existing, value, merge)
        self.store[key] = value

    def _marked(self, value: Any, free: int) -> bool:
        """Whether a mark such as dynaconf_merge stands deeper than ``free`` levels."""
        if isinstance(value, Merge):
            return self._marked(value.value, 0)
        if isinstance(value, dict):
            here = not free and any(mark in value for mark in MARKS)
            return here or any(self._marked(item, 0) for item in value.values())
        if isinstance(value, list):
            here = not free and any(self.plain(item) in MARKS for item in value if not isinstance(item, (dict, list)))
            return here or any(self._marked(item, 0) for item in value)
        return False

    def _set_inside(self, keys: list[str], value: Any) -> None:
        new: dict[Any, Any] = {}
        tree = new
        for key in keys[:-1]:
            tree = tree.setdefault(key, {})
        tree[keys[-1]] = value
        existing = self.store.get(keys[0].upper())
        if existing:
            new = self._merged({keys[0]: existing}, new, path=keys, lists=False)
        key = keys[0].upper()
        self.store[key] = UNMODELLED if _unsettled(new) else new[keys[0]]

    def _merge_before(self, existing: Any, value: Any, merge: bool | None) -> Any:
        wanted = self.merge_enabled if merge is None else merge
        if merge:
            return self._merged(existing, value)
        if isinstance(value, dict):
            value = dict(value)
            flag = value.pop("dynaconf_merge", value.pop("dynaconf_merge_unique", None))
            local = self.plain(flag) if flag is not None else None
            if local not in (True, False, None) and not value:
                value = flag
            return self._merged(existing, value) if local or (wanted and local is not False) else value
        if isinstance(value, list):
            return self._list_before(existing, value, wanted=wanted)
        return value

    def _list_before(self, existing: Any, value: list[Any], *, wanted: bool) -> Any:
        marks = [self.plain(item) for item in value]
        for mark in ("dynaconf_merge", "dynaconf_merge_unique"):
            if mark in marks:
                at = marks.index(mark)
                return self._merged(existing, value[:at] + value[at + 1 :], unique=mark.endswith("unique"))
        return self._merged(existing, value) if wanted else value

    def _same(self, one: Any, two: Any) -> bool:
        """Whether two settings are equal, leaves by their plain values."""
        if isinstance(one, dict) and isinstance(two, dict):
            return one.keys() == two.keys() and all(self._same(item, two[key]) for key, item in one.items())
        if isinstance(one, list) and isinstance(two, list):
            return len(one) == len(two) and all(map(self._same, one, two))
        leaves = not isinstance(one, (dict, list, Merge, Delete)) and not isinstance(two, (dict, list, Merge, Delete))
        return leaves and bool(self.plain(one) == self.plain(two))

    def _merged(
        self, old: Any, new: Any, *, unique: bool = False, path: list[str] | None = None, lists: bool = True
    ) -> Any:
        if self._same(old, new):
            return new
        if isinstance(old, list) and isinstance(new, list) and (lists or unique):
            return [*(item for item in old if not (unique and any(self._same(item, one) for one in new))), *new]
        if not isinstance(old, dict) or not isinstance(new, dict):
            return new
        new = {_cased(key, old): value for key, value in new.items()}
        result: dict[Any, Any] = {}
        for key, value in old.items():
            at_end = path is not None and len(path) == 1 and str(key).lower() == path[-1].lower()
            if key in new:
                inner = path[1:] if path else None
                result[key] = new[key] if at_end else self._merged(value, new[key], path=inner, lists=lists)
            else:
                result[key] = value
        result.update({key: value for key, value in new.items() if key not in old})
        settled = {key: self._settle(old.get(key), value) for key, value in result.items()}
        return {key: value for key, value in settled.items() if not isinstance(value, Delete)}

    def _settle(self, old: Any, value: Any) -> Any:
        return self._merged(old, value.value, unique=value.unique) if isinstance(value, Merge) else value


def _cased(key: Any, old: dict[Any, Any]) -> Any:
    if not isinstance(key, str) or key in old:
        return key
    for one in old:
        if isinstance(one, str) and key.lower() in (one.lower(), one.replace(" ", "_").lower()):
            return one
    return key


def _unsettled(value: Any) -> bool:
    """Whether a ``@merge`` or ``@del`` found nothing to work on; the library leaves its own object there."""
    if isinstance(value, dict):
        return any(_unsettled(item) for item in value.values())
    return isinstance(value, (Merge, Delete))
