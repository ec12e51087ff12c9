"""The GitHub Action: its script is run as the runner would run it, its annotations are parsed back."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
LINE = re.compile(r"::(error|warning|notice) (?P<properties>[^:]*)::(?P<message>.+)")


@pytest.fixture
def check(tmp_path):
    """Runs the step that checks, with connlint where the first step would have put it."""
    tools = tmp_path / "connlint" / "bin"
    tools.mkdir(parents=True)
    launcher = tools / "connlint"
    launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m connlint "$@"\n')
    launcher.chmod(0o755)
    script = next(step["run"] for step in ACTION["runs"]["steps"] if step["name"] == "Check")

    def run(path="", args=""):
        environment = {**os.environ, "RUNNER_TEMP": str(tmp_path), "CHECK_PATH": path, "CHECK_ARGS": args}
        bash = [shutil.which("bash"), "--noprofile", "--norc", "-eo", "pipefail", "-c", script]
        return subprocess.run(bash, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)

    return run


def test_inputs_never_reach_a_script_as_text():
    assert [step["name"] for step in ACTION["runs"]["steps"] if "${{ inputs" in step.get("run", "")] == []


def test_findings_become_annotations(check, tmp_path):
    done = check("examples/misaligned", "--isolated")
    assert done.returncode == 1, done.stderr
    lines = [match for match in map(LINE.fullmatch, done.stdout.splitlines()) if match]
    assert lines
    for line in lines:
        properties = dict(pair.split("=", 1) for pair in line["properties"].split(","))
        assert (ROOT / properties["file"]).is_file()
        assert int(properties["line"]) >= 1
    assert (tmp_path / "connlint.sarif").stat().st_size > 0


def test_nothing_to_say_is_a_success(check):
    done = check("examples/aligned", "--isolated")
    assert (done.returncode, [line for line in done.stdout.splitlines() if line.startswith("::")]) == (0, [])
