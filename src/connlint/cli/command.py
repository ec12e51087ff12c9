"""A command that also takes its options from connlint.toml or pyproject.toml."""

from __future__ import annotations

import os

import click


class ConfiguredCommand(click.Command):
    """Options come from the command line, then the environment, then the configuration file."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Find the configuration file before click decides what every option is."""
        given, _, _ = self.make_parser(ctx).parse_args(args=list(args))
        isolated = given.get("isolated") is True or os.environ.get("CONNLINT_ISOLATED", "") not in ("", "0", "false")
        if not isolated:
            from connlint.cli.configuration import load

            chosen, paths = given.get("config"), given.get("paths")
            # What is not given is None or a sentinel, as the version of click has it.
            configuration = load(
                chosen if isinstance(chosen, str) else os.environ.get("CONNLINT_CONFIG", ""),
                paths if isinstance(paths, (tuple, list)) else (),
            )
            ctx.obj = configuration
            names = {parameter.name for parameter in self.params}
            ctx.default_map = {key: value for key, value in configuration.options.items() if key in names}
        return super().parse_args(ctx, args)
