"""pgbouncer.ini, read exactly as PgBouncer reads it.

The grammar, the numbers and the complaints are those of the program; the tests feed the same files to
the real PgBouncer of three releases.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.pgbouncer import PgBouncerConfig
from connlint.parsers.pgbouncer.afterwards import check_whole
from connlint.parsers.pgbouncer.loader import Loader
from connlint.parsers.pgbouncer.log import Log, TooManyError
from connlint.parsers.pgbouncer.placeholders import is_template_name
from connlint.parsers.pgbouncer.schema import is_newer_than_known, schema_of
from connlint.parsers.pgbouncer.state import State
from connlint.parsers.pgbouncer.table import NEWEST

if TYPE_CHECKING:
    from pathlib import Path

    from connlint.sources.text import Source


def read_pgbouncer(
    source: Source, *, version: str | None = None, final: bool = True, directory: Path | None = None
) -> PgBouncerConfig:
    """Read a pgbouncer.ini and what it includes as one release of PgBouncer does.

    ``version`` is the declared one; without it the newest that connlint knows is taken. ``final`` tells
    that PgBouncer itself will read this text: a placeholder in it is a problem, and in a template (also
    recognised by its name) only an unknown value. ``directory`` is the working directory of the process,
    against which relative includes are resolved; without it the folder of the file. Never raises for
    what stands in the file: mistakes are in ``problems``, the fatal ones in PgBouncer's order.
    """
    log = Log()
    newer = version is not None and is_newer_than_known(version)
    schema = schema_of(NEWEST if version is None or newer else version)
    state = State(schema, log, final=final and not is_template_name(source.name))
    if newer:
        message = f"PgBouncer {version} is newer than this connlint, which reads the file as {NEWEST} would"
        log.silent("version-unknown", message, None, subject=str(version), data={"known": NEWEST})
    _load(state, source, directory or source.path.parent)
    return PgBouncerConfig(
        file=source.name,
        place=state.header,
        version=schema.text if not newer else str(version),
        version_assumed=version is None,
        settings={name: state.effective(name) for name in schema.names("pgbouncer")},
        databases=state.entries["databases"],
        users=state.entries["users"],
        peers=state.entries["peers"],
        problems=tuple(log.problems),
        accepted=log.fatal == 0,
        files=tuple(state.files),
        secrets=tuple(state.secrets),
        databases_whole=state.databases_whole,
    )


def _load(state: State, source: Source, directory: Path) -> None:
    try:
        if Loader(state, directory).read(source):
            check_whole(state, source)
    except TooManyError:
        pass
