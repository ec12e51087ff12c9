"""``text % values``."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.operators.guarding import guard
from connlint.parsers.settings.values import DictObj, Instance, ListObj, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame
    from connlint.parsers.settings.values import At


class _Shown:
    """A value whose text is worked out where a field of the format asks for it."""

    def __init__(self, rt: Runtime, frame: Frame, val: Val, at: At) -> None:
        self.rt = rt
        self.frame = frame
        self.val = val
        self.at = at

    def __str__(self) -> str:
        from connlint.parsers.settings.methods.conversion import text_of

        return text_of(self.rt, self.frame, self.val, self.at)

    def __repr__(self) -> str:
        from connlint.parsers.settings.methods.conversion import repr_of

        return repr_of(self.rt, self.frame, self.val, self.at)


class _Number(_Shown):
    """An instance of a class that inherits from a number."""

    def __int__(self) -> int:
        return int(self.val.raw.base)

    def __float__(self) -> float:
        return float(self.val.raw.base)


class _Table(_Shown):
    """What ``%(name)s`` looks names up in."""

    def __getitem__(self, key: str) -> Any:
        from connlint.parsers.settings.items import get_item

        return _shown(self.rt, self.frame, get_item(self.rt, self.val, Val(key), self.frame, self.at), self.at)


def _shown(rt: Runtime, frame: Frame, val: Val, at: At) -> Any:
    val = rt.force(val)
    raw = val.raw
    base = raw.base if type(raw) is Instance else raw
    if isinstance(base, (DictObj, ListObj)) or _is_mapping(raw):
        return _Table(rt, frame, val, at)
    if type(raw) is Instance and isinstance(base, (int, float)):
        return _Number(rt, frame, val, at)
    return raw if isinstance(raw, (str, bytes, int, float)) else _Shown(rt, frame, val, at)


def _is_mapping(raw: Any) -> bool:
    """Whether Python takes a plain object for a mapping: it has items, and is neither text nor tuple."""
    plain = not type(raw).__module__.startswith("connlint.") and not isinstance(raw, (str, bytes, tuple, type))
    return plain and hasattr(raw, "__getitem__")


def percent(rt: Runtime, frame: Frame, text: str, right: Val, at: At) -> Any:
    """``text % right``; raises NotKnown, and the program's errors."""
    guard(ast.Mod, text, None)
    base = right.raw.base if type(right.raw) is Instance else right.raw
    values: Any
    if isinstance(base, tuple):
        values = tuple(_shown(rt, frame, item, at) for item in base)
    else:
        values = _shown(rt, frame, right, at)
    try:
        return text % values
    except (TypeError, ValueError, OverflowError) as error:
        return rt.fail(type(error), str(error), at)
