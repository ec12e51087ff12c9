"""The startup parameters of a link and their fate at the pooler, as facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.traced import Traced, known, unknown
from connlint.planner.alias_facts import option
from connlint.planner.startup import judge, startup_rules
from connlint.planner.values import text, undecided

if TYPE_CHECKING:
    from connlint.models.django import Alias
    from connlint.models.pgbouncer import PgBouncerConfig
    from connlint.models.topology import Versions

_SENT = ("replication", "options", "application_name")
"""The members of OPTIONS that libpq turns into startup parameters, in its order; the others stay on the client."""


def startup_facts(alias: Alias, pooler: PgBouncerConfig | None, versions: Versions) -> dict[str, Traced]:
    """``startup_parameters``; behind a pooler ``startup_refused``, ``startup_refused_error``, ``startup_dropped``."""
    sent = {name: value for name in _SENT if (value := option(alias, name)) is not None}
    doubtful = next((value for value in sent.values() if not value.decided), None)
    if doubtful is not None:
        facts = dict.fromkeys(("startup_parameters", "startup_refused", "startup_refused_error"), undecided(doubtful))
        return {**facts, "startup_dropped": undecided(doubtful)}
    parameters = {name: written for name, value in sent.items() if (written := text(value))}
    origin = next((value.origin for value in sent.values()), None) or alias.options_place
    facts = {"startup_parameters": known(list(parameters), "OPTIONS", origin)}
    if pooler is None:
        return facts
    rules = startup_rules(pooler, versions.found.get("postgresql"))
    if rules is None:
        doubt = unknown("ignore_startup_parameters or track_extra_parameters is not known", origin)
        return {**facts, "startup_refused": doubt, "startup_refused_error": doubt, "startup_dropped": doubt}
    outcome = judge(rules, parameters)
    how = f"PgBouncer {pooler.version}"
    facts["startup_refused"] = known(outcome.refused, how, origin)
    facts["startup_refused_error"] = known(outcome.error, how, origin)
    facts["startup_dropped"] = known([] if outcome.refused else outcome.dropped, how, origin)
    if outcome.doubtful and not outcome.dropped and not outcome.refused:
        reason = f"{outcome.doubtful[0]} is reported by PostgreSQL 18 and later only, and its version is not known"
        facts["startup_dropped"] = unknown(reason, origin, "postgresql")
    return facts
