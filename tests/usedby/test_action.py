"""action.yml: every step's shell runs here as GitHub runs it, and its annotations are read back."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

yaml = pytest.importorskip("yaml")


@pytest.fixture
def action(root):
    return yaml.safe_load((root / "action.yml").read_text())


@pytest.fixture
def runner(tmp_path):
    """RUNNER_TEMP with an installed connlint: the one under test."""
    binaries = tmp_path / "temp" / "connlint" / "bin"
    binaries.mkdir(parents=True)
    command = binaries / "connlint"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m connlint "$@"\n')
    command.chmod(0o755)
    return tmp_path / "temp"


@pytest.fixture
def step(action, runner, tmp_path):
    """Run one step with inputs; gives the finished process and the outputs it set."""

    def run(name, cwd, steps=(), **inputs):
        (found,) = [one for one in action["runs"]["steps"] if one["name"] == name]
        defaults = {key: one["default"] for key, one in action["inputs"].items()}
        values = {**defaults, **{key.replace("_", "-"): value for key, value in inputs.items()}}

        def expand(text):
            text = re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: values[match[1]], text)
            text = re.sub(r"\$\{\{ steps\.check\.outputs\.exit-code \}\}", lambda _: dict(steps)["exit-code"], text)
            return text.replace("${{ github.action_path }}", str(Path(__file__).parents[2]))

        output = tmp_path / "output"
        output.write_text("")
        environment = {key: expand(value) for key, value in found.get("env", {}).items()}
        kept = {key: value for key, value in os.environ.items() if not key.startswith("CONNLINT_")}
        process = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", found["run"]],
            cwd=cwd,
            env={**kept, **environment, "RUNNER_TEMP": str(runner), "GITHUB_OUTPUT": str(output)},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        return process, outputs

    return run


def annotations(text):
    for line in text.splitlines():
        if match := re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line):
            properties = dict(pair.split("=", 1) for pair in match[2].split(","))
            yield match[1], properties, match[3]


def test_no_input_is_pasted_into_a_script(action):
    for step in action["runs"]["steps"]:
        assert "${{" not in step.get("run", "")


def test_what_others_wrote_is_pinned_by_hash(action):
    for step in action["runs"]["steps"]:
        if "uses" in step:
            assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])


def test_every_input_is_used(action, root):
    text = (root / "action.yml").read_text()
    for name in action["inputs"]:
        assert f"inputs.{name}" in text


def test_annotations_of_the_whole_checkout(step, project):
    process, outputs = step("Check", project)
    assert process.returncode == 0
    assert outputs == {"exit-code": "1"}
    found = list(annotations(process.stdout))
    (error,) = [one for one in found if one[1]["title"].startswith("CL102")]
    assert error[0] == "error"
    assert (error[1]["file"], error[1]["line"]) == ("shop/settings.py", "7")
    assert "pgbouncer.ini:8" in error[2]


def test_paths_and_options_one_a_line(step, project):
    (project / "with blank.ini").write_text((project / "pgbouncer.ini").read_text())
    process, outputs = step(
        "Check", project, paths="shop/settings.py\nwith blank.ini\n", args="--fail-on=error\n\n--exit-zero"
    )
    assert outputs == {"exit-code": "0"}
    assert "with blank.ini:8" in process.stdout


def test_hostile_inputs_stay_words(step, project):
    process, outputs = step("Check", project, paths="$(touch made)\n; touch made\n--help")
    assert outputs == {"exit-code": "2"}
    assert "no such file" in process.stderr
    assert not (project / "made").exists()


def test_sarif_is_written_beside_the_annotations(step, project):
    process, outputs = step("Check", project, sarif_file="connlint.sarif")
    assert outputs == {"exit-code": "1"}
    assert list(annotations(process.stdout))
    log = json.loads((project / "connlint.sarif").read_text())
    assert "CL102" in [found["ruleId"] for found in log["runs"][0]["results"]]


@pytest.mark.parametrize("code", ["0", "1", "2"])
def test_the_job_ends_as_connlint_ended(step, project, code):
    process, _ = step("Result", project, steps={"exit-code": code}.items())
    assert process.returncode == int(code)


def test_it_installs_itself_into_a_place_of_its_own(action, tmp_path, root):
    """The installing step's shell, with a python that only notes what it is asked to do."""
    log = tmp_path / "log"
    python = tmp_path / "python"
    python.write_text(
        f'#!/bin/sh\necho "$@" >> "{log}"\nif [ "$2" = venv ]; then mkdir -p "$3/bin"; cp "$0" "$3/bin/python"; fi\n'
    )
    python.chmod(0o755)
    (found,) = [one for one in action["runs"]["steps"] if one["name"] == "Install connlint"]
    for version, what in (("", f"{root}[yaml]"), ("0.1.0", "connlint[yaml]==0.1.0")):
        log.write_text("")
        environment = {**os.environ, "ACTION": str(root), "PYTHON": str(python), "VERSION": version}
        command = ["bash", "-c", found["run"]]
        subprocess.run(command, env={**environment, "RUNNER_TEMP": str(tmp_path)}, check=True, timeout=60)
        venv, pip = log.read_text().splitlines()
        assert venv == f"-m venv {tmp_path}/connlint"
        assert pip == f"-m pip install --quiet --disable-pip-version-check {what}"
