"""A case's way to the servers: run the bad side and the good side, watch both, ask connlint about both."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from connlint.rules import load_catalogue
from tests.lab.harness.machine import Machine
from tests.lab.harness.outcome import Outcome, flat
from tests.lab.harness.postgres import PostgreSQL
from tests.lab.harness.run import RefusedError, Run
from tests.lab.harness.setup import Setup

CATALOGUE = load_catalogue()
Drive = str | Callable[[Run], Outcome]


@dataclass(frozen=True)
class Lab:
    """Real servers in one combination of versions. ``seen`` collects what the table of the lab shows."""

    machine: Machine
    server: PostgreSQL
    version: str
    launcher: Path
    django: str
    seen: list[tuple[str, str]]

    def older_than(self, version: str) -> bool:
        """Whether the PgBouncer of this combination is older than "1.24"."""
        return tuple(map(int, self.version.split(".")[:2])) < tuple(map(int, version.split(".")))

    def prove(
        self,
        rule: str,
        bad: Setup,
        good: Setup,
        drive: Drive,
        shows: str | Mapping[str, str],
        *,
        drivers: tuple[str, ...] = ("psycopg", "psycopg2"),
        packages: tuple[str, ...] = (),
        django: str = "",
        server: PostgreSQL | None = None,
    ) -> None:
        """Show that the bad side fails as the rule says, that the good side does not, and that connlint knows.

        ``shows`` is a regular expression for the outcome of the bad side, or one for each driver. With a ``server`` of
        its own the runs come one after the other.
        """
        self.seen.append((rule, "not seen"))
        used = (django or self.django, *packages)
        sides = [(driver, setup) for driver in drivers for setup in (bad, good)]
        with ThreadPoolExecutor(1 if server else len(sides)) as pool:
            runs = [pool.submit(self.watch, setup, drive, rule, server, *used, driver) for driver, setup in sides]
            outcomes = [run.result() for run in runs]
        for (driver, setup), (outcome, fires) in zip(sides, outcomes, strict=True):
            pattern = shows if isinstance(shows, str) else shows[driver]
            name = "bad" if setup is bad else "good"
            side = f"{rule}, {name} side, {driver}, PgBouncer {self.version}: {outcome.text}"
            if setup is bad:
                assert outcome.shows(pattern), side
                assert fires, f"{side}\nconnlint does not say {rule}"
            else:
                assert not outcome.failed, side
                assert not outcome.shows(pattern), side
                assert not fires, f"{side}\nconnlint says {rule}"
        failures = [outcome.text for (_, setup), (outcome, _) in zip(sides, outcomes, strict=True) if outcome.failed]
        assert page_quotes(rule, failures), f"the page of {rule} does not quote: {failures}"
        self.seen[-1] = (rule, "seen")

    def watch(
        self, setup: Setup, drive: Drive, rule: str, server: PostgreSQL | None, *packages: str
    ) -> tuple[Outcome, bool]:
        """Run one side: what it showed, and whether connlint says the rule."""
        with Run(self.machine, server or self.server, self.launcher, setup, *packages) as run:
            outcome = self.drive(run, drive)
            codes = run.lint(self.version)
        return outcome, rule in codes

    def drive(self, run: Run, drive: Drive) -> Outcome:
        """Start the pooler and let Django use it."""
        try:
            if not run.setup.direct:
                run.start_pooler()
        except RefusedError as refusal:
            return Outcome(f"PgBouncer does not start: {refusal}", failed=True)
        return run.drive(drive) if isinstance(drive, str) else drive(run)


def page_quotes(rule: str, failures: list[str]) -> bool:
    """Whether an error that the rule's page quotes is among those that were seen; names and numbers may differ."""
    quoted = [text for text, _ in CATALOGUE.page_card(rule).errors]
    patterns = [as_pattern(text) for text in quoted]
    return not (patterns and failures) or any(re.search(one, text) for one in patterns for text in failures)


def as_pattern(text: str) -> str:
    """A regular expression for a quoted error: "...", quoted names and numbers stand for any."""
    short = flat(text).removeprefix("django.db.utils.")
    return re.sub(r'\\\.\\\.\\\.|"[^"]*"|\d+', ".*", re.escape(short))
