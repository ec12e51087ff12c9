"""SET and set_config(): which parameter of the session a statement changes for longer than its transaction."""

from __future__ import annotations

import re

_SET = re.compile(
    r"\s*SET\s+(?:SESSION\s+)?(?P<name>[a-z_][\w.]*)(?!\s*(?:=|TO\b)?\s*(?:DEFAULT|NONE)\b)(?:\s*=|\s+TO\b|\s+)",
    re.IGNORECASE,
)
_SET_CONFIG = re.compile(
    r"\s*SELECT\s+(?:pg_catalog\.)?set_config\(\s*'(?P<name>[a-z_][\w.]*)'\s*,[^()]*,\s*(?:false|'f')\s*\)",
    re.IGNORECASE,
)
_NO_STATE = frozenset({"local", "transaction", "constraints", "session", "names"})
_FOLLOWED = frozenset(
    {
        "timezone",
        "time",
        "client_encoding",
        "datestyle",
        "standard_conforming_strings",
        "application_name",
        "intervalstyle",
    }
)
"""Parameters that PgBouncer keeps for each client."""

_KNOWN = frozenset(
    [
        "statement_timeout",
        "lock_timeout",
        "idle_in_transaction_session_timeout",
        "idle_session_timeout",
        "transaction_timeout",
        "search_path",
        "role",
        "work_mem",
        "maintenance_work_mem",
        "temp_buffers",
        "session_replication_role",
        "row_security",
        "synchronous_commit",
        "jit",
        "random_page_cost",
        "effective_cache_size",
        "default_transaction_isolation",
        "default_transaction_read_only",
        "default_tablespace",
        "client_min_messages",
        "log_statement",
        "constraint_exclusion",
        "max_parallel_workers_per_gather",
        "bytea_output",
        "lc_messages",
        "extra_float_digits",
    ]
)
"""PostgreSQL's own; a name with a dot is an application's."""


def lasting_parameter(text: str) -> str:
    """The parameter that a statement sets for the session; "" when it sets none, or one that the pooler follows."""
    match = _SET.match(text) or _SET_CONFIG.match(text)
    if match is None:
        return ""
    name = match["name"].lower()
    if name in _NO_STATE or name in _FOLLOWED:
        return ""
    return name if name in _KNOWN or name.startswith("enable_") or "." in name else ""
