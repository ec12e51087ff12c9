"""``connlint show``: the resolved configuration, with where every value comes from."""

from __future__ import annotations

from typing import Any

import click

from connlint.cli.command import ConfiguredCommand
from connlint.cli.options import options_from
from connlint.cli.parameters import configuring, output, paths, reading
from connlint.cli.stdin import take_stdin


@click.command("show", cls=ConfiguredCommand)
@paths
@reading
@click.option(
    "--format",
    "name",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    envvar="CONNLINT_SHOW_FORMAT",
    show_envvar=True,
    help="A table, or JSON.",
)
@configuring
@output
@click.pass_context
def command(context: click.Context, /, **parameters: Any) -> int:
    """Show the resolved configuration: every value with its file and line, and the way it took."""
    from connlint.lint import read_stack

    options = options_from(parameters, context.obj)
    stack, notes = read_stack(take_stdin(parameters["paths"], parameters["stdin_filename"]), options)
    if parameters["name"] == "json":
        from connlint.reporters.configuration.contract import render

        click.echo(render(stack), nl=False)
    else:
        from connlint.cli.terminal import colored
        from connlint.reporters.configuration.text import render as render_text

        color = colored(parameters["color"])
        unread = [problem for problem in stack.problems if problem.kind == "unreadable-input"]
        notes = (*(f"{problem.subject}: {problem.message}" for problem in unread), *notes)
        text = render_text(stack, color=color, verbose=parameters["verbose"] > 0, notes=notes)
        click.echo(text, nl=False, color=color)
    return 0
