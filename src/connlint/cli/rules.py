"""``connlint rules``: the list of rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from connlint.cli.command import ConfiguredCommand
from connlint.cli.parameters import configuring

if TYPE_CHECKING:
    from connlint.models.rule import RuleCard

_KEYS = ("code", "name", "severity", "evidence", "summary", "since", "opt_in")


@click.command("rules", cls=ConfiguredCommand)
@click.option("--format", "name", type=click.Choice(["text", "json"]), default="text", help="A table, or JSON.")
@configuring
@click.pass_context
def command(context: click.Context, /, name: str, **_: Any) -> int:
    """List the rules: code, level, evidence, name."""
    from connlint.rules import load_catalogue

    folders = context.obj.rules if context.obj else ()
    cards = load_catalogue([Path(folder) for folder in folders]).cards
    if name == "json":
        click.echo(json.dumps([{key: getattr(card, key) for key in _KEYS} for card in cards], indent=2))
    else:
        click.echo("\n".join(_line(card) for card in cards))
    return 0


def _line(card: RuleCard) -> str:
    opt_in = " (opt-in)" if card.opt_in else ""
    return f"{card.code}  {card.severity:<7}  {card.evidence:<10}  {card.name}{opt_in}"
