"""Keys of an alias that are nearly one of Django's."""

from __future__ import annotations

SETTINGS = ("ATOMIC_REQUESTS", "AUTOCOMMIT", "CONN_HEALTH_CHECKS", "CONN_MAX_AGE", "DISABLE_SERVER_SIDE_CURSORS")


def nearest_setting(key: str) -> str:
    """The setting of Django that a key was meant to be, "" for Django's own names and for those of others."""
    from difflib import get_close_matches

    if key in SETTINGS:
        return ""
    return next(iter(get_close_matches(key.upper(), SETTINGS, n=1, cutoff=0.8)), "")
