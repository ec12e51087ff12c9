"""The last lines of a text report: what was found, what could not be decided, what was hidden."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from connlint.reporters.words import SEVERITIES, clean, count, tally

if TYPE_CHECKING:
    from collections.abc import Iterator

    from connlint.models.finding import Result
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
}
"""What supplies a value that is no variable of the environment."""

LEVEL_STYLES: dict[str, Style] = {"error": "red", "warning": "yellow", "note": "cyan"}


def summary(result: Result, pen: Pen) -> str:
    """One line that counts everything."""
    levels = tally(result)
    parts = [pen(count(levels[level], level), LEVEL_STYLES[level], "bold") for level in SEVERITIES if levels[level]]
    found = ", ".join(parts) if parts else pen("Nothing found", "green", "bold")
    text = f"{found} in {count(len(result.files), 'file')}"
    rest = [f"{len(result.undecided)} undecided"] if result.undecided else []
    rest += [f"{len(result.suppressed)} suppressed"] if result.suppressed else []
    fixable = sum(finding.fix is not None for finding in result.findings)
    rest += [f"{fixable} fixable with --fix or --unsafe-fixes"] if fixable else []
    return f"{text} ({', '.join(rest)})" if rest else text


def undecided_lines(result: Result, context: Context, pen: Pen) -> Iterator[str]:
    """What would decide the undecided rules: each with its reason for -v, else in one line."""
    missing = Counter(one.missing for one in result.undecided)
    if not missing:
        return
    if context.verbosity < 1:
        yield pen(f"Undecided for want of {_names(missing)}; -v says why", "dim")
        return
    yield pen("Undecided:", "bold")
    for name in missing:
        members = [one for one in result.undecided if one.missing == name]
        codes = ", ".join(dict.fromkeys(f"{one.code} {one.subject}".strip() for one in members))
        yield f"  {clean(_wanted(name))}: {clean(codes)}"
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


def _wanted(name: str) -> str:
    """A missing value with what supplies it."""
    if not name:
        return "values that nothing can supply"
    if name.isupper():
        return f"{name} (--env or --env-file)"
    return f"{name} ({_SUPPLIERS[name]})" if name in _SUPPLIERS else name


def _names(missing: Counter[str]) -> str:
    names = [clean(_wanted(name)) for name, _ in missing.most_common() if name] or [_wanted("")]
    rest = f" and {len(names) - _NAMED} more" if names[_NAMED:] else ""
    return f"{', '.join(names[:_NAMED])}{rest}"
