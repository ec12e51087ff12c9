"""The buildpack of Heroku: one PgBouncer in every dyno, configured by variables of the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.problem import Problem
from connlint.models.traced import unknown
from connlint.parsers.pgbouncer.forms.draft import Draft, Given
from connlint.parsers.pgbouncer.forms.entries import Variables
from connlint.parsers.pgbouncer.forms.variables import of_supplied

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from connlint.models.environment import Supplied
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.sources.text import Source

MARKERS = ("bin/start-pgbouncer-stunnel", "bin/start-pgbouncer")
_WHOSE = "default of the Heroku buildpack"
_FIXED = {
    "listen_addr": "127.0.0.1",
    "listen_port": "6000",
    "auth_type": "scram-sha-256",
    "auth_file": "/app/vendor/pgbouncer/users.txt",
    "server_tls_sslmode": "prefer",
}
_PRESETS = {
    "pool_mode": "transaction",
    "server_reset_query": "",
    "max_client_conn": "100",
    "default_pool_size": "1",
    "min_pool_size": "0",
    "reserve_pool_size": "1",
    "reserve_pool_timeout": "5.0",
    "server_lifetime": "3600",
    "server_idle_timeout": "600",
    "log_connections": "1",
    "log_disconnections": "1",
    "log_pooler_errors": "1",
    "stats_period": "60",
    "ignore_startup_parameters": "",
    "query_wait_timeout": "120",
}


def read_procfile(
    source: Source, environment: Mapping[str, Supplied], version: str | None
) -> Iterator[PgBouncerConfig]:
    """The process that the marker in a Procfile starts; the number of dynos stands nowhere in the project."""
    for number, line in enumerate(source.lines, 1):
        marker = next((marker for marker in MARKERS if marker in line), None)
        if marker is None:
            continue
        start = line.index(marker) + 1
        draft = Draft(source, source.span(number, start, number, start + len(marker)), "Heroku buildpack")
        given = {name: of_supplied(supplied, draft.place) for name, supplied in environment.items()}
        _write(draft, Variables(given, draft, _WHOSE))
        if (source.path.parent / "pgbouncer.ini").is_file():
            message = "the buildpack writes its own pgbouncer.ini from variables; the one in the project is not read"
            problem = Problem(kind="variable-ignored", message=message, place=draft.place, subject="pgbouncer.ini")
            draft.problems.append(problem)
        yield draft.config(version, unknown("the number of dynos is not in the project", draft.place, "dynos"))
        return


def _write(draft: Draft, variables: Variables) -> None:
    draft.section("pgbouncer")
    for key, text in _FIXED.items():
        draft.preset(key, text, _WHOSE)
    for key, text in _PRESETS.items():
        draft.setting(key, variables.or_preset(f"PGBOUNCER_{key.upper()}", text))
    mode = variables.or_preset("PGBOUNCER_POOL_MODE", "transaction")
    if mode.text == "session" and variables.get("PGBOUNCER_SERVER_RESET_QUERY") is None:
        draft.preset("server_reset_query", "DISCARD ALL;", _WHOSE)
    draft.section("databases")
    urls = variables.or_preset("PGBOUNCER_URLS", "DATABASE_URL").text.split()
    for number, name in enumerate(urls, 1):
        missing = {key: Given("", name, draft.place, missing=name) for key in ("host", "dbname", "port")}
        draft.entry(Given(f"db{number}", _WHOSE, draft.place), missing)
