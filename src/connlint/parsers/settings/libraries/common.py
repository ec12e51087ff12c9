"""What the models of several libraries need."""

from __future__ import annotations

import builtins
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from connlint.parsers.settings.call import MISSING
from connlint.parsers.settings.values import EnvVal, Unknown, Val

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from connlint.parsers.settings.call import Call
    from connlint.parsers.settings.libraries.semantics.refused import Refused

_STEPS = 20


def variable_of(val: Val) -> str:
    """The environment variable that a value was read from, "" when it is none."""
    for _ in range(_STEPS):
        if isinstance(val, EnvVal):
            return val.variable
        if isinstance(val.raw, Unknown) and val.raw.missing:
            return val.raw.missing
        if len(val.parents) != 1:
            return ""
        (val,) = val.parents
    return ""


def argument(call: Call, val: Val, name: str) -> Val:
    """An argument as the value of a setting: a literal says which argument it is, the rest stays itself."""
    how = f"argument {name} of {call.name}" if val.how == "literal" else val.how
    return Val(val.raw, how, val.at, (val,))


def refuse(call: Call, refused: Refused, classes: Mapping[str, type[BaseException]] | None = None) -> NoReturn:
    """Raise in the program what the library raises; ``classes`` knows its own exceptions by name."""
    found: Any = (classes or {}).get(refused.exception)
    for module in (builtins, sys.modules.get("json"), sys.modules.get("configparser")):
        found = found or getattr(module, refused.exception, None)
    fail: Callable[..., NoReturn] = call.fail
    fail(found or ValueError, refused.message)


def given(val: Val) -> bool:
    """Whether an argument was passed."""
    return val is not MISSING


def same_unknown(call: Call, unknown: Unknown, kind: str, *parents: Val) -> Val:
    """Something made of an unknown value: as unknown as that, and the same each time it is made so."""
    return call.rt.derived(unknown, call.at, parents, kind, ("made", kind, unknown.symbol))


def unknown_part(call: Call, source: Val, unknown: Unknown, part: str) -> Val:
    """One part of an unknown text, such as the host of a URL."""
    return call.rt.derived(unknown, call.at, (source,), "", ("part", part, unknown.symbol))
