"""``connlint new-rule NAME``: write the file of a new rule."""

from __future__ import annotations

import re
from pathlib import Path

import click

from connlint import __version__
from connlint.sources.errors import UnreadableError


@click.command("new-rule")
@click.argument("name")
@click.option("--in", "folder", default="rules", metavar="DIR", help="The folder of the rule; rules by default.")
@click.option("--code", metavar="CODE", help="Its code; by default the one after the highest in the folder.")
def command(name: str, folder: str, code: str | None) -> int:
    """Write a rule file that works, to be changed: no registry, no code."""
    from connlint.rules.stub import next_code, stub
    from connlint.sources.writing import write

    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", name):
        raise click.UsageError(f"{name!r} is no name for a rule: lower case words with dashes, such as pool-too-small")
    directory = Path(folder)
    file = directory / f"{name}.toml"
    if file.exists():
        raise click.UsageError(f"{file.as_posix()} is there already")
    try:
        directory.mkdir(parents=True, exist_ok=True)
        write(file, stub(name, code or next_code(directory), __version__).encode())
    except OSError as error:
        raise UnreadableError(f"cannot be written: {error.strerror}", file.as_posix()) from None
    except ValueError as error:
        raise UnreadableError(f"a rule there is no TOML: {error}", directory.as_posix()) from None
    click.echo(f"{file.as_posix()}: change its condition, texts and examples; connlint explain shows a neighbour's")
    return 0
