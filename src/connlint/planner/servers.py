"""The PostgreSQL server of the Stack: one value per setting out of the files and declarations that describe it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, default, unknown

if TYPE_CHECKING:
    from connlint.models.stack import Stack

_DEFAULTS = {
    "max_connections": 100,
    "superuser_reserved_connections": 3,
    "reserved_connections": 0,
    "statement_timeout": 0,
    "idle_session_timeout": 0,
    "idle_in_transaction_session_timeout": 0,
    "lock_timeout": 0,
}


def server_setting(stack: Stack, key: str) -> Traced:
    """A setting of the server: a declared one wins over files; its default when files leave it out; else unknown."""
    if not stack.servers:
        return unknown(f"no PostgreSQL configuration was given, so {key} is not known", missing=key)
    ordered = sorted(stack.servers, key=lambda server: server.form != "declared")
    written = [server.settings[key] for server in ordered if key in server.settings]
    set_ones = [value for value in written if value.status != "default"]
    if ordered[0].form == "declared" and key in ordered[0].settings:
        return ordered[0].settings[key]
    if len({repr(value.value) for value in set_ones if value.decided}) > 1:
        return unknown(f"several PostgreSQL configurations disagree about {key}", set_ones[0].origin, key)
    if written:
        return (set_ones or written)[0]
    if all(server.form == "declared" for server in stack.servers) or key not in _DEFAULTS:
        return unknown(f"{key} is not declared", missing=key)
    unseen = next((server.unseen for server in stack.servers if server.unseen), None)
    return unseen or default(_DEFAULTS[key], "default of PostgreSQL")


def reserved(stack: Stack, key: str) -> Traced:
    """The reserved slots: PostgreSQL's default where a declaration of max_connections says nothing about them."""
    value = server_setting(stack, key)
    if stack.servers and value.status == "unknown" and value.reason.endswith("is not declared"):
        return default(_DEFAULTS[key], "default of PostgreSQL")
    return value
