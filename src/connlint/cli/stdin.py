"""Standard input as a file: ``connlint --stdin-filename settings.py -``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from connlint.sources.text import HELD

if TYPE_CHECKING:
    from collections.abc import Sequence


def take_stdin(paths: Sequence[str], name: str) -> tuple[str, ...]:
    """The paths with ``-`` replaced by ``name``, whose text is standard input for the rest of the run."""
    if "-" not in paths:
        if name:
            raise click.UsageError("--stdin-filename needs - among the paths")
        return tuple(paths)
    if not name:
        raise click.UsageError("- needs --stdin-filename: the name of the file that standard input stands for")
    token = HELD.set({**HELD.get(), Path(name).absolute(): sys.stdin.buffer.read()})
    click.get_current_context().call_on_close(lambda: HELD.reset(token))
    return tuple(dict.fromkeys(name if path == "-" else path for path in paths))
