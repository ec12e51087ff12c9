"""What can be said only once the whole configuration is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.parsers.pgbouncer.document import brief

if TYPE_CHECKING:
    from connlint.models.place import Place
    from connlint.models.problem import Problem
    from connlint.parsers.pgbouncer.state import State
    from connlint.sources.text import Source

_PROTOCOL_WORDS = ("all", "legacy", "default", "secure", "tlsv1", "tlsv1.0", "tlsv1.1", "tlsv1.2", "tlsv1.3")
_KICKS_SINCE = (1, 24)
_KEY = "client_idle_timeout"


def check_whole(state: State, source: Source) -> None:
    """Look at what only the whole shows: the main section, TLS, timeouts that disconnect other users."""
    if state.header is None and state.unseen is None:
        state.log.refuse(
            "missing-section",
            "there is no [pgbouncer] section, so PgBouncer does not start",
            source.span(1, 1, 1, 1),
            subject="pgbouncer",
        )
    _doubt_repairs(state)
    _check_client_tls(state)
    _check_protocols(state, "client")
    _check_protocols(state, "server")
    _check_idle_timeout(state)


def _doubt_repairs(state: State) -> None:
    """A name that stands in [pgbouncer] already is no safe repair of another: which value was meant, nobody knows."""
    meant = [problem.replacement for problem in state.log.problems if _renames(problem)]
    taken = {name for name in meant if name is not None and (name in state.settings or meant.count(name) > 1)}
    state.log.problems[:] = [
        problem.model_copy(update={"replacement": None})
        if _renames(problem) and problem.replacement in taken
        else problem
        for problem in state.log.problems
    ]


def _renames(problem: Problem) -> bool:
    data = problem.data
    return problem.kind == "unknown-key" and data.get("section") == "pgbouncer" and "entry" not in data


def _check_client_tls(state: State) -> None:
    mode = state.effective("client_tls_sslmode").value
    needed = []
    if mode not in (None, "disable"):
        needed = ["client_tls_key_file", "client_tls_cert_file"]
        if mode == "verify-full":
            needed.append("client_tls_ca_file")
    for name in needed:
        value = state.effective(name)
        if value.decided and not value.value:
            message = f"client_tls_sslmode = {mode} needs {name}"
            state.log.refuse("tls-files-missing", message, _place(state, "client_tls_sslmode"), subject=name)
            return
    cert = state.effective("auth_type").value == "cert"
    if cert and mode not in (None, "verify-full"):
        message = f"auth_type = cert needs client_tls_sslmode = verify-full, not {mode}"
        state.log.refuse("tls-files-missing", message, _place(state, "auth_type"), subject="client_tls_sslmode")


def _check_protocols(state: State, side: str) -> None:
    name = f"{side}_tls_protocols"
    value = state.effective(name)
    if state.effective(f"{side}_tls_sslmode").value in (None, "disable") or not value.decided or not value.value:
        return
    words = re.split(r"[:,]", str(value.value))
    if any(word.strip().lstrip("!").lower() not in _PROTOCOL_WORDS for word in words):
        message = f"{name} = {brief(str(value.value))} is refused; it takes " + ", ".join(_PROTOCOL_WORDS)
        data = {"section": "pgbouncer", "type": "word-list", "reason": "not-a-word"}
        state.log.refuse("invalid-value", message, _place(state, name), subject=name, data=data)


def _check_idle_timeout(state: State) -> None:
    """A per-user client_idle_timeout makes PgBouncer compare every other user with the global value, even 0."""
    overall = state.effective(_KEY)
    if state.schema.release < _KICKS_SINCE or not overall.decided or overall.value != 0:
        return
    for name, entry in state.entries["users"].items():
        written = entry.settings.get(_KEY)
        if written is not None:
            state.log.silent(
                "user-idle-timeout",
                f"client_idle_timeout of {brief(name)} makes PgBouncer disconnect the idle clients of every other "
                "user at once, because the global client_idle_timeout is 0",
                written.origin or entry.place,
                subject=name,
                suggestion="set a large client_idle_timeout in [pgbouncer] as well",
                data={"section": "users", "entry": name},
            )


def _place(state: State, name: str) -> Place | None:
    written = state.settings.get(name)
    return written.place if written else state.header
