"""dynaconf: Vals as the nested dicts and lists that its layers are made of, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.libraries.semantics.dynaconf_merge import Unmodelled
from connlint.parsers.settings.libraries.semantics.dynaconf_parse import Delete, Lazy, Merge, convert, from_environment
from connlint.parsers.settings.libraries.semantics.refused import Refused
from connlint.parsers.settings.values import DictObj, ListObj, NotKnown, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.call import Call


def shape(call: Call, val: Val) -> Any:
    """A Val as dicts, lists and leaves; a container of which not all is known stays a leaf."""
    raw = val.raw
    if isinstance(raw, DictObj) and raw.open is None:
        return {key: shape(call, item) for key, item in raw.items.items()}
    if isinstance(raw, ListObj) and raw.open is None:
        return [shape(call, item) for item in raw.items]
    if isinstance(raw, tuple):
        return [shape(call, item) for item in raw]
    if isinstance(raw, str) and raw.startswith("@"):
        return _converted(call, val, convert(raw))
    return val


def of_variable(call: Call, val: Val) -> Any:
    """The text of an environment variable as dynaconf reads it."""
    if isinstance(val.raw, Unknown):
        return val
    try:
        return _converted(call, val, from_environment(call.plain(val)))
    except Refused as refused:
        return call.unknown(refused.message)


def _converted(call: Call, source: Val, value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _converted(call, source, item) for key, item in value.items()}
    if isinstance(value, list):
        return [_converted(call, source, item) for item in value]
    if isinstance(value, Merge):
        return Merge(_converted(call, source, value.value), value.unique)
    if isinstance(value, Delete):
        return value
    if isinstance(value, Lazy):
        return call.unknown(f"dynaconf evaluates {value.token} when it runs")
    return Val(value, source.how, source.at, (source,))


def unshape(call: Call, value: Any) -> Val:
    """The Val of dicts, lists and leaves."""
    if isinstance(value, Val):
        return value
    if isinstance(value, Unmodelled):
        return call.unknown("a way to merge settings with dynaconf that connlint does not know")
    if isinstance(value, dict):
        return Val(DictObj({key: unshape(call, item) for key, item in value.items()}), "dynaconf", call.at)
    return Val(ListObj([unshape(call, item) for item in value]), "dynaconf", call.at)


class Leaf:
    """How layers look at a leaf: its plain value, or itself where that is not known."""

    def __init__(self, call: Call) -> None:
        self._call = call

    def __call__(self, leaf: Any) -> Any:
        """The plain value."""
        try:
            return self._call.plain(leaf) if isinstance(leaf, Val) else leaf
        except NotKnown:
            return leaf
