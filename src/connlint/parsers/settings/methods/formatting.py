"""``str.format``."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.limits import check_text
from connlint.parsers.settings.values import Val

if TYPE_CHECKING:
    from collections.abc import Mapping


def format_text(call: Call, receiver: Val) -> Val:
    """``text.format(*args, **keywords)``."""
    text: str = receiver.raw
    made = substitute(call, text, call.args, call.keywords)
    check_text(len(made))
    return call.value(made, "", *call.args, *call.keywords.values(), receiver)


def substitute(call: Call, text: str, args: list[Val], keywords: Mapping[str, Val]) -> str:
    """The text with its fields filled; raises NotKnown, and the program's errors."""
    from connlint.parsers.settings.expressions.texts import format_value

    parts: list[str] = []
    counter = 0
    numbered = False
    try:
        fields = list(Formatter().parse(text))
    except ValueError as error:
        call.fail(ValueError, str(error))
    for literal, field, spec, conversion in fields:
        parts.append(literal)
        if field is None:
            continue
        name = field
        if field == "" or field[0] in ".[":
            name, counter = f"{counter}{field}", counter + 1
        numbered = numbered or (name is field and field[0].isdigit())
        if numbered and counter:
            call.fail(ValueError, "cannot switch between manual and automatic field numbering")
        if "{" in (spec or ""):
            raise call.decided("a nested format is not modelled")
        val = _field(call, name, args, keywords)
        parts.append(format_value(call.rt, call.frame, val, spec or "", ord(conversion) if conversion else -1))
    return "".join(parts)


def _field(call: Call, field: str, args: list[Val], keywords: Mapping[str, Val]) -> Val:
    from _string import formatter_field_name_split  # type: ignore[import-not-found]  # what string.Formatter uses

    first, rest = formatter_field_name_split(field)
    if isinstance(first, int):
        if first >= len(args):
            call.fail(IndexError, "Replacement index out of range for positional args tuple")
        val = args[first]
    else:
        if first not in keywords:
            call.fail(KeyError, str(first))
        val = keywords[first]
    for is_attribute, key in rest:
        if is_attribute:
            val = call.attribute(val, key)
        else:
            from connlint.parsers.settings.items import get_item

            val = get_item(call.rt, val, Val(key), call.frame, call.at)
    return val
