"""The settings of a running PostgreSQL, from pg_settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.live.quantities import value_of
from connlint.live.questions import SETTINGS
from connlint.live.session import place_of
from connlint.models.postgresql import PostgreSQLConfig
from connlint.models.traced import Traced, default, known, unknown

if TYPE_CHECKING:
    from connlint.live.session import Row, Session

FORM = "pg_settings"
_OWN = ("session", "client", "user", "database", "database user", "interactive", "test")
"""Sources of values that are this session's own: ALTER ROLE, ALTER DATABASE, SET, what the client sent."""
_SECRETS = ("primary_conninfo", "ssl_passphrase_command")


def read_server(session: Session) -> tuple[PostgreSQLConfig, dict[str, Row]]:
    """The configuration of a server, and the rows of pg_settings that it was read from, by name in lower case.

    A setting for which the session has a value of its own is unknown: that value hides the server's.
    """
    place = place_of(SETTINGS, session)
    rows = {str(row["name"]).lower(): row for row in session.ask(SETTINGS) if not _secret(str(row["name"]))}
    settings = {name: _traced(row, session) for name, row in rows.items()}
    return PostgreSQLConfig(file=place.file, place=place, form=FORM, settings=settings), rows


def _secret(name: str) -> bool:
    """Whether a setting can hold a secret; what extensions and applications define is nobody's business."""
    return name in _SECRETS or "." in name


def _traced(row: Row, session: Session) -> Traced:
    source = row["source"] or "default"
    if source in _OWN:
        whose = f"{session.user} in {session.database}"
        return unknown(f"{row['name']} has its own value for {whose} ({source}), which hides that of the server")
    value = value_of(row["setting"] or "", row["unit"] or "", row["vartype"] or "string")
    return default(value, "default of PostgreSQL") if source == "default" else known(value, f"pg_settings, {source}")
