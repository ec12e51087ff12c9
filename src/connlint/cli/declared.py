"""The tables [tool.connlint.proxy] and [tool.connlint.network]: what stands between Django and PostgreSQL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from connlint.models.proxy import EVERY_ALIAS, DeclaredNetwork, DeclaredProxy

if TYPE_CHECKING:
    from collections.abc import Collection

_PROXY = ("kind", "mode", "client-idle")
_NETWORK = ("kind", "idle-limit")
_MODES = ("session", "transaction", "statement", "none")


def proxies(value: object) -> dict[str, DeclaredProxy]:
    """Declarations by alias, that of the table itself under "*"; what an alias leaves out comes from there.

    Raises TypeError that says what the value must be.
    """
    table = _table(value)
    own = {key: one for key, one in table.items() if not isinstance(one, dict)}
    found = {EVERY_ALIAS: _proxy(own)} if own else {}
    for alias, one in table.items():
        if isinstance(one, dict):
            found[alias] = _proxy({**own, **_table(one)})
    return found


def network(value: object) -> DeclaredNetwork:
    """The declared network. Raises TypeError that says what the value must be."""
    from connlint.planner.proxies import network_kinds

    table = _table(value)
    _only(table, _NETWORK)
    return DeclaredNetwork(kind=_kind(table, network_kinds()), idle_limit=_seconds(table, "idle-limit"))


def _proxy(table: dict[str, Any]) -> DeclaredProxy:
    from connlint.planner.proxies import proxy_kinds

    _only(table, _PROXY)
    mode = table.get("mode")
    if mode is not None and mode not in _MODES:
        raise TypeError(f"a table whose mode is one of {', '.join(_MODES)}")
    return DeclaredProxy(
        kind=_kind(table, ("none", *proxy_kinds())), mode=mode, client_idle=_seconds(table, "client-idle")
    )


def _table(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise TypeError("a table")
    return {key if isinstance(one, dict) else key.replace("_", "-"): one for key, one in value.items()}


def _only(table: dict[str, Any], known: Collection[str]) -> None:
    for key in table:
        if key not in known:
            raise TypeError(f"a table of {', '.join(known)}; it has {key}")


def _kind(table: dict[str, Any], known: Collection[str]) -> str:
    kind = table.get("kind", "")
    if not isinstance(kind, str) or (kind and kind not in known):
        raise TypeError(f"a table whose kind is one of {', '.join(known)}; it is {kind!r}")
    return kind


def _seconds(table: dict[str, Any], key: str) -> float | None:
    value = table.get(key)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value < 0:
        raise TypeError(f"a table whose {key} is a number of seconds")
    return float(value)
