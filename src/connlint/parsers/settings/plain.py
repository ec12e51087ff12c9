"""Between Vals and plain Python values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.values import (
    Choice,
    DictObj,
    ExcObj,
    Instance,
    ListObj,
    NotKnown,
    SetObj,
    Unknown,
    Val,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.parsers.settings.values import At

MAX_DEPTH = 60


def to_plain(val: Val, force: Callable[[Val], Val], depth: int = 0) -> Any:
    """The plain Python value, containers included; raises NotKnown where a member is not known."""
    raw = val.raw
    if raw is None or isinstance(raw, (str, int, float)):
        return raw
    if isinstance(raw, Choice):
        return to_plain(force(val), force, depth)
    if isinstance(raw, Unknown):
        raise NotKnown(raw)
    if depth > MAX_DEPTH:
        raise NotKnown(Unknown("nested too deeply"))
    if type(raw) is tuple:
        return tuple(to_plain(item, force, depth + 1) for item in raw)
    if isinstance(raw, (DictObj, ListObj, SetObj)):
        return _container(raw, force, depth + 1)
    if isinstance(raw, ExcObj):
        raise NotKnown(Unknown("an exception, not a plain value"))
    if isinstance(raw, Instance) and raw.base is not None:
        return to_plain(Val(raw.base), force, depth + 1)
    if type(raw).__module__.startswith("connlint."):
        raise NotKnown(Unknown(f"a {type(raw).__name__}, not a plain value"))
    return raw


def _container(raw: DictObj | ListObj | SetObj, force: Callable[[Val], Val], depth: int) -> Any:
    if raw.open is not None:
        raise NotKnown(raw.open)
    if isinstance(raw, DictObj):
        return {key: to_plain(item, force, depth) for key, item in raw.items.items()}
    if isinstance(raw, ListObj):
        return [to_plain(item, force, depth) for item in raw.items]
    return set(raw.items)


def from_plain(value: Any, how: str, at: At = None, parents: tuple[Val, ...] = ()) -> Val:
    """A Val of a plain Python value; containers are new, each member has the same origin."""
    kind = type(value)
    if kind is dict:
        raw: Any = DictObj({key: from_plain(item, how, at, parents) for key, item in value.items()})
    elif kind is list:
        raw = ListObj([from_plain(item, how, at, parents) for item in value])
    elif kind is tuple:
        raw = tuple(from_plain(item, how, at, parents) for item in value)
    elif kind is set or kind is frozenset:
        raw = SetObj({item: from_plain(item, how, at, parents) for item in value}, kind=kind.__name__)
    elif kind is Val:
        return value  # type: ignore[no-any-return]  # already one: natives may mix
    else:
        raw = value
    return Val(raw, how, at, parents)
