"""Texts of rules: words with expressions between braces, shown the way the files spell their values."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from connlint.rules.language.conditions import ConditionError, compile_condition
from connlint.rules.language.missing import Missing

if TYPE_CHECKING:
    from collections.abc import Callable

    from connlint.rules.language.missing import Scope

_HOLE = re.compile(r"(?P<at> at )?\{(?P<inside>[^{}]*)\}")

SECONDS = frozenset(
    {
        "conn_max_age",
        "max_age_seconds",
        "connect_timeout",
        "connect_timeout_seconds",
        "query_timeout",
        "query_wait_timeout",
        "client_idle_timeout",
        "client_login_timeout",
        "server_idle_timeout",
        "server_lifetime",
        "server_connect_timeout",
        "server_login_retry",
        "idle_transaction_timeout",
        "transaction_timeout",
        "reserve_pool_timeout",
        "statement_timeout_seconds",
        "statement_timeout_declared",
        "idle_session_timeout_seconds",
        "native_pool_max_idle",
        "idle_in_transaction_session_timeout_seconds",
        "worker_timeout_seconds",
        "network_idle_limit",
        "tcp_keepidle",
        "keepalives_idle",
    }
)
"""Names whose numbers are seconds."""


def compile_text(text: str) -> Callable[[Scope], str]:
    """Turn a template into a function of a scope; raises ConditionError.

    ``{name}`` shows a value in its unit, ``{expression|s}`` as seconds, ``{@name}`` the place of a value as
    ``file:line``.
    """
    pieces: list[str | Callable[[Scope], str]] = []
    end = 0
    for hole in _HOLE.finditer(text):
        before, inside = hole["at"] or "", hole["inside"].strip()
        pieces.append(text[end : hole.start()])
        pieces += [_place(before, inside[1:])] if inside.startswith("@") else [before, _hole(inside)]
        end = hole.end()
    pieces.append(text[end:])

    def render(scope: Scope) -> str:
        return "".join(piece if isinstance(piece, str) else piece(scope) for piece in pieces).strip()

    return render


def _hole(inside: str) -> Callable[[Scope], str]:
    expression, bar, unit = inside.rpartition("|")
    if not bar:
        expression, unit = inside, ""
    elif unit.strip() != "s":
        raise ConditionError(f"unknown unit {unit.strip()!r} in a text: {inside}")
    evaluate = compile_condition(expression)
    seconds = bool(bar) or expression.rpartition(".")[2] in SECONDS
    numeric_booleans = expression.startswith(("pooler.", "entry."))
    return lambda scope: shown(evaluate(scope), seconds=seconds, numeric_booleans=numeric_booleans)


def _place(before: str, path: str) -> Callable[[Scope], str]:
    """The place of a value; a value without one leaves no " at " behind."""

    def render(scope: Scope) -> str:
        place = scope.place(path)
        return f"{before}{place.short}" if place is not None else ""

    return render


def shown(value: object, *, seconds: bool = False, numeric_booleans: bool = False) -> str:
    """A value as a reader meets it: seconds with their unit, no value as "unlimited" or "not set"."""
    if isinstance(value, Missing):
        return "unknown"
    if value is None:
        return "unlimited" if seconds else "not set"
    if isinstance(value, bool):
        return str(int(value)) if numeric_booleans else str(value)
    if isinstance(value, (int, float)):
        return _number(value) + (" s" if seconds and not math.isinf(value) else "")
    return _several(value) if isinstance(value, (dict, list, tuple)) else str(value)


def _several(values: dict[object, object] | list[object] | tuple[object, ...]) -> str:
    if isinstance(values, dict):
        return ", ".join(f"{key} {shown(item)}" for key, item in values.items())
    return ", ".join(shown(item) for item in values)


def _number(value: float) -> str:
    if math.isinf(value):
        return "unlimited"
    return str(int(value)) if value == int(value) else str(value)
