"""``connlint lsp`` before an editor speaks: its options, and the library that it needs."""

import subprocess
import sys

import pytest

from .test_bad_input import assert_one_line


@pytest.fixture
def without_pygls(monkeypatch):
    for name in [name for name in sys.modules if name.partition(".")[0] in ("pygls", "lsprotocol")]:
        monkeypatch.delitem(sys.modules, name)
    for name in [name for name in sys.modules if name.startswith("connlint.lsp")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "pygls", None)
    monkeypatch.setitem(sys.modules, "lsprotocol", None)


@pytest.mark.usefixtures("without_pygls")
def test_without_the_library(run):
    assert_one_line(run("lsp"), 'lsp: needs pygls: pip install "connlint[lsp]"')


@pytest.mark.parametrize("words", [["--selct", "CL1"], ["settings.py"], ["--format", "json"], ["--fail-on", "error"]])
def test_what_is_no_option_of_a_server(run, words):
    assert_one_line(run("lsp", *words))


def test_the_help_says_what_it_takes(run):
    shown = run("lsp", "--help")
    assert shown.code == 0
    for option in ("--profile", "--env-file", "--select", "--config", "--stdio"):
        assert option in shown.out
    assert "--stdin-filename" not in shown.out


def test_no_other_command_loads_the_library(pair):
    code = "import sys; from connlint.cli import main; main(['-q', '.']); print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], cwd=pair.path, capture_output=True, text=True, check=True)
    assert "pygls" not in done.stdout
    assert "connlint.lsp" not in done.stdout
