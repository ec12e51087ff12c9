"""``connlint doctor``: the same rules, and those of the family CL8, against the running system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from connlint.cli.check import finish, reporting, selecting, targets_of
from connlint.cli.command import ConfiguredCommand
from connlint.cli.numbers import Number
from connlint.cli.options import options_from
from connlint.cli.parameters import configuring, option, output, paths, reading, stacked
from connlint.cli.stdin import take_stdin

if TYPE_CHECKING:
    from connlint.lint import Report
    from connlint.models.options import Options

_LONGEST = 600

systems = stacked(
    option(
        "--postgres", metavar="DSN", default="", help="The running PostgreSQL: a connection string or URL of libpq."
    ),
    option(
        "--pgbouncer",
        metavar="DSN",
        default="",
        help="The running PgBouncer, as one of its admin_users or stats_users; its database is always pgbouncer.",
    ),
    option(
        "--interval",
        type=Number(min=1, max=_LONGEST),
        metavar="SECONDS",
        default=5.0,
        show_default=True,
        help="How long to watch: new connections are counted, and queues are looked at, at both ends.",
    ),
)


@click.command("doctor", cls=ConfiguredCommand)
@paths
@systems
@reading
@selecting
@reporting
@configuring
@output
@click.pass_context
def command(context: click.Context, /, **parameters: Any) -> int:
    """Check a running PostgreSQL and PgBouncer, read-only, and the files that PATHs name against them.

    Without a PATH the running systems alone are checked. Files win: what runs fills in what no file says, and where
    both say something CL807 compares them. Passwords come from the connection string, PGPASSWORD or ~/.pgpass, and
    are never shown. What a role cannot see (other roles' sessions need pg_monitor) stays undecided. Needs psycopg:
    pip install "connlint[live]".
    """
    options = options_from(parameters, context.obj)
    targets = targets_of(parameters["format"])
    named = take_stdin(parameters["paths"], parameters["stdin_filename"])
    report = _examine(named, options, parameters)
    return finish(report, targets, parameters, options)


def _examine(named: tuple[str, ...], options: Options, parameters: dict[str, Any]) -> Report:
    from connlint.lint.doctor import Asked, connect, examine

    asked = Asked(parameters["postgres"], parameters["pgbouncer"])
    if asked == Asked():
        raise click.UsageError("doctor needs a running system: --postgres DSN, --pgbouncer DSN, or both")
    found = connect(asked)
    try:
        return examine(named, options, found, parameters["interval"])
    finally:
        found.close()
