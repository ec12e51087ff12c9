"""SET of a session: it stays on the backend, whoever that serves next."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING

from connlint.parsers.code.unit import Unit, dotted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.problem import Problem

_SET = re.compile(r"\s*SET\s+(?:SESSION\s+)?(?P<name>[a-z_][\w.]*)(?:\s*=|\s+TO\b|\s+)", re.IGNORECASE)
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


def find(unit: Unit) -> Iterator[Problem]:
    """Yield each ``execute("SET ...")``, and ``set_config(..., false)``, that outlives its transaction."""
    for node in unit.calls:
        if node.args and dotted(node.func).rpartition(".")[2] == "execute":
            parameter = _parameter(node.args[0])
            if parameter:
                yield unit.sighting("session-set", node, parameter)


def _parameter(statement: ast.expr) -> str:
    """The parameter that a statement sets for the session, "" when it does not."""
    text = _start(statement)
    match = _SET.match(text)
    if match is None:
        return ""
    name = match["name"].lower()
    if name in _NO_STATE or name in _FOLLOWED:
        return ""
    return name if name in _KNOWN or name.startswith("enable_") or "." in name else ""


def _start(statement: ast.expr) -> str:
    """The literal beginning of a text."""
    if isinstance(statement, ast.Constant) and isinstance(statement.value, str):
        return statement.value
    if isinstance(statement, ast.JoinedStr) and statement.values:
        return "".join(str(part.value) if isinstance(part, ast.Constant) else " ? " for part in statement.values)
    if isinstance(statement, ast.BinOp):
        return _start(statement.left)
    if (
        isinstance(statement, ast.Call)
        and isinstance(statement.func, ast.Attribute)
        and statement.func.attr == "format"
    ):
        return _start(statement.func.value)
    return ""
