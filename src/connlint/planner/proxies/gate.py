"""The cheap question first: whether a host can be one that the proxy or network data knows."""

from __future__ import annotations

MARKS = (
    ".proxy-",
    "/cloudsql/",
    ".postgres.database.azure.com",
    ".pooler.supabase.com",
    ".supabase.co",
    ".neon.tech",
    ".db.ondigitalocean.com",
    ".elb.",
)
"""Every host pattern of the data needs one of these texts; without one the data is not even read."""

VARIABLES = frozenset({"DATABASE_CONNECTION_POOL_URL"})
"""Environment variables that name a proxy by themselves, when their value is not known."""


def may_be_known(host: str) -> bool:
    """Whether it is worth reading the data for this host."""
    return any(mark in host for mark in MARKS)
