"""A case's way to the servers: run the bad side and the good side, watch both, ask connlint about both."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.lab.harness.machine import Machine
from tests.lab.harness.outcome import Outcome
from tests.lab.harness.postgres import PostgreSQL
from tests.lab.harness.run import RefusedError, Run
from tests.lab.harness.setup import Setup

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
    ) -> None:
        """Show that the bad side fails as the rule says, that the good side does not, and that connlint knows.

        ``shows`` is a regular expression for the outcome of the bad side, or one for each driver.
        """
        self.seen.append((rule, "not seen"))
        used = (django or self.django, *packages)
        sides = [(driver, setup) for driver in drivers for setup in (bad, good)]
        with ThreadPoolExecutor(len(sides)) as pool:
            outcomes = list(pool.map(lambda side: self.watch(side[1], drive, rule, side[1] is bad, *used, side[0]), sides))
        for (driver, setup), (outcome, fires) in zip(sides, outcomes, strict=True):
            pattern = shows if isinstance(shows, str) else shows[driver]
            side = f"{rule}, {'bad' if setup is bad else 'good'} side, {driver}, PgBouncer {self.version}: {outcome.text}"
            if setup is bad:
                assert outcome.shows(pattern), side
                assert fires, f"{side}\nconnlint does not say {rule}"
            else:
                assert not outcome.failed, side
                assert not outcome.shows(pattern), side
                assert not fires, f"{side}\nconnlint says {rule}"
        self.seen[-1] = (rule, "seen")

    def watch(self, setup: Setup, drive: Drive, rule: str, bad: bool, *packages: str) -> tuple[Outcome, bool]:
        """Run one side: what it showed, and whether connlint says the rule."""
        with Run(self.machine, self.server, self.launcher, setup, *packages) as run:
            outcome = self.drive(run, drive)
            codes = run.lint(self.version)
        return outcome, rule in codes or (bad and "BLIND" in codes)

    def drive(self, run: Run, drive: Drive) -> Outcome:
        """Start the pooler and let Django use it."""
        try:
            if not run.setup.direct:
                run.start_pooler()
        except RefusedError as refusal:
            return Outcome(f"PgBouncer does not start: {refusal}", failed=True)
        return run.drive(drive) if isinstance(drive, str) else drive(run)
