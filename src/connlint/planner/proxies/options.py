"""What a proxy does with OPTIONS["options"], where its documentation says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known
from connlint.planner.alias_facts import option
from connlint.planner.startup import Rules, judge
from connlint.planner.values import text, undecided

if TYPE_CHECKING:
    from connlint.models.django import Alias
    from connlint.planner.proxies.data import Entry

_FATES = ("startup_refused", "startup_refused_error", "startup_dropped")
_TRACKED = ("client_encoding", "datestyle", "timezone", "standard_conforming_strings", "application_name")
_PGBOUNCER = Rules((1, 25), frozenset(), frozenset({*_TRACKED, "intervalstyle"}), None)
"""A PgBouncer of today that ignores nothing and tracks what it tracks by default."""


def options_facts(entry: Entry, alias: Alias) -> dict[str, Traced]:
    """``startup_refused``, ``startup_refused_error`` and ``startup_dropped``; nothing where nobody documents it."""
    handling = entry.facts.get("startup_options")
    if handling is None:
        return {}
    written = option(alias, "options")
    if written is not None and not written.decided:
        return dict.fromkeys(_FATES, undecided(written))
    value, origin = text(written) or "", written.origin if written is not None else None
    refused, error = "", ""
    if handling.value == "pgbouncer":
        outcome = judge(_PGBOUNCER, {"options": value} if value else {})
        refused, error = outcome.refused, outcome.error
    elif handling.value == "refused" and value.strip():
        refused, error = "options", str(entry.facts["startup_error"].value)
    how = f"documented at {handling.address}"
    fates = (known(refused, how, origin), known(error, how, origin), known([], how, origin))
    return dict(zip(_FATES, fates, strict=True))
