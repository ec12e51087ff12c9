"""The examples that README shows do what it says of them."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*arguments):
    command = [sys.executable, "-m", "connlint", "check", "--isolated", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def findings(*arguments):
    report = json.loads(run("--format", "json", *arguments).stdout)
    return {finding["code"]: finding for finding in report["findings"]}, report


def test_nothing_is_found_in_aligned():
    done = run("examples/aligned")
    assert (done.returncode, done.stderr) == (0, "")
    found, report = findings("examples/aligned")
    assert found == {}
    assert report["undecided"] == []


def test_misaligned_shows_both_files():
    assert run("examples/misaligned").returncode == 1
    found, _ = findings("examples/misaligned")
    assert {"CL102", "CL401", "CL402"} <= set(found)
    files = {location["file"].rpartition("/")[2] for location in found["CL102"]["locations"]}
    assert files == {"settings.py", "pgbouncer.ini"}


def test_the_environment_decides():
    found, report = findings("examples/environment")
    assert "CL102" not in found
    assert "DB_CONN_MAX_AGE" in json.dumps(report["undecided"])
    found, report = findings("examples/environment", "--env-file", "examples/environment/.env.production")
    assert "CL102" in found
