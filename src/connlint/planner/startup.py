"""What a PgBouncer does with the startup parameters a Django alias sends: apply, refuse, or drop in silence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from connlint.models.plain import Plain
from connlint.models.release import older_than, parse_release
from connlint.models.traced import Traced
from connlint.planner.values import text

if TYPE_CHECKING:
    from connlint.models.pgbouncer import PgBouncerConfig

_ALWAYS_TRACKED = ("client_encoding", "datestyle", "timezone", "standard_conforming_strings", "application_name")
_REPORTED = frozenset({*_ALWAYS_TRACKED, "intervalstyle", "default_transaction_read_only", "session_authorization"})
"""What PostgreSQL tells its clients when it changes; tracking anything else has no effect."""
_REPORTED_FROM_18 = "search_path"
_ALL_REPORTED = (1, 26)
"""From here PgBouncer tracks all that PostgreSQL reports, applies every tracked parameter whether it is reported
or not, and lets ignore_startup_parameters win (seen with 1.26.1)."""
_TRACKED_BY_NEWER = ("intervalstyle", "default_transaction_read_only", "session_authorization", "search_path")


class Outcome:
    """``refused`` is the first parameter refused and ``error`` PgBouncer's words; ``dropped`` has no effect."""

    def __init__(self) -> None:
        self.refused = ""
        self.error = ""
        self.dropped: list[str] = []
        self.doubtful: list[str] = []


class Rules(Plain):
    """The part of a PgBouncer configuration that decides about startup parameters."""

    version: tuple[int, ...]
    ignored: frozenset[str]
    tracked: frozenset[str]
    reports_search_path: bool | None

    @property
    def ignores_options(self) -> bool:
        """``options`` in the ignore list covers what stands in it (1.20.0 alone did not)."""
        return "options" in self.ignored and self.version != (1, 20)

    def tracks(self, name: str) -> bool:
        """Whether a parameter is handed on to the server."""
        wins = name in self.ignored and self.version >= _ALL_REPORTED
        return name.lower() in self.tracked and not wins

    def works(self, name: str) -> bool | None:
        """Whether a tracked parameter reaches the server; None when that depends on its version."""
        if self.version >= _ALL_REPORTED:
            return True
        lowered = name.lower()
        return self.reports_search_path if lowered == _REPORTED_FROM_18 else lowered in _REPORTED


def startup_rules(pooler: PgBouncerConfig, postgresql: Traced | None) -> Rules | None:
    """The rules in force; None when one of the two lists is not known."""
    ignored = text(pooler.settings.get("ignore_startup_parameters", Traced(status="default", value="")))
    tracked = text(pooler.settings.get("track_extra_parameters", Traced(status="default", value="")))
    if ignored is None or tracked is None:
        return None
    old = older_than(postgresql, "18")
    version = parse_release(pooler.version)
    always = (*_ALWAYS_TRACKED, *(_TRACKED_BY_NEWER if version >= _ALL_REPORTED else ()))
    return Rules(
        version,
        frozenset(ignored.replace(",", " ").split()),
        frozenset({*always, *tracked.lower().replace(",", " ").split()}),
        None if old is None else not old,
    )


def judge(rules: Rules, parameters: dict[str, str]) -> Outcome:
    """The fate of startup parameters (name -> value) in the order they are sent."""
    outcome = Outcome()
    for name, value in parameters.items():
        if name == "options":
            _judge_options(rules, value, outcome)
        elif rules.tracks(name):
            _applied(rules, name, outcome)
        elif name == "replication" and rules.version >= (1, 23):
            continue
        elif name in rules.ignored:
            outcome.dropped.append(name)
        elif not outcome.refused:
            outcome.refused, outcome.error = name, f"unsupported startup parameter: {name}"
    return outcome


def _applied(rules: Rules, name: str, outcome: Outcome) -> None:
    works = rules.works(name)
    if works is None:
        outcome.doubtful.append(name)
    elif not works:
        outcome.dropped.append(name)


def _judge_options(rules: Rules, value: str, outcome: Outcome) -> None:
    if rules.version < (1, 20):
        if "options" in rules.ignored:
            outcome.dropped.extend(name for name, _ in _walk(value, long=True)[0])
        elif not outcome.refused:
            outcome.refused, outcome.error = "options", "unsupported startup parameter: options"
        return
    parameters, understood = _walk(value, long=rules.version >= (1, 23))
    for name, _ in parameters:
        if rules.tracks(name):
            _applied(rules, name, outcome)
        elif name in rules.ignored or rules.ignores_options:
            outcome.dropped.append(name)
        elif not outcome.refused:
            outcome.refused, outcome.error = name, f"unsupported startup parameter in options: {name}"
    if not understood and not outcome.refused:
        shapes = "'-c config=val' and '--config=val' are" if rules.version >= (1, 23) else "'-c config=val' is"
        outcome.refused, outcome.error = "options", f"unsupported options startup parameter: only {shapes} allowed"


def _walk(value: str, *, long: bool) -> tuple[list[tuple[str, str]], bool]:
    """What PgBouncer's own reader finds (set_startup_options), and whether it understood all of it."""
    found: list[tuple[str, str]] = []
    rest = value
    while rest:
        rest = rest.lstrip()
        if rest.startswith("-c"):
            rest = rest[2:].lstrip()
        elif long and rest.startswith("--"):
            rest = rest[2:]
        else:
            return found, False
        token, rest = _token(rest)
        name, equals, setting = token.partition("=")
        if not equals:
            return found, False
        found.append((name, setting))
    return found, True


def _token(rest: str) -> tuple[str, str]:
    characters: list[str] = []
    position = 0
    while position < len(rest) and not rest[position].isspace():
        if rest[position] == "\\":
            position += 1
        characters.append(rest[position : position + 1])
        position += 1
    return "".join(characters), rest[position:]
