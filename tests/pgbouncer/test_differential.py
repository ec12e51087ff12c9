"""The program itself is the test: the same files go to the real PgBouncer and to connlint.

By default a part of the generated cases runs; CI, or CONNLINT_DIFFERENTIAL with their number, runs them all.
"""

import os
import tempfile
from pathlib import Path

import pytest

from tests.pgbouncer import generator
from tests.pgbouncer.differential import disagreements
from tests.pgbouncer.handmade import CASES
from tests.servers.pgbouncers import require_pgbouncer

SEED = 1
CHUNK = 100
GENERATED = int(os.environ.get("CONNLINT_DIFFERENTIAL") or ("2000" if os.environ.get("CI") else "300"))

pytestmark = [pytest.mark.servers, pytest.mark.parametrize("minor", ["1.18", "1.24", "1.26"])]


@pytest.fixture
def folder():
    """A folder that the program can reach and write to after it has given up root; short, for its socket's sake."""
    with tempfile.TemporaryDirectory(prefix="pgb") as name:
        path = Path(name)
        path.chmod(0o755)
        yield path / "case"


def test_cases_made_by_hand(minor, folder):
    version, launcher = require_pgbouncer(minor)
    found = {name: disagreements(case, version, launcher, folder) for name, case in CASES.items()}
    assert {name: told for name, told in found.items() if told} == {}


@pytest.mark.parametrize("first", range(0, GENERATED, CHUNK))
def test_generated_cases(minor, first, folder):
    version, launcher = require_pgbouncer(minor)
    cases = {number: generator.case(SEED, number) for number in range(first, first + CHUNK)}
    found = {number: disagreements(case, version, launcher, folder) for number, case in cases.items()}
    assert {number: (cases[number], told) for number, told in found.items() if told} == {}
