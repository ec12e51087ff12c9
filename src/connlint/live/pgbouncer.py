"""The configuration of a running PgBouncer, from its console."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from connlint.live.session import RefusedError, place_of
from connlint.models.pgbouncer import PgBouncerConfig, PoolerEntry
from connlint.models.traced import Traced, default, known, unknown
from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from connlint.live.session import Row, Session, Vocabulary

FORM = "SHOW CONFIG"
CONSOLE = "pgbouncer"
"""The database of the console, which is also in the lists of databases, users and pools."""

_COLUMNS = {
    "host": "host",
    "port": "port",
    "database": "dbname",
    "force_user": "user",
    "pool_size": "pool_size",
    "min_pool_size": "min_pool_size",
    "reserve_pool": "reserve_pool_size",
    "reserve_pool_size": "reserve_pool_size",
    "server_lifetime": "server_lifetime",
    "pool_mode": "pool_mode",
    "load_balance_hosts": "load_balance_hosts",
    "max_connections": "max_db_connections",
    "max_client_connections": "max_db_client_connections",
    "max_user_connections": "max_user_connections",
    "max_user_client_connections": "max_user_client_connections",
}
"""The columns of SHOW DATABASES and SHOW USERS, and the keys that they show."""
_INHERITED = {"pool_size": "default_pool_size"}
_UNTOLD = frozenset({"password", "client_encoding", "datestyle", "timezone", "application_name", "reserve_pool"})
"""Keys that no rule needs of a running system, and another spelling."""


def refuse_console(session: Session, option: str) -> None:
    """Raise UnreadableError when what should be a PostgreSQL is the console of a PgBouncer."""
    if "bouncer" in (session.parameter("server_version") or ""):
        raise UnreadableError(f"{session.name} is the console of PgBouncer, which belongs to --pgbouncer", option)


def release_of(session: Session, option: str) -> str:
    """The release of a PgBouncer. Raises UnreadableError when this is no console of one."""
    try:
        rows = session.ask("SHOW VERSION")
    except RefusedError as error:
        raise UnreadableError(f"{session.name} is no console of PgBouncer: {error}", option) from None
    found = re.search(r"PgBouncer (\d+(?:\.\d+)*)", " ".join(str(value) for row in rows for value in row.values()))
    if found is None:
        raise UnreadableError(f"{session.name} does not say which PgBouncer it is", option)
    return found[1]


def read_pooler(session: Session, release: str, vocabulary: Vocabulary) -> tuple[PgBouncerConfig, dict[str, Row]]:
    """The configuration of a process, and the rows of SHOW CONFIG by key. Raises RefusedError.

    ``*`` is in no list of the console, so other databases may be served as well. What a line of [databases] or [users]
    can say and the console does not show is unknown.
    """
    place = place_of(FORM, session)
    rows = {str(row["key"]): row for row in session.ask("SHOW CONFIG")}
    settings = {key: unknown(f"SHOW CONFIG does not tell {key}") for key in vocabulary.keys("pgbouncer")}
    settings.update({key: _setting(row, release, vocabulary) for key, row in rows.items()})
    config = PgBouncerConfig(
        file=place.file,
        place=place,
        form=FORM,
        version=release,
        version_assumed=False,
        settings=settings,
        databases=_entries(session.ask("SHOW DATABASES"), "databases", settings, vocabulary),
        users=_entries(session.ask("SHOW USERS"), "users", settings, vocabulary),
        databases_whole=False,
        services=(session.name.rpartition(":")[0],),
    )
    return config, rows


def _setting(row: Row, release: str, vocabulary: Vocabulary) -> Traced:
    """A setting; one that has its default counts as not set, as in a file that leaves it out."""
    key, text, standard = str(row["key"]), row["value"], row.get("default")
    value = None if text is None else vocabulary.value(key, text)
    usual = None if standard is None else vocabulary.value(key, standard)
    if value == usual:
        return default(value, f"default of PgBouncer {release}")
    return known(value, "SHOW CONFIG")


def _entries(
    rows: Iterable[Row], section: str, settings: Mapping[str, Traced], vocabulary: Vocabulary
) -> dict[str, PoolerEntry]:
    return {
        name: PoolerEntry(name=name, settings=_line(row, section, settings, vocabulary))
        for row in rows
        if (name := str(row["name"])) != CONSOLE
    }


def _line(row: Row, section: str, settings: Mapping[str, Traced], vocabulary: Vocabulary) -> dict[str, Traced]:
    """The keys of a line that differ from what it inherits, and those that the console does not show."""
    view = f"SHOW {section.upper()}"
    keys = frozenset(vocabulary.keys(section))
    shown = {_COLUMNS[column]: text for column, text in row.items() if _COLUMNS.get(column) in keys}
    found: dict[str, Traced] = {}
    for key, text in shown.items():
        value = vocabulary.entry_value(section, key, text.strip()) if text and text.strip() else None
        inherited = settings.get(_INHERITED.get(key, key))
        if value is not None and (inherited is None or value != inherited.value):
            found[key] = known(value, view)
    for key in keys - shown.keys() - _UNTOLD:
        found[key] = unknown(f"{view} does not tell {key} of {row['name']}", missing="pgbouncer.ini")
    return found
