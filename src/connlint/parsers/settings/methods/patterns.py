"""Regular expressions: run by Python's own engine, where they cannot run away."""

from __future__ import annotations

import re
import warnings
from typing import TYPE_CHECKING, Any

from connlint.parsers.settings.call import Call
from connlint.parsers.settings.limits import LimitHit
from connlint.parsers.settings.values import ListObj, Native, Unknown, Val

if TYPE_CHECKING:
    from connlint.parsers.settings.runtime import Runtime
    from connlint.parsers.settings.values import At

MAX_COST = 5_000_000
MAX_PATTERN = 2_000
ALLOWED = frozenset(
    "match fullmatch search findall split sub subn finditer group groups groupdict start end span "
    "pattern flags string lastgroup lastindex expand".split()
)


def pattern_attribute(rt: Runtime, val: Val, name: str, at: At) -> Val | None:
    """The attribute of a compiled pattern or a match."""
    raw = val.raw
    if not hasattr(raw, name):
        return None
    if name not in ALLOWED:
        return Val(Unknown(f"{name} of a pattern is not modelled", kind="harmless"), "unknown", at)
    found = getattr(raw, name)
    if not callable(found):
        return Val(found, val.how, at, (val,))

    def run(call: Call) -> Val:
        args = [call.plain(arg) for arg in call.args]
        keywords = {key: call.plain(arg) for key, arg in call.keywords.items()}
        if isinstance(raw, re.Pattern):
            texts = [arg for arg in args if isinstance(arg, str)]
            check(raw.pattern, max(map(len, texts), default=0))
        return _result(call, lambda: getattr(raw, name)(*args, **keywords), val)

    return Val(Native(name, run), "native", at)


def run_function(call: Call, name: str) -> Val:
    """``re.<name>(pattern, ...)``."""
    args = [call.plain(arg) for arg in call.args]
    keywords = {key: call.plain(arg) for key, arg in call.keywords.items()}
    first = args[0] if args else keywords.get("pattern", "")
    pattern = first.pattern if isinstance(first, re.Pattern) else first
    if isinstance(pattern, str):
        texts = [arg for arg in (*args[1:], *keywords.values()) if isinstance(arg, str)]
        check(pattern, max(map(len, texts), default=0))
    return _result(call, lambda: getattr(re, name)(*args, **keywords), *call.args)


def _result(call: Call, function: Any, *parents: Val) -> Val:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = function()
    except (TypeError, ValueError, LookupError, re.error) as error:
        return call.fail(type(error), str(error))  # type: ignore[no-any-return]  # fail never returns
    if hasattr(found, "__next__"):
        return Val(ListObj([call.value(item, "", *parents) for item in found], None, "iterator"), "computed", call.at)
    return call.value(found, "", *parents)


def check(pattern: Any, length: int) -> None:
    """Refuse a pattern whose matching may take too long on a text of this length."""
    text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
    if len(text) > MAX_PATTERN:
        raise LimitHit("a very long pattern")
    repeats = len(re.findall(r"[*+}]", text))
    nested = (
        re.search(r"[*+}]\??\)[*+{]|\|[^()]*\)[*+{]", text) is not None
        or re.search(r"[*+][^()]*\)[*+{]", text) is not None
    )
    if (nested and length > 24) or length ** min(repeats, 8) > MAX_COST:  # noqa: PLR2004  2 ** 24 is a second
        cheap = not nested and not re.search(r"\.[*+].*\.[*+].*\.[*+]", text) and length < 2_000  # noqa: PLR2004
        if not cheap:
            raise LimitHit("a pattern that may take very long to match")
