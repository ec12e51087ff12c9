"""Whether two values are equal, the same, or one inside the other; None where that is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.keys import key_of
from connlint.parsers.settings.naming import type_name
from connlint.parsers.settings.values import (
    ENVIRONMENT,
    Choice,
    ClassObj,
    DictObj,
    Instance,
    ListObj,
    NativeObject,
    SetObj,
    Unknown,
    Val,
)
from connlint.parsers.settings.views import as_set

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At

_KINDS = {
    "str": str,
    "int": (int, float),
    "float": (int, float),
    "bool": (int, float),
    "dict": DictObj,
    "list": ListObj,
}
_TYPED = frozenset({*_KINDS, "module", "function", "class"})
_SCALARS = (str, int, float, bytes, type(None))


def equal(rt: Runtime, frame: Frame, left: Val, right: Val, at: At) -> bool | None:
    """``left == right``."""
    left, right = _settled(rt, left), _settled(rt, right)
    a, b = left.raw, right.raw
    if type(a) is Unknown or type(b) is Unknown:
        return _unknown(a, b)
    for one, other in ((left, right), (right, left)):
        if type(one.raw) is Instance:
            method = rt.special(one, "__eq__")
            found = None if method is None else rt.call(method, [other], {}, frame, at)
            if found is not None and found.raw is not NotImplemented:
                return rt.truth(found)
    a, b = _payload(as_set(rt, left, at).raw), _payload(as_set(rt, right, at).raw)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return _sequences(rt, frame, list(a), list(b), at)
    if isinstance(a, (ListObj, DictObj, SetObj)) and type(a) is type(b):
        if a is b or _apart(a, b):
            return a is b
        if a.open is not None or b.open is not None:
            return None
        return _containers(rt, frame, a, b, at)
    if type(a) is Instance and type(b) is Instance and a.cls is b.cls and a.cls.extra.get("dataclass"):
        fields = a.cls.extra["dataclass"]
        pairs = [(a.attributes[name], b.attributes[name]) for name in fields if name in a.attributes]
        return _sequences(rt, frame, [one for one, _ in pairs], [other for _, other in pairs], at)
    if isinstance(a, NativeObject) or isinstance(b, NativeObject):
        return _modelled(a, b)
    if isinstance(a, (ListObj, DictObj, SetObj, Instance, ClassObj)):
        return a is b
    return bool(a == b)


def _modelled(a: Any, b: Any) -> bool | None:
    """An object of a library is itself and not None; of others it may be the equal."""
    if a is b or a is None or b is None:
        return a is b
    return None


def _apart(a: Any, b: Any) -> bool:
    """Lists that are never equal: one of them is a deque, or an iterator."""
    return isinstance(a, ListObj) and (a.kind != b.kind or a.kind == "iterator")


def _payload(raw: Any) -> Any:
    return raw.base if type(raw) is Instance and raw.base is not None else raw


def _settled(rt: Runtime, val: Val) -> Val:
    return rt.force(val) if type(val.raw) in (Choice, Unknown) else val


def _unknown(a: Any, b: Any) -> bool | None:
    if type(a) is Unknown and type(b) is Unknown:
        return True if a.symbol == b.symbol else None
    unknown, other = (a, b) if type(a) is Unknown else (b, a)
    expected = _KINDS.get(unknown.kind)
    if expected is not None and not isinstance(other, (expected, Instance)):  # type: ignore[arg-type]
        return False
    if unknown.symbol[0] == "env" and other == "":
        return False
    return None


def _sequences(rt: Runtime, frame: Frame, a: list[Val], b: list[Val], at: At) -> bool | None:
    if len(a) != len(b):
        return False
    found: bool | None = True
    for one, other in zip(a, b, strict=True):
        answer = equal(rt, frame, one, other, at)
        if answer is False:
            return False
        found = found if answer else None
    return found


def _containers(rt: Runtime, frame: Frame, a: Any, b: Any, at: At) -> bool | None:
    if isinstance(a, ListObj):
        return _sequences(rt, frame, a.items, b.items, at)
    same_keys = list if a.kind == b.kind == "OrderedDict" else set
    if same_keys(a.items) != same_keys(b.items):
        return False
    if isinstance(a, SetObj):
        return True
    return _sequences(rt, frame, [a.items[key] for key in a.items], [b.items[key] for key in a.items], at)


def same(left: Val, right: Val) -> bool | None:
    """``left is right``; equal texts and numbers count as the same."""
    a, b = left.raw, right.raw
    if type(a) is Unknown or type(b) is Unknown:
        if type(a) is Unknown and type(b) is Unknown:
            return True if a.symbol == b.symbol else None
        unknown, other = (a, b) if type(a) is Unknown else (b, a)
        if unknown.kind in _TYPED and not (unknown.kind == "bool" and isinstance(other, bool)):
            return False if isinstance(other, (bool, type(None))) else None
        return None
    if isinstance(a, _SCALARS) and isinstance(b, _SCALARS):
        return type(a) is type(b) and a == b
    return a is b


def contains(rt: Runtime, frame: Frame, item: Val, container: Val, at: At) -> bool | Val | None:
    """``item in container``."""
    raw = container.raw
    if type(raw) is Instance:
        method = rt.special(container, "__contains__")
        if method is not None:
            found = rt.call(method, [item], {}, frame, at)
            return found if type(found.raw) in (Choice, Unknown) else rt.truth(found)
        raw = _payload(raw)
    hook = getattr(raw, "contains", None) if isinstance(raw, NativeObject) else None
    if hook is not None:
        return hook(rt, item, at)  # type: ignore[no-any-return]  # bool, Val or None by its contract
    if type(raw) is Unknown:
        return None
    if isinstance(raw, (str, bytes)):
        return _substring(rt, item, container, raw, at)
    if isinstance(raw, (DictObj, SetObj)):
        return _keyed(rt, item, raw, at)
    if isinstance(raw, (int, float, type(None))):
        return rt.fail(TypeError, f"argument of type '{type_name(container)}' is not iterable", at)  # type: ignore[no-any-return]
    if type(raw) is range and isinstance(item.raw, int):
        return item.raw in raw
    return _listed(rt, frame, item, container, at)


def _substring(rt: Runtime, item: Val, container: Val, raw: str | bytes, at: At) -> bool | None:
    if type(item.raw) is Unknown:
        return None
    text: Any = _payload(item.raw)
    try:
        return text in raw
    except (TypeError, ValueError) as error:
        message = f"'in <{type_name(container)}>' requires text as left operand, not {type_name(item)}"
        return rt.fail(type(error), message, at)  # type: ignore[no-any-return]  # fail never returns


def _keyed(rt: Runtime, item: Val, raw: DictObj | SetObj, at: At) -> bool | Val | None:
    if type(item.raw) is Unknown:
        return False if not raw.items and raw.open is None else None
    inside = isinstance(raw, SetObj) and isinstance(item.raw, SetObj)
    if (frozenset(item.raw.items) if inside else key_of(rt, item, at)) in raw.items:
        return True
    if raw.open is not None and raw.open.kind == ENVIRONMENT and isinstance(item.raw, str):
        return rt.environ.has(item.raw, at)
    return None if raw.open is not None else False


def _listed(rt: Runtime, frame: Frame, item: Val, container: Val, at: At) -> bool | None:
    items, opened = rt.iterate_open(container, frame, at)
    found: bool | None = False
    for other in items:
        answer = equal(rt, frame, item, other, at)
        if answer:
            return True
        found = found if answer is False else None
    return None if opened is not None else found
