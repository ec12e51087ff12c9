"""The group of commands: each is imported when it is called, and ``check`` is meant when none is named."""

from __future__ import annotations

from importlib import import_module

import click

from connlint import __version__

_COMMANDS = {
    "check": "Check files or directories (what connlint does without a command).",
    "show": "Show the resolved configuration, with where every value comes from.",
    "plan": "Do the sums of connections, and propose values that agree.",
    "explain": "Explain a rule.",
    "rules": "List the rules.",
    "doctor": "Check a running PostgreSQL and PgBouncer, and files against them.",
    "new-rule": "Write the file of a new rule.",
    "lsp": "Serve an editor: diagnostics, hovers and code actions.",
}
"""The commands, each in the module of its name, with the line of the help."""


class LazyGroup(click.Group):
    """Commands by name, imported on call."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names, in the order of the help."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import a command."""
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"connlint.cli.{cmd_name.replace('-', '_')}")
        command: click.Command = module.command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Take ``check`` when the first word is no command and no option of the group."""
        if not args or (args[0] not in _COMMANDS and args[0] not in ("--help", "-h", "--version")):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))


@click.command(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[OPTIONS]",
    subcommand_metavar="[COMMAND] [PATH]...",
)
@click.version_option(__version__, message="connlint %(version)s")
def commands() -> None:
    """Check how a Django application reaches PostgreSQL, without running anything.

    \b
    connlint settings.py pgbouncer.ini    check two files against each other
    connlint                              check what the working directory holds
    connlint check --help                 every option
    """  # noqa: D301  click wants the character
