"""Templates of postgresql.conf: lines that some other program writes before the server reads them."""

from __future__ import annotations

import re

from connlint.parsers.pgbouncer.placeholders import depth_change, find_placeholder, is_control

ANYTHING = "*"
"""Stands for every setting."""
_INLINE = re.compile(r"\{%|<%")
_NAME = re.compile(r"([A-Za-z_][\w$.]*)[ \t]*(?:=|[ \t])")


class Template:
    """Follows the lines of one file: what stands in a condition, or holds a placeholder, is not known."""

    def __init__(self) -> None:
        self.depth = 0

    def reads(self, line: str, name: str) -> str | None:
        """The setting that this line leaves open, ANYTHING for all of them, "" for none; None for a plain line.

        ``line`` is the text of a line that the server could not read, ``name`` the setting of one that it could.
        """
        if name:
            return name if self.depth else None
        text = line.encode()
        if is_control(text):
            closes, opens = depth_change(text)
            self.depth = max(0, self.depth - closes) + opens
            return ""
        if find_placeholder(text) is None and not _INLINE.search(line):
            return None
        match = _NAME.match(line)
        return match[1].lower() if match is not None else ANYTHING
