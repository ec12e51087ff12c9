"""Attributes and methods of unknown values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.lifting import symbol_of
from connlint.parsers.settings.texts import condition
from connlint.parsers.settings.values import Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At

RESULTS = {
    "str": frozenset(
        "capitalize casefold center expandtabs format join ljust lower lstrip removeprefix removesuffix replace "
        "rjust rstrip strip swapcase title upper zfill".split()
    ),
    "bool": frozenset("startswith endswith isdigit isalpha isalnum isnumeric isupper islower isspace".split()),
    "list": frozenset("split rsplit splitlines".split()),
    "int": frozenset("count find index rfind".split()),
}
"""Methods of text by the type of what they give."""
_KIND = {name: kind for kind, names in RESULTS.items() for name in names}


def unknown_attribute(rt: Runtime, val: Val, name: str, at: At) -> Val:
    """``val.name`` for a value of which nothing is known."""
    unknown: Unknown = val.raw
    if unknown.kind in ("str", "") and name in _KIND:
        made = Unknown(unknown.reason, unknown.missing, "function", ("method", unknown.symbol, name))
        return Val(made, "unknown", at, (val,))
    kind = "harmless" if unknown.kind == "harmless" else ""
    return rt.derived(unknown, at, (val,), kind, ("attribute", unknown.symbol, name))


def call_method(rt: Runtime, function: Val, args: list[Val], at: At) -> Val:
    """A method of text on an unknown value: it changes nothing, and gives a known type."""
    unknown: Unknown = function.raw
    _, symbol, name = unknown.symbol
    names = tuple(symbol_of(arg) for arg in args)
    key: Any = None if None in names else ("text", symbol, name, *names)
    text = condition(at[1]) if isinstance(at, tuple) else ""
    return Val(Unknown(unknown.reason, unknown.missing, _KIND[name], key, text), "unknown", at, (function, *args))
