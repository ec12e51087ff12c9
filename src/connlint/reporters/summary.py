"""The last lines of a text report: what was found, what could not be decided, what was hidden."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from connlint.reporters.words import SEVERITIES, clean, count, tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from connlint.models.finding import Result, Undecided
    from connlint.reporters.ansi import Pen, Style
    from connlint.reporters.context import Context

_NAMED = 4
"""Missing values that the one line names."""

_SUPPLIERS = {
    "max_connections": "--max-connections, or a postgresql.conf",
    "topology": "--clients, or the files that start the processes",
    "django": "--django-version, or a requirements file",
    "pgbouncer": "--pgbouncer-version",
    "postgresql": "--postgres-version",
    "psycopg": "a requirements file",
    "libpq": "a requirements file",
    "pg_monitor": "GRANT pg_monitor TO the role of --postgres",
    "pgbouncer.ini": "the file beside the settings",
}
"""What supplies a value that is no variable of the environment."""

_KEYS = frozenset(
    {
        "ATOMIC_REQUESTS",
        "AUTOCOMMIT",
        "CONN_HEALTH_CHECKS",
        "CONN_MAX_AGE",
        "DATABASES",
        "DISABLE_SERVER_SIDE_CURSORS",
        "ENGINE",
        "HOST",
        "NAME",
        "OPTIONS",
        "PASSWORD",
        "PORT",
        "TEST",
        "TIME_ZONE",
        "USER",
    }
)
"""Settings of Django that are missing under their own name: no variable supplies them."""

LEVEL_STYLES: dict[str, Style] = {"error": "red", "warning": "yellow", "note": "cyan"}


def summary(result: Result, pen: Pen) -> str:
    """One line that counts everything."""
    levels = tally(result)
    parts = [pen(count(levels[level], level), LEVEL_STYLES[level], "bold") for level in SEVERITIES if levels[level]]
    found = ", ".join(parts) if parts else pen("Nothing found", "green", "bold")
    text = f"{found} in {_looked_at(result)}"
    rest = [f"{len(result.undecided)} undecided"] if result.undecided else []
    rest += [f"{len(result.suppressed)} suppressed"] if result.suppressed else []
    fixable = sum(finding.fix is not None for finding in result.findings)
    rest += [f"{fixable} fixable with --fix or --unsafe-fixes"] if fixable else []
    return f"{text} ({', '.join(rest)})" if rest else text


def _looked_at(result: Result) -> str:
    """The files and, when there are any, the running systems."""
    files, systems = count(len(result.files), "file"), count(len(result.systems), "running system")
    if not result.systems:
        return files
    return f"{files} and {systems}" if result.files else systems


def undecided_lines(result: Result, context: Context, pen: Pen) -> Iterator[str]:
    """What would decide the undecided rules: each with its reason for -v, else in one line."""
    if not result.undecided:
        return
    if context.verbosity < 1:
        yield pen(f"Undecided{_causes(result.undecided)}; -v says why", "dim")
        return
    yield pen("Undecided:", "bold")
    groups: dict[str, list[Undecided]] = {}
    for one in result.undecided:
        groups.setdefault(_cause(one), []).append(one)
    for cause, members in groups.items():
        yield clean(f"  {cause}: {_codes(members)}")
        if members[0].missing and _supplied(members[0].missing):
            for reason in dict.fromkeys(one.reason for one in members):
                yield f"    {clean(reason)}"


def suppressed_lines(result: Result, pen: Pen) -> Iterator[str]:
    """Every hidden finding with what hid it."""
    if result.suppressed:
        yield pen("Suppressed:", "bold")
    for one in result.suppressed:
        place = one.place or one.finding.locations[0].place
        reason = f": {one.reason}" if one.reason else ""
        yield clean(f"  {one.finding.code} {one.finding.subject} by {one.by} {place.short}{reason}")


def statistics_lines(result: Result, pen: Pen) -> Iterator[str]:
    """How often every rule was found, the most frequent first."""
    numbers = Counter((finding.code, finding.name) for finding in result.findings)
    wide = max((len(str(number)) for number in numbers.values()), default=0)
    for (code, name), number in sorted(numbers.items(), key=lambda item: (-item[1], item[0])):
        yield f"{str(number).rjust(wide)}  {pen(code, 'bold')} {name}"


def _supplied(name: str) -> bool:
    """Whether an option, a variable or a file can supply the value of this name."""
    return name in _SUPPLIERS or (name.isupper() and name not in _KEYS)


def _cause(one: Undecided) -> str:
    """What one entry waits for: a value with what supplies it; the reason where it is derived from what is unknown."""
    if _supplied(one.missing):
        return f"{one.missing} ({_SUPPLIERS.get(one.missing, '--env or --env-file')})"
    return one.reason or one.missing or "values that nothing can supply"


def _codes(members: Sequence[Undecided]) -> str:
    """The rules, with what they were asked for: "CL203, CL205 default"."""
    subjects: dict[str, dict[str, None]] = {}
    for one in members:
        subjects.setdefault(one.subject, {})[one.code] = None
    return "; ".join(f"{', '.join(codes)} {subject}".strip() for subject, codes in subjects.items())


def _causes(undecided: Sequence[Undecided]) -> str:
    """What would decide them, the most frequent first, in one phrase."""
    wanted = Counter(_cause(one) for one in undecided if _supplied(one.missing))
    reasons = Counter(_cause(one) for one in undecided if not _supplied(one.missing))
    parts = [f" for want of {_names(wanted)}"] if wanted else []
    parts += [f": {_names(reasons)}"] if reasons else []
    return "; besides".join(parts)


def _names(causes: Counter[str]) -> str:
    names = [clean(name) for name, _ in causes.most_common()]
    rest = f" and {len(names) - _NAMED} more" if names[_NAMED:] else ""
    return f"{', '.join(names[:_NAMED])}{rest}"
