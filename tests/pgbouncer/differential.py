"""Compare what connlint reads with what the program itself makes of the same files."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from connlint.parsers.pgbouncer import read_pgbouncer
from connlint.parsers.pgbouncer.schema import schema_of
from connlint.sources.text import Source
from tests.servers.pgbouncers import judge

if TYPE_CHECKING:
    from pathlib import Path

    from connlint.models.pgbouncer import PgBouncerConfig, PoolerEntry
    from connlint.models.problem import Problem
    from tests.pgbouncer.generator import Case
    from tests.servers.pgbouncers import Verdict

PACKAGES = {"1.18.0": "1.18.0-1+deb12u1"}
"""Debian's package of 1.18.0 carries a later default of auth_query; the package version says so."""

_COMPLAINT = re.compile(r" (?:ERROR|FATAL) .*\((?P<line>[^()]*:\d+)\)", re.DOTALL)
_PARAMETER = re.compile(r'invalid value ".*" for parameter (?P<name>.*) in configuration \(', re.DOTALL)
_MOST_BYTES_OF_A_NAME = 127
_UNCOMPARED = {"user", "conffile", "unix_socket_dir"}


def disagreements(case: Case, version: str, launcher: Path, folder: Path) -> list[str]:
    """Everything that connlint and the program see differently in one case."""
    shutil.rmtree(folder, ignore_errors=True)
    write(case, folder)
    verdict = judge(launcher, folder / "main.ini")
    source = Source("main.ini", folder / "main.ini", (folder / "main.ini").read_bytes())
    config = read_pgbouncer(source, version=PACKAGES.get(version, version))
    if verdict.accepted != config.accepted:
        said = [line for line in verdict.log if "ERROR" in line or "FATAL" in line]
        return [
            f"program accepts: {verdict.accepted} {said}; connlint: {[p.message for p in config.problems if p.fatal]}"
        ]
    if not verdict.accepted:
        return list(of_refusal(verdict, next(problem for problem in config.problems if problem.fatal)))
    return [*of_settings(verdict, config), *of_entries(verdict, config)]


def write(case: Case, folder: Path) -> None:
    """Lay the files of a case out."""
    for name, data in case.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data.replace(b"@S@", b"unix_socket_dir = " + str(folder).encode()))
    folder.chmod(0o777)


def of_refusal(verdict: Verdict, problem: Problem):
    """Compare the first complaint: its line, and the parameter it names."""
    told = next((match for match in map(_COMPLAINT.search, verdict.log) if match), None)
    if told is None:
        if "line" in problem.data:
            yield f"program names no line, connlint {problem.data['line']}: {verdict.log}"
        return
    if told["line"] != problem.data.get("line"):
        yield f"program complains about {told['line']}, connlint about {problem.data.get('line')}: {problem.message}"
    parameter = next((match["name"] for match in map(_PARAMETER.search, verdict.log) if match), None)
    if parameter is not None:
        named = problem.data.get("entry", problem.subject)
        if named.encode().decode("unicode_escape", "replace") != parameter and named != parameter:
            yield f"program names {parameter!r}, connlint {named!r}"


def of_settings(verdict: Verdict, config: PgBouncerConfig):
    """Compare SHOW CONFIG."""
    if set(verdict.config) != set(config.settings):
        yield f"keys: {set(verdict.config) ^ set(config.settings)}"
    schema = schema_of(config.version)
    for name, traced in config.settings.items():
        text = verdict.config.get(name)
        if name in _UNCOMPARED or traced.status == "unknown":
            continue
        kind = schema.key("pgbouncer", name).type
        if not same(kind, traced.value, text):
            yield f"{name}: program {text!r}, connlint {traced.value!r}"


def same(kind: str, value: object, text: str | None) -> bool:
    """Whether a value is what SHOW CONFIG prints."""
    if text is None or value is None:
        return text is None and value is None
    if kind == "bool":
        return value == (int(text) != 0)
    if kind in ("int", "uint"):
        return value == int(text)
    return (f"{value:g}" if kind == "seconds" else value) == text


def of_entries(verdict: Verdict, config: PgBouncerConfig):
    """Compare SHOW DATABASES, SHOW USERS and SHOW PEERS."""
    shown = {row["name"]: row for row in verdict.databases if row["name"] != "pgbouncer"}
    entries = {name: entry for name, entry in config.databases.items() if name != "*"}
    if set(shown) != set(entries):
        yield f"databases: program {set(shown)}, connlint {set(entries)}"
    for name in set(shown) & set(entries):
        yield from differing(f"database {name}", shown[name], expected_database(config, entries[name]))
    users = {row["name"]: row for row in verdict.users}
    for name, entry in config.users.items():
        if name == "pgbouncer":
            continue  # the user of the console, which the program sets up itself
        kept = cut(name)
        if kept not in users:
            yield f"user {name} is missing in SHOW USERS"
        else:
            yield from differing(f"user {name}", users[kept], expected_user(config, entry))
    peers = {row["peer_id"]: row for row in verdict.peers}
    if set(peers) != set(config.peers):
        yield f"peers: program {set(peers)}, connlint {set(config.peers)}"
    for name in set(peers) & set(config.peers):
        yield from differing(f"peer {name}", peers[name], expected_peer(config, config.peers[name]))


def differing(what: str, row: dict[str, str | None], expected: dict[str, object]):
    """The columns of a row that are not as expected."""
    for column, value in expected.items():
        text = None if value is None else str(value)
        if column in row and row[column] != text:
            yield f"{what}: {column}: program {row[column]!r}, connlint {text!r}"


def expected_database(config: PgBouncerConfig, entry: PoolerEntry) -> dict[str, object]:
    """What SHOW DATABASES prints for an entry."""
    reserve = number(config, entry, "reserve_pool_size", "reserve_pool_size")
    host = written(entry, "host")
    balance = (written(entry, "load_balance_hosts") or "round-robin") if host and "," in str(host) else None
    lifetime = written(entry, "server_lifetime") or 0
    lifetime = (lifetime * 1_000_000 % 2**64 or int(config.settings["server_lifetime"].value * 1_000_000)) // 1_000_000
    return {
        "host": host,
        "port": written(entry, "port") or 5432,
        "database": written(entry, "dbname") or entry.name,
        "force_user": cut(written(entry, "user")),
        "pool_size": number(config, entry, "pool_size", "default_pool_size"),
        "min_pool_size": number(config, entry, "min_pool_size", "min_pool_size"),
        "reserve_pool": reserve,
        "reserve_pool_size": reserve,
        "server_lifetime": signed(lifetime),
        "pool_mode": written(entry, "pool_mode"),
        "load_balance_hosts": balance,
        "max_connections": limit(config, entry, "max_db_connections"),
        "max_client_connections": limit(config, entry, "max_db_client_connections"),
    }


def expected_user(config: PgBouncerConfig, entry: PoolerEntry) -> dict[str, object]:
    """What SHOW USERS prints for an entry."""
    return {
        "pool_mode": written(entry, "pool_mode"),
        "pool_size": padded(written(entry, "pool_size")),
        "reserve_pool_size": padded(written(entry, "reserve_pool_size")),
        "max_user_connections": limit(config, entry, "max_user_connections"),
        "max_user_client_connections": limit(config, entry, "max_user_client_connections"),
    }


def expected_peer(config: PgBouncerConfig, entry: PoolerEntry) -> dict[str, object]:
    """What SHOW PEERS prints for an entry."""
    return {
        "host": written(entry, "host"),
        "port": written(entry, "port") or 6432,
        "pool_size": number(config, entry, "pool_size", "default_pool_size"),
    }


def written(entry: PoolerEntry, key: str):
    """The value of a key of an entry, None when it is not there."""
    traced = entry.settings.get(key)
    return None if traced is None else traced.value


def number(config: PgBouncerConfig, entry: PoolerEntry, key: str, inherited: str) -> int:
    """A size, inherited when it is missing or negative."""
    own = written(entry, key)
    return own if own is not None and own >= 0 else config.settings[inherited].value


def limit(config: PgBouncerConfig, entry: PoolerEntry, key: str):
    """A limit, inherited when it is missing, 0 or negative."""
    own = written(entry, key)
    return own if own is not None and own > 0 else getattr(config.settings.get(key), "value", None)


def padded(size: int | None) -> str:
    """A size as SHOW USERS prints it."""
    return f"{size:9d}" if size is not None and size >= 0 else ""


def signed(value: int) -> int:
    """The low 32 bits as a signed number: what the console prints of a larger one."""
    return (value + 2**31) % 2**32 - 2**31


def cut(name: str | None) -> str | None:
    """A user name as the program keeps it."""
    return None if name is None else name.encode()[:_MOST_BYTES_OF_A_NAME].decode()
