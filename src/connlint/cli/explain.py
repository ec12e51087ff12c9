"""``connlint explain RULE``: the rule's page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from connlint.cli.command import ConfiguredCommand
from connlint.cli.parameters import configuring

if TYPE_CHECKING:
    from connlint.rules import Catalogue


@click.command("explain", cls=ConfiguredCommand)
@click.argument("rules", nargs=-1, metavar="RULE...")
@click.option("--all", "everything", is_flag=True, help="Every rule.")
@configuring
@click.pass_context
def command(context: click.Context, /, rules: tuple[str, ...], *, everything: bool, **_: Any) -> int:
    """Explain a rule, by its code or name: what it does, why, how to mend it, where the facts come from."""
    from connlint.rules import load_catalogue
    from connlint.rules.page import page

    if not rules and not everything:
        raise click.UsageError("name a rule (see: connlint rules), or give --all")
    folders = context.obj.rules if context.obj else ()
    catalogue = load_catalogue([Path(folder) for folder in folders])
    cards = catalogue.pages if everything else [catalogue.page_card(_code(word, catalogue)) for word in rules]
    click.echo("\n".join(page(card) for card in cards), nl=False)
    return 0


def _code(word: str, catalogue: Catalogue) -> str:
    head = catalogue.find(word)
    if head is None:
        from connlint.policy.selection import nearest

        raise click.UsageError(f"no rule is called {word}{nearest(word, catalogue.heads)} (see: connlint rules)")
    return head.code
