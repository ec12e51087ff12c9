"""Names of the language as the files spell them."""

from __future__ import annotations

_DERIVED = {
    "shares_servers": "pool_mode",
    "client_capacity": "max_client_conn",
    "pool_limit": "pool_size",
    "pool_limit_all": "pool_size",
}
"""Derived values by the setting that decides them."""


def words_for(path: str) -> str:
    """A name of a condition as the reader's file spells it: ``db.conn_max_age`` is CONN_MAX_AGE."""
    space, _, rest = path.partition(".")
    if space == "db" and rest.startswith("options."):
        return f'OPTIONS["{rest.removeprefix("options.")}"]'
    if space in ("db", "module"):
        return rest.upper()
    if space == "versions":
        return f"version of {rest}"
    if space in ("facts", "sums", "topology", "group", "live"):
        return _DERIVED.get(rest) or rest.removesuffix("_seconds").replace("_", " ")
    return rest or space
