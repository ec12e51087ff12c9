"""The pre-commit hook, run by pre-commit itself from the working tree."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def git(folder, *arguments):
    identity = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
    return subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def hook(tmp_path):
    """A repository with the hook as it is in the working tree, committed or not."""
    folder = tmp_path / "hook"
    folder.mkdir()
    for name in git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines():
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "hook")
    return folder


@pytest.mark.install
@pytest.mark.parametrize("example, code", [("misaligned", 1), ("aligned", 0)])
def test_the_hook_checks_a_project(hook, tmp_path, example, code, monkeypatch):
    project = tmp_path / "project"
    shutil.copytree(ROOT / "examples" / example, project)
    git(project, "init", "-q")
    git(project, "add", "-A")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "cache"))
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(hook), "connlint", "--all-files"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    assert ("CL401" in done.stdout) is (example == "misaligned")
