"""Operations that would take too long or too much memory are refused."""

from __future__ import annotations

import ast
import re
from typing import Any

from connlint.parsers.settings.limits import MAX_BITS, MAX_TEXT, LimitHit, check_text

WIDTH = re.compile(r"%(?:\([^)]*\))?[^a-zA-Z%]*?(?:\d{5,}|\*)")
"""A field that is as wide as a number says which may be large, or is an argument."""


def guard(op: type[ast.operator], a: Any, b: Any) -> None:
    """Refuse what would take too long or too much memory."""
    if op is ast.Mod and isinstance(a, (str, bytes)):
        text = a if isinstance(a, str) else a.decode("latin-1")
        if WIDTH.search(text):
            raise LimitHit("a very wide format")
    elif op is ast.Mult:
        if isinstance(a, (str, bytes)) or isinstance(b, (str, bytes)):
            unit, times = (a, b) if isinstance(a, (str, bytes)) else (b, a)
            if isinstance(times, int):
                check_text(len(unit) * max(times, 0))
        elif isinstance(a, int) and isinstance(b, int) and a.bit_length() + b.bit_length() > MAX_BITS:
            raise LimitHit("a very large number")
    elif op is ast.Pow and isinstance(a, int) and isinstance(b, int):
        if max(a.bit_length(), 1) * abs(b) > MAX_BITS:
            raise LimitHit("a very large number")
    elif op is ast.LShift and isinstance(a, int) and isinstance(b, int):
        if a.bit_length() + max(b, 0) > MAX_BITS:
            raise LimitHit("a very large number")
    elif op is ast.Add and isinstance(a, str) and isinstance(b, str) and len(a) + len(b) > MAX_TEXT:
        raise LimitHit("a very long text")
