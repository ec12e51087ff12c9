"""What was seen of a program, in one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from connlint.live.session import Session
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.traced import Traced

_USE = "{connections_used} of {max_connections} connections"
_STATES = "{active} active, {idle} idle, {idle_in_transaction} idle in transaction"
_CHURN = "{connections_per_minute} new connections a minute, sampled over {sampled_seconds} s"
_POOLS = "clients {clients}, waiting {clients_waiting}, server connections {server_connections}"


def server_title(session: Session, values: Mapping[str, Traced]) -> str:
    """What a PostgreSQL was doing, or why that could not be seen."""
    used, churn = values["connections_used"], values["connections_per_minute"]
    sessions = _filled(f"{_USE}: {_STATES}", values) if used.decided else used.reason
    logins = _filled(_CHURN, values) if churn.decided else churn.reason
    return f"PostgreSQL {session.version} at {session.name}: {sessions}; {logins}"


def pooler_title(session: Session, config: PgBouncerConfig, values: Mapping[str, Traced]) -> str:
    """What a PgBouncer was doing."""
    return f"PgBouncer {config.version} at {session.name}: {_filled(_POOLS, values)}"


def _filled(text: str, values: Mapping[str, Traced]) -> str:
    return text.format_map({name: _shown(one) for name, one in values.items()})


def _shown(traced: Traced) -> str:
    if not traced.decided:
        return "an unknown number"
    return f"{traced.value:g}" if isinstance(traced.value, float) else str(traced.value)
