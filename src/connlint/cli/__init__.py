"""The command line; ``main`` is the entry point."""

from connlint.cli.main import main

__all__ = ["main"]
