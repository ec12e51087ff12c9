"""f-strings."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.parsers.settings.call import inherited
from connlint.parsers.settings.lifting import symbol_of
from connlint.parsers.settings.limits import LimitHit, check_text
from connlint.parsers.settings.methods.conversion import ascii_of, repr_of, text_of
from connlint.parsers.settings.values import Instance, NotKnown, Unknown, Val

if TYPE_CHECKING:
    import ast

    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.scope import Frame


def joined(rt: Runtime, frame: Frame, node: ast.JoinedStr) -> Val:
    """``f"..."``."""
    at = (frame.unit, node)
    vals = [rt.eval(part, frame) for part in node.values]

    def join(*parts: Val) -> Val:
        unknown = next((part.raw for part in parts if type(part.raw) is Unknown), None)
        if unknown is not None:
            names = [symbol_of(part) for part in parts]
            symbol = None if None in names else ("joined", *names)
            return rt.derived(unknown, at, parts, "str", symbol)
        text = "".join(part.raw for part in parts)
        check_text(len(text))
        return Val(text, inherited(parts), at, parts)

    return rt.lift(join, vals, at)


def formatted(rt: Runtime, frame: Frame, node: ast.FormattedValue) -> Val:
    """``{value!r:spec}``."""
    at = (frame.unit, node)
    val = rt.eval(node.value, frame)
    spec = rt.eval(node.format_spec, frame) if node.format_spec else Val("")

    def show(one: Val, how: Val) -> Val:
        for part in (one, how):
            if type(part.raw) is Unknown:
                return rt.derived(part.raw, at, (one,), "str", ("text", part.raw.symbol, node.conversion))
        text = format_value(rt, frame, one, how.raw, node.conversion)
        return Val(text, one.how, at, (one,))

    return rt.lift(show, (val, spec), at)


def format_value(rt: Runtime, frame: Frame, val: Val, spec: str, conversion: int = -1) -> str:
    """``format(val, spec)`` after ``!r``, ``!s`` or ``!a``."""
    if re.search(r"\d{5,}", spec):
        raise LimitHit("a very wide format")
    if conversion in (ord("r"), ord("a")):
        shown = repr_of(rt, frame, val, val.at)
        return format(ascii_of(shown) if conversion == ord("a") else shown, spec)
    if conversion == -1 and type(val.raw) is Instance:
        method = rt.special(val, "__format__")
        if method is not None:
            return text_of(rt, frame, rt.call(method, [Val(spec)], {}, frame, val.at), val.at)
        val = _formatted_member(rt, val)
    raw = val.raw.base if type(val.raw) is Instance and isinstance(val.raw.base, (int, float)) else val.raw
    if conversion == -1 and spec and isinstance(raw, (int, float)):
        try:
            return format(raw, spec)
        except ValueError as error:
            return rt.fail(ValueError, str(error), val.at)  # type: ignore[no-any-return]  # fail never returns
    text = text_of(rt, frame, val, val.at)
    if not spec:
        return text
    try:
        if not isinstance(raw, str) and conversion == -1:
            return format(rt.plain(val), spec)
        return format(text, spec)
    except (ValueError, TypeError) as error:
        return rt.fail(type(error), str(error), val.at)  # type: ignore[no-any-return]  # fail never returns


def _formatted_member(rt: Runtime, val: Val) -> Val:
    """What is formatted in place of a member of an enumeration whose class has no ``__str__`` of its own."""
    cls = val.raw.cls
    kind = cls.extra.get("text") if rt.special(val, "__str__") is None else None
    if kind == "str":
        raise NotKnown(Unknown(f"the text of {cls.name} depends on the version of Python"))
    return val.raw.attributes["_value_"] if kind == "format" else val
