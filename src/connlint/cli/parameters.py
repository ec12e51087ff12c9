"""The options that several commands share, each with its environment variable."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from connlint.cli.numbers import WholeNumber

if TYPE_CHECKING:
    from collections.abc import Callable

    Decorated = TypeVar("Decorated", bound=Callable[..., Any])

SEVERITY = click.Choice(["error", "warning", "note"])


def option(*names: str, **attributes: Any) -> Callable[[Decorated], Decorated]:
    """A click option that can also be given as CONNLINT_<NAME>."""
    long = next(name for name in names if name.startswith("--")).partition("/")[0]
    variable = "CONNLINT_" + long[2:].upper().replace("-", "_")
    return click.option(*names, envvar=variable, show_envvar=True, **attributes)


def words(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    """Split values at commas."""
    return tuple(word.strip() for text in value for word in text.split(",") if word.strip())


def stacked(*options: Callable[[Decorated], Decorated]) -> Callable[[Decorated], Decorated]:
    """One decorator of several, shown by the help in this order."""

    def decorate(function: Decorated) -> Decorated:
        for one in reversed(options):
            function = one(function)
        return function

    return decorate


paths = click.argument("paths", nargs=-1, metavar="[PATH]...")

known = stacked(
    option("--settings", metavar="MODULE", default="", help="The settings module to take (dotted name or path)."),
    option("--configuration", metavar="CLASS", default="", help="The class of django-configurations."),
    option(
        "--env-file", multiple=True, metavar="FILE", help="Read variables of the environment from a file. Repeatable."
    ),
    option("--env", multiple=True, metavar="NAME=VALUE", help="Set a variable of the environment. Repeatable."),
    option(
        "--profile",
        metavar="NAME",
        default="",
        help="Take env, env-file and settings from [tool.connlint.profile.NAME].",
    ),
    option("--django-version", metavar="VERSION", default="", help="The version of Django."),
    option("--pgbouncer-version", metavar="VERSION", default="", help="The version of PgBouncer."),
    option("--postgres-version", metavar="VERSION", default="", help="The version of PostgreSQL."),
    option(
        "--clients",
        type=WholeNumber(min=0),
        metavar="N",
        help="The connections that all processes together may open.",
    ),
    option("--max-connections", type=WholeNumber(min=1), metavar="N", help="The max_connections of PostgreSQL."),
)
"""What is known besides the files."""

reading = stacked(
    known, option("--stdin-filename", metavar="FILE", default="", help="The name of what - reads from standard input.")
)
"""What is read, and what is known besides the files."""

configuring = stacked(
    option("--config", metavar="FILE", default="", help="Take options from this file instead of the nearest one."),
    option("--isolated", is_flag=True, help="Take no options from files."),
)

output = stacked(
    option("-q", "--quiet", count=True, help="Say less."),
    option("-v", "--verbose", count=True, help="Say more: undecided rules, what was hidden, what was read."),
    option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Use colour."),
)
