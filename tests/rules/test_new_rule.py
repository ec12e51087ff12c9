"""``connlint new-rule``: a file that loads, in the right folder, with the next code."""

from pathlib import Path

import pytest

from connlint.cli import main
from connlint.lint import lint
from connlint.models.options import Options
from connlint.rules import load_catalogue


@pytest.mark.parametrize("name", ["Pool Too Small", "pool_too_small", "-x", ""])
def test_no_name(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new-rule", "--", name]) == 2
    assert not list(tmp_path.iterdir())
    assert "Traceback" not in capsys.readouterr().err


def test_it_never_overwrites(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["new-rule", "ours"]) == 0
    assert main(["new-rule", "ours"]) == 2


def test_a_folder_that_cannot_be(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules").write_text("a file")
    assert main(["new-rule", "ours"]) == 2


def test_a_neighbour_that_is_no_toml(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "theirs.toml").write_text("code = = 1\n")
    assert main(["new-rule", "ours"]) == 2
    assert capsys.readouterr().err.startswith("connlint: rules: a rule there is no TOML: ")
    assert not (tmp_path / "rules" / "ours.toml").exists()


def test_codes_go_up(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["new-rule", "first", "--code", "ACME009"]) == 0
    assert main(["new-rule", "second"]) == 0
    assert main(["new-rule", "third", "--in", "other"]) == 0
    catalogue = load_catalogue([Path("rules"), Path("other")])
    assert [catalogue.find(name).code for name in ("first", "second", "third")] == ["ACME009", "ACME010", "TEAM001"]


def test_the_new_rule_does_what_its_examples_say(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert main(["new-rule", "ours", "--in", "own"]) == 0
    for example in load_catalogue([Path("own")]).page_card("TEAM001").examples:
        for name, text in example.files.items():
            Path(name).write_text(text)
        found = lint(["settings.py", "pgbouncer.ini"], Options(rules=("own",))).result.findings
        assert ("TEAM001" in {finding.code for finding in found}) is example.fires
