"""The questions to PostgreSQL.

Each is one message and, as far as PostgreSQL's state is concerned, one read-only transaction: nothing that is set
outlives it, so that a pooler in between cannot hand it to another client.
"""

from __future__ import annotations

STATEMENT_TIMEOUT = 5
"""Seconds that a question may take in PostgreSQL."""

_LIMITED = f"BEGIN READ ONLY; SET LOCAL statement_timeout = '{STATEMENT_TIMEOUT}s'; {{}}; ROLLBACK"

SETTINGS = "pg_settings"
SESSIONS = "pg_stat_activity"
LOGINS = "pg_stat_database"
LEFT_BEHIND = "pg_settings of a backend"
LEFT_BEHIND_ALONE = "pg_settings of a backend, outside a transaction"
END = "ROLLBACK"

_LEFT_BEHIND = """
    SELECT pg_backend_pid() AS backend, name, setting FROM pg_settings
    WHERE source = 'session' AND name NOT LIKE 'transaction\\_%'
    UNION ALL SELECT pg_backend_pid(), 'role', current_setting('role')"""

SQL = {
    # Before anything is set: the source of a parameter is that of its current value.
    SETTINGS: """BEGIN READ ONLY;
        SELECT name, setting, unit, vartype, source, context, pending_restart FROM pg_settings;
        ROLLBACK""",
    SESSIONS: _LIMITED.format(
        """SELECT CASE WHEN backend_type IS NULL THEN 'hidden' ELSE coalesce(state, 'starting') END AS state,
            count(*) AS sessions,
            round(max(extract(epoch FROM clock_timestamp() - state_change))::numeric, 1) AS longest
        FROM pg_stat_activity
        WHERE pid <> pg_backend_pid()
            AND (backend_type = 'client backend'
                OR (backend_type IS NULL AND usesysid IS NOT NULL AND datid IS NOT NULL))
        GROUP BY 1 ORDER BY 1"""
    ),
    LOGINS: _LIMITED.format("SELECT datid, sessions FROM pg_stat_database WHERE datid <> 0"),
    # The transaction stays open until END: it keeps the backend, so that the next question meets another one.
    LEFT_BEHIND: f"BEGIN READ ONLY; {_LEFT_BEHIND}",
    LEFT_BEHIND_ALONE: _LEFT_BEHIND,
}
"""The text of every question by its name; LEFT_BEHIND always has the row of the role."""
