"""Where a running program does not do what the checked file says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.lint.sameness import same_setting
from connlint.live.pgbouncer import CONSOLE
from connlint.models.live import Difference
from connlint.models.traced import Traced, default, known

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.live.observing import Sight
    from connlint.live.session import Row
    from connlint.models.pgbouncer import PgBouncerConfig, PoolerEntry
    from connlint.models.place import Place
    from connlint.models.postgresql import PostgreSQLConfig

_NOT_THE_FILES = frozenset({"conffile", "user", "pidfile", "unix_socket_dir", "job_name", "syslog_ident", "verbose"})
"""Settings of PgBouncer that the command line decides, or the build."""
_INHERITED = {"pool_size": "default_pool_size"}
_DATABASE = (
    "host",
    "port",
    "dbname",
    "user",
    "pool_mode",
    "pool_size",
    "min_pool_size",
    "reserve_pool_size",
    "max_db_connections",
)
_PORT = 5432
_UNLISTED = ("*", CONSOLE)
_USER = ("pool_mode", "pool_size", "reserve_pool_size", "max_user_connections")
_RELOAD = "RELOAD on the console of PgBouncer"
_RESTART = "a restart of PgBouncer"


def pooler_differences(written: PgBouncerConfig, sight: Sight, running: PgBouncerConfig) -> Iterator[Difference]:
    """What SHOW CONFIG, SHOW DATABASES and SHOW USERS say against a file, in the order of the file's settings."""
    for name, value in written.settings.items():
        now = running.settings.get(name)
        if now is None or name in _NOT_THE_FILES or not (value.decided and now.decided) or now.value == value.value:
            continue
        if value.status == "known" or (now.status == "known" and written.form == "ini"):
            changeable = written.form == "ini" and sight.rows[name].get("changeable") == "yes"
            remedy = _RELOAD if changeable else _RESTART
            yield Difference(setting=name, written=_placed(value, written), running=now, remedy=remedy)
    yield from _entries(written, running, "databases", _DATABASE)
    yield from _entries(written, running, "users", _USER)


def _placed(value: Traced, config: PgBouncerConfig) -> Traced:
    """A default, at the section that leaves it."""
    return value if value.origin else value.model_copy(update={"origin": config.place})


def _entries(
    written: PgBouncerConfig, running: PgBouncerConfig, section: str, keys: tuple[str, ...]
) -> Iterator[Difference]:
    lines: dict[str, PoolerEntry] = getattr(running, section)
    entries: dict[str, PoolerEntry] = getattr(written, section)
    for name, entry in entries.items():
        if name in lines:
            for key in keys:
                yield from _of_line(entry, lines[name], key, (written, running))
        elif name not in _UNLISTED:
            yield _presence(f"[{section}] {name}", "there", "not there", entry.place)
    if section == "databases" and written.databases_whole and "*" not in entries:
        for name in sorted(lines.keys() - entries.keys()):
            yield _presence(f"[{section}] {name}", "not there", "there", written.place)


def _presence(what: str, before: str, now: str, place: Place | None) -> Difference:
    written = known(before, origin=place)
    return Difference(setting=what, written=written, running=known(now, "SHOW DATABASES"), remedy=_RELOAD)


def _of_line(
    entry: PoolerEntry, line: PoolerEntry, key: str, configs: tuple[PgBouncerConfig, PgBouncerConfig]
) -> Iterator[Difference]:
    """A key of a line, when either side writes it; what is inherited is told once, at [pgbouncer]."""
    if key not in entry.settings and key not in line.settings:
        return
    before, now = (_inherited(one, key, config) for one, config in zip((entry, line), configs, strict=True))
    if before.decided and now.decided and before.value != now.value:
        place = before.origin or entry.place
        before = before.model_copy(update={"origin": place})
        yield Difference(setting=f"{key} of {entry.name}", written=before, running=now, remedy=_RELOAD)


def _inherited(entry: PoolerEntry, key: str, config: PgBouncerConfig) -> Traced:
    written = entry.settings.get(key)
    if written is not None and not _means_inherit(key, written):
        return written
    if key in ("port", "dbname"):
        return default(_PORT if key == "port" else entry.name, "default of PgBouncer")
    return config.settings.get(_INHERITED.get(key, key)) or default(None, "not set")


def _means_inherit(key: str, value: Traced) -> bool:
    """Whether a number is one that stands for the level above: below 0, and 0 for a limit."""
    if not isinstance(value.value, int):
        return False
    return value.value <= 0 if key.startswith("max_") else value.value < 0


def server_differences(written: PostgreSQLConfig, sight: Sight) -> Iterator[Difference]:
    """What pg_settings says against a file, where the two can be compared."""
    for name, value in written.settings.items():
        row, now = sight.rows.get(name), sight.running.config.settings.get(name)
        if row is None or now is None or not (value.decided and now.decided) or row["source"] == "override":
            continue
        if same_setting(value.value, row) is False:
            remedy = _server_remedy(row) if written.form == "postgresql.conf" else "a new start of PostgreSQL with it"
            yield Difference(setting=name, written=value, running=now, remedy=remedy)


def _server_remedy(row: Row) -> str:
    if row["pending_restart"] == "t":
        return "a restart of PostgreSQL, which is pending"
    if row["source"] in ("configuration file", "default"):
        return "a restart of PostgreSQL" if row["context"] == "postmaster" else "a reload of PostgreSQL"
    return f"a look at what overrides the file: {row['source']}"
