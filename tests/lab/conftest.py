"""The servers of the lab, one set for each worker, and the table at the end."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.lab.harness.lab import Lab
from tests.lab.harness.machine import Machine
from tests.lab.harness.postgres import PostgreSQL
from tests.servers.pgbouncers import require_pgbouncer

NEWEST = "django>=6.0" if sys.version_info >= (3, 12) else "django==5.2.*"
ROWS = {"1.18": "django==4.2.*", "1.24": "django==5.2.*", "1.26": NEWEST}
"""PgBouncer and the Django that is run with it: every version of both comes up without all pairs."""

SLOTS = 8
"""max_connections of the small server: five of them for everybody."""


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.lab)
            # real servers with limits of a second: a machine that stalls for one is no evidence; the rerun is reported
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def machine():
    made = Machine()
    yield made
    made.close()


@pytest.fixture(scope="session")
def postgresql(machine):
    server = PostgreSQL(machine, "shop", max_connections=200)
    yield server
    server.stop()


@pytest.fixture(scope="session")
def small(machine):
    """A PostgreSQL of eight slots, three of them reserved."""
    server = PostgreSQL(machine, "small", max_connections=SLOTS, superuser_reserved_connections=3)
    yield server
    server.stop()


@pytest.fixture(params=ROWS)
def lab(request, machine, postgresql):
    version, launcher = require_pgbouncer(request.param)
    made = Lab(machine, postgresql, version, launcher, ROWS[request.param], [])
    yield made
    request.node.user_properties += [("lab", (rule, request.param, seen)) for rule, seen in made.seen]


def pytest_terminal_summary(terminalreporter):
    reports = [report for reports in terminalreporter.stats.values() for report in reports]
    properties = [pair for report in reports for pair in getattr(report, "user_properties", [])]
    cells = {(rule, version): seen for name, value in properties if name == "lab" for rule, version, seen in [value]}
    if not cells:
        return
    terminalreporter.section("lab: what was observed on real servers")
    terminalreporter.write_line("rule    " + "".join(f"PgBouncer {version:<8}" for version in ROWS))
    for rule in sorted({rule for rule, _ in cells}):
        row = "".join(f"{cells.get((rule, version), '-'):<18}" for version in ROWS)
        terminalreporter.write_line(f"{rule:<8}{row}".rstrip())
