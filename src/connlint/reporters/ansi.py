"""Terminal styles, in the few escape sequences that are needed."""

from __future__ import annotations

from typing import Literal

from connlint.models.plain import Plain

Style = Literal["bold", "dim", "red", "yellow", "blue", "cyan", "green", "magenta"]

_CODES: dict[Style, str] = {
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "blue": "34",
    "magenta": "35",
    "cyan": "36",
}


class Pen(Plain):
    """Puts styles on text, or leaves it alone when ``color`` is off; ``links`` turns on OSC 8 hyperlinks."""

    color: bool = False
    links: bool = False

    def __call__(self, text: str, *styles: Style) -> str:
        """The text in these styles."""
        if not self.color or not styles or not text:
            return text
        return f"\x1b[{';'.join(_CODES[style] for style in styles)}m{text}\x1b[0m"

    def link(self, text: str, target: str) -> str:
        """The text as a hyperlink."""
        return f"\x1b]8;;{target}\x1b\\{text}\x1b]8;;\x1b\\" if self.links else text
