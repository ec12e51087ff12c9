"""The nearest of some known names, for "did you mean"."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


def nearest(word: str, names: Iterable[str]) -> str | None:
    """The name that was most likely meant; None when nothing is close."""
    from difflib import get_close_matches

    found = get_close_matches(word, sorted(names), n=1, cutoff=0.8)
    return found[0] if found else None
