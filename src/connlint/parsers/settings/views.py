"""What ``keys()``, ``values()`` and ``items()`` of a dict give: they show it as it is at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.parsers.settings.keys import key_of, val_of_key
from connlint.parsers.settings.values import ENVIRONMENT, DictObj, NativeObject, NotKnown, SetObj, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At


class View(NativeObject):
    """A view of ``owner``, a Val of a DictObj; ``what`` is "keys", "values" or "items"."""

    def __init__(self, owner: Val, what: str) -> None:
        self.owner = owner
        self.what = what
        self.type_name = f"dict_{what}"

    @property
    def open(self) -> Unknown | None:
        """Why there may be more than is known. Who loops over a copy of the environment sees what was supplied."""
        found: Unknown | None = self.owner.raw.open
        return None if found is not None and found.kind == ENVIRONMENT and self.what != "values" else found

    def listed(self) -> list[Val]:
        """What it shows now."""
        table: DictObj = self.owner.raw
        if self.what == "values":
            return list(table.items.values())
        if self.what == "keys":
            return [val_of_key(key, self.owner) for key in table.items]
        return [Val((val_of_key(key, self.owner), val), "computed", val.at) for key, val in table.items.items()]

    def iterate(self, rt: Runtime, at: At) -> tuple[list[Val], Unknown | None]:
        """What a loop sees."""
        return self.listed(), self.open

    def truth(self) -> bool:
        """Whether it shows anything; raises NotKnown."""
        return len(self) > 0 if not self.owner.raw.items else True

    def attribute(self, call: Call, name: str) -> Val | None:
        """Its methods are not modelled."""
        found = hasattr(type(getattr({}, self.what)()), name)
        reason = f"{self.type_name}.{name} is not modelled"
        return Val(Unknown(reason, kind="harmless"), "unknown", call.at) if found else None

    def __len__(self) -> int:
        if self.open is not None:
            raise NotKnown(self.open)
        return len(self.owner.raw.items)


def as_set(rt: Runtime, val: Val, at: At) -> Val:
    """A view of keys or items as the set that comparisons take it for; anything else as it is."""
    raw = val.raw
    if not isinstance(raw, View) or raw.what == "values":
        return val
    return Val(SetObj({key_of(rt, item, at): item for item in raw.listed()}, raw.open), val.how, val.at, (val,))


def as_sets(rt: Runtime, left: Val, right: Val, frame: Frame, at: At) -> tuple[Val, Val]:
    """The operands of ``|``, ``&``, ``-`` and ``^``: beside a view of keys or items anything is a set."""
    if not any(isinstance(val.raw, View) and val.raw.what != "values" for val in (left, right)):
        return left, right
    sets = []
    for val in (left, right):
        items, opened = ([], val.raw) if isinstance(val.raw, Unknown) else rt.iterate_open(val, frame, at)
        sets.append(Val(SetObj({key_of(rt, item, at): item for item in items}, opened), val.how, val.at, (val,)))
    return sets[0], sets[1]
