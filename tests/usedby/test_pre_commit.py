"""The pre-commit hook, from this working tree, run by pre-commit itself."""

import os
import re
import shutil
import subprocess
import sys

import pytest

yaml = pytest.importorskip("yaml")
GIT = ("git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false")


@pytest.fixture
def hook(root):
    (found,) = yaml.safe_load((root / ".pre-commit-hooks.yaml").read_text())
    return found


@pytest.mark.parametrize(
    "file, wanted",
    [
        ("shop/settings.py", True),
        ("shop/settings/production.py", True),
        ("pgbouncer.ini", True),
        ("deploy/pgbouncer-prod.ini", True),
        ("docker-compose.yml", True),
        ("compose.prod.yaml", True),
        ("Dockerfile", True),
        ("requirements/base.txt", True),
        ("requirements.txt", True),
        ("pyproject.toml", True),
        ("shop/views.py", False),
        ("README.md", False),
    ],
)
def test_it_runs_when_something_it_reads_changes(hook, file, wanted):
    assert bool(re.search(hook["files"], file)) is wanted


def test_it_reads_the_whole_project_because_a_finding_needs_both_sides(hook):
    assert hook["pass_filenames"] is False
    assert hook["entry"] == "connlint"


@pytest.fixture
def repository(project):
    def git(*arguments):
        subprocess.run([*GIT, *arguments], cwd=project, check=True, capture_output=True, timeout=60)

    git("init", "--quiet")
    git("add", "--all")
    git("commit", "--quiet", "--message", "x", "--no-verify")
    return project


def pre_commit(*arguments, cwd, home, **variables):
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CONNLINT_", "GIT_"))}
    environment = {**kept, "PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never", **variables}
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, timeout=300, check=False)


def test_pre_commit_accepts_the_manifest(root, tmp_path):
    pytest.importorskip("pre_commit")
    result = pre_commit("validate-manifest", str(root / ".pre-commit-hooks.yaml"), cwd=tmp_path, home=tmp_path)
    assert result.returncode == 0, result.stdout


def test_the_hook_runs_with_the_connlint_under_test(hook, repository, tmp_path):
    """As pre-commit runs it, but for the environment that it would build: this one is used."""
    pytest.importorskip("pre_commit")
    (tmp_path / "bin").mkdir()
    command = tmp_path / "bin" / "connlint"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m connlint "$@"\n')
    command.chmod(0o755)
    local = {key: value for key, value in hook.items() if key != "additional_dependencies"} | {"language": "system"}
    config = yaml.safe_dump({"repos": [{"repo": "local", "hooks": [local]}]})
    (repository / ".pre-commit-config.yaml").write_text(config)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    failed = pre_commit("run", "--all-files", cwd=repository, home=tmp_path / "home", PATH=path)
    assert failed.returncode == 1, failed.stdout
    assert "error[CL102]" in failed.stdout
    (repository / "shop/settings.py").write_text((repository / "shop/settings.py").read_text().replace("600", "0"))
    passed = pre_commit("run", "--all-files", cwd=repository, home=tmp_path / "home", PATH=path)
    assert passed.returncode == 0, passed.stdout


def test_the_hook_of_the_working_tree_for_real(root, repository, tmp_path):
    """pre-commit clones the working tree as it is, builds the hook's own environment, and runs it."""
    pytest.importorskip("pre_commit")
    tree = tmp_path / "tree"
    names = subprocess.run(["git", "ls-files", "-z"], cwd=root, check=True, capture_output=True, text=True, timeout=60)
    for name in filter(None, names.stdout.split("\0")):
        if (root / name).is_file():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(root / name, tree / name)
    for arguments in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "-m", "x"]):
        subprocess.run([*GIT, *arguments], cwd=tree, check=True, capture_output=True, timeout=60)
    result = pre_commit("try-repo", str(tree), "connlint", "--all-files", cwd=repository, home=tmp_path / "home")
    assert result.returncode == 1, result.stdout + result.stderr
    assert "error[CL102]" in result.stdout
