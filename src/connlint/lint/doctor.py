"""``connlint doctor``: the pipeline with what a running system says beside what the files say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from connlint.lint.joining import joined
from connlint.lint.pipeline import Report, check
from connlint.lint.remarks import remarks
from connlint.live import Systems, observe
from connlint.live.session import RefusedError
from connlint.models.stack import Stack
from connlint.models.topology import Versions
from connlint.models.traced import known
from connlint.parsers.pgbouncer.running import Vocabulary
from connlint.planner import derive
from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from connlint.live.observing import Clock
    from connlint.models.options import Options
    from connlint.models.traced import Traced


class Asked(NamedTuple):
    """Where to look: connection strings of libpq, "" for none."""

    postgres: str = ""
    pgbouncer: str = ""


def connect(asked: Asked) -> Systems:
    """Log in. Raises UnreadableError with the option that names the system which cannot be reached."""
    from connlint.live.connection import Connection
    from connlint.live.pgbouncer import CONSOLE, refuse_console, release_of

    systems = Systems(Connection("--postgres", asked.postgres) if asked.postgres else None)
    try:
        if systems.server:
            refuse_console(systems.server, "--postgres")
        if not asked.pgbouncer:
            return systems
        console = Connection("--pgbouncer", asked.pgbouncer, CONSOLE)
        systems = systems._replace(console=console)
        return systems._replace(release=release_of(console, "--pgbouncer"))
    except UnreadableError:
        systems.close()
        raise


def examine(
    paths: Sequence[str], options: Options, systems: Systems, interval: float, clock: Clock | None = None
) -> Report:
    """Check a running system for ``interval`` seconds, and files against it; without paths the running system alone.

    Raises UnreadableError for a path that cannot be used, and for a connection that is lost.
    """
    stack, notes = _read(paths, options, systems)
    try:
        sights = observe(systems, interval, Vocabulary, clock)
    except RefusedError as error:
        raise UnreadableError(str(error), "doctor") from None
    stack, doubts = joined(stack, sights)
    stack = derive(stack)
    titles = [one.title for one in stack.running]
    return check(stack, (*titles, *notes, *doubts, *remarks(stack)), options)


def _read(paths: Sequence[str], options: Options, systems: Systems) -> tuple[Stack, tuple[str, ...]]:
    """The files, read as the releases that run read them."""
    measured: dict[str, Traced] = {}
    if systems.server:
        measured["postgresql"] = known(systems.server.version, f"server_version of {systems.server.name}")
    if systems.console:
        measured["pgbouncer"] = known(systems.release, f"SHOW VERSION of {systems.console.name}")
    if not paths:
        return Stack(versions=Versions(found=measured)), ()
    from connlint.lint.inputs import find
    from connlint.lint.reading import Reading

    inputs = find(paths, options)
    reading = Reading(inputs, options, measured)
    return reading.stack(), (*inputs.notes, *reading.notes)
