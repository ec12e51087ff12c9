"""``connlint lsp``: the language server."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click

from connlint.cli.check import choosing
from connlint.cli.command import ConfiguredCommand
from connlint.cli.options import options_from
from connlint.cli.parameters import configuring, known, stacked
from connlint.sources.errors import UnreadableError

if TYPE_CHECKING:
    from connlint.models.options import Options

_given = stacked(known, choosing, configuring)


class ServerCommand(click.Command):
    """Keeps its words: what they mean with the configuration file of the moment is decided at every run."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Refuse what is no option before an editor waits for answers."""
        ctx.obj = tuple(args)
        return super().parse_args(ctx, args)


@click.command("lsp", cls=ServerCommand)
@_given
@click.option("--stdio", is_flag=True, help="Over standard input and output, as it always is.")
@click.pass_obj
def command(words: tuple[str, ...], /, **_: Any) -> int:
    """Serve an editor: diagnostics, hovers and code actions of the Language Server Protocol, over standard input and
    output.

    Each folder of the workspace is checked as connlint does in it: with its configuration file, and the options that
    are given here. What is open and not saved counts as it stands in the editor. Needs pygls:
    pip install "connlint[lsp]".
    """
    try:
        from connlint.lsp.server import serve
    except ImportError as error:
        reason = "" if isinstance(error, ModuleNotFoundError) else f" ({' '.join(str(error).split())})"
        raise UnreadableError(f'needs pygls: pip install "connlint[lsp]"{reason}', "lsp") from None
    return serve(partial(_options, words))


def _options(words: tuple[str, ...]) -> Options:
    """The options of a run in the working directory. Raises UnreadableError for what cannot be meant."""
    every = ConfiguredCommand("lsp", params=command.params)
    try:
        context = every.make_context("lsp", list(words))
        return options_from(context.params, context.obj)
    except click.ClickException as error:
        raise UnreadableError(" ".join(error.format_message().split()), "options") from None
