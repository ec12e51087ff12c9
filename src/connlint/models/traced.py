"""Traced values: a value, where it came from, and how sure connlint is of it."""

from typing import Any, Literal

from connlint.models.base import Record
from connlint.models.place import Hop, Place

Status = Literal["known", "either", "default", "unknown"]

REDACTED = "********"
"""What stands for the value of a secret that is set; an empty secret stays the empty string."""


class Branch(Record):
    """One possible value of an ``either``.

    ``condition`` is text a person understands ("DEBUG and not USE_PGBOUNCER"). ``traced`` is never
    itself an ``either``.
    """

    condition: str
    traced: "Traced"


class Traced(Record):
    """A value with its origin.

    - ``known``: ``value`` is the value; ``how`` says how it was obtained ("literal", "default of
      environment variable DB_HOST", "env file .env", "argument conn_max_age of dj_database_url.config").
    - ``default``: not set; ``value`` is the default of Django or of the PgBouncer version.
    - ``either``: ``branches`` holds the possible values with the condition of each.
    - ``unknown``: ``reason`` says why; ``missing`` names what would decide it (an environment variable,
      a file), and is empty when nothing a user can supply would.

    ``chain`` is the way the value took, newest first, for ``connlint show``. ``parts`` holds the traced
    members of a dict value. A ``secret`` never holds its text: ``value`` is ``REDACTED`` or "".
    Units are those of the setting's own documentation.
    """

    status: Status
    value: Any = None
    how: str = ""
    origin: Place | None = None
    chain: tuple[Hop, ...] = ()
    branches: tuple[Branch, ...] = ()
    reason: str = ""
    missing: str = ""
    parts: "dict[str, Traced] | None" = None
    secret: bool = False

    @property
    def decided(self) -> bool:
        """Whether there is one value: known or default."""
        return self.status in ("known", "default")


def known(value: object, how: str = "literal", origin: Place | None = None, chain: tuple[Hop, ...] = ()) -> Traced:
    """Make a known value."""
    return Traced(status="known", value=value, how=how, origin=origin, chain=chain)


def default(value: object, how: str) -> Traced:
    """Make a default: ``how`` names whose ("default of Django", "default of PgBouncer 1.25")."""
    return Traced(status="default", value=value, how=how)


def unknown(reason: str, origin: Place | None = None, missing: str = "", chain: tuple[Hop, ...] = ()) -> Traced:
    """Make an unknown value."""
    return Traced(status="unknown", reason=reason, origin=origin, missing=missing, chain=chain)


def either(branches: tuple[Branch, ...], origin: Place | None = None) -> Traced:
    """Make an either."""
    return Traced(status="either", branches=branches, origin=origin)
