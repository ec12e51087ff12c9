"""What the terminal can do: colour, hyperlinks, width."""

from __future__ import annotations

import os
import sys

_PIPE_WIDTH = 160


def colored(choice: str) -> bool:
    """Whether to use colour: the option, then NO_COLOR, then FORCE_COLOR, then whether this is a terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    forced = os.environ.get("FORCE_COLOR", "")
    if forced:
        return forced != "0"
    return sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def linked() -> bool:
    """Whether to write OSC 8 hyperlinks: only to a terminal, and not in CI, whose logs show them as rubbish."""
    return sys.stdout.isatty() and not os.environ.get("CI") and os.environ.get("TERM") != "dumb"


def width() -> int:
    """The columns to write in."""
    try:
        return max(os.get_terminal_size(sys.stdout.fileno()).columns, 40)
    except (OSError, ValueError):
        return _PIPE_WIDTH
