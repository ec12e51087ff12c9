"""The catalogue: found by walking, indexed, extended by a team's own files."""

import importlib
import json
import sys

import pytest

import connlint
from connlint.rules import load_catalogue
from connlint.rules.catalogue import rules_folder
from connlint.rules.index import INDEX, build_index, load_index, write_index
from connlint.sources.errors import UnreadableError

OWN = """
code = "ACME001"
name = "acme-conn-max-age"
severity = "warning"
evidence = "convention"
scope = "database"
since = "2026"
summary = "Ours are five minutes."
when = "db.conn_max_age != 300"
message = "CONN_MAX_AGE is {db.conn_max_age}"
"""


def write(folder, text, name="acme.toml"):
    (folder / name).write_text(text)
    return folder


@pytest.mark.parametrize(
    "old, new, complaint",
    [
        ('severity = "warning"', 'severity = "grave"', "severity"),
        ('code = "ACME001"', 'code = "CL101"', "no code for a rule of your own"),
        ('code = "ACME001"', 'code = "x"', "no code for a rule of your own"),
        ('name = "acme-conn-max-age"', 'name = "wrong-type"', "already in"),
        ('when = "db', 'wenn = "db', "wenn"),
        ("db.conn_max_age != 300", "open('x')", "unknown function open"),
        ("{db.conn_max_age}", "{x()}", "unknown function x"),
        ('when = "', 'check = "plaintext"\nwhen = "', "cannot name a check"),
        ('scope = "database"', 'scope = "planet"', "scope"),
        ('since = "2026"', "since = 2026", "since"),
        ('since = "2026"', "since = ", "not a rule file"),
    ],
)
def test_a_rule_of_your_own_that_is_wrong(tmp_path, old, new, complaint):
    with pytest.raises(UnreadableError) as caught:
        load_catalogue([write(tmp_path, OWN.replace(old, new))])
    assert complaint in caught.value.message
    assert caught.value.file.endswith("acme.toml")


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(UnreadableError):
        load_catalogue([tmp_path / "rules"])


def test_two_rules_of_one_name(tmp_path):
    write(tmp_path, OWN)
    with pytest.raises(UnreadableError):
        load_catalogue([write(tmp_path, OWN, "again.toml")])


def test_a_rule_of_your_own(tmp_path):
    catalogue = load_catalogue([write(tmp_path, OWN)])
    assert catalogue.find("ACME001").name == "acme-conn-max-age"
    assert catalogue.page_card("ACME001").summary == "Ours are five minutes."


def test_selecting():
    catalogue = load_catalogue()
    assert catalogue.select("CL102") == ("CL102",)
    assert catalogue.select("cl102") == ("CL102",)
    assert catalogue.select("conn-max-age-exceeds-client-idle-timeout") == ("CL102",)
    assert set(catalogue.select("CL1")) == {code for code in catalogue.codes if code.startswith("CL1")}
    assert catalogue.select("ALL") == catalogue.codes
    assert catalogue.select("CX9") == ()
    assert catalogue.select("") == ()


def test_cards_of_the_list_and_of_the_pages_agree():
    catalogue = load_catalogue()
    for short, whole in zip(catalogue.cards, catalogue.pages, strict=True):
        assert (short.code, short.name, short.severity, short.summary) == (
            whole.code,
            whole.name,
            whole.severity,
            whole.summary,
        )


def ship(tmp_path, monkeypatch):
    """An index as a wheel has it, as a module of the package."""
    write_index(rules_folder(), tmp_path / f"{INDEX}.py")
    monkeypatch.setattr(connlint, "__path__", [*connlint.__path__, str(tmp_path)])
    monkeypatch.setitem(sys.modules, f"connlint.{INDEX}", None)
    monkeypatch.delitem(sys.modules, f"connlint.{INDEX}")
    importlib.invalidate_caches()
    installed = tmp_path / "_rules"
    installed.mkdir()
    return installed


def test_the_index_of_a_wheel_holds_what_the_files_say(tmp_path, monkeypatch):
    shipped = load_index(ship(tmp_path, monkeypatch), None)
    assert shipped == build_index(rules_folder())["rules"]
    assert not any("why" in head or "bad" in head for head in shipped)


def test_the_index_of_another_release_is_not_read(tmp_path, monkeypatch):
    installed = ship(tmp_path, monkeypatch)
    module = tmp_path / f"{INDEX}.py"
    module.write_text(module.read_text().replace("'format': 1", "'format': 0"))
    assert load_index(installed, None) == []


def test_rules_without_an_index_are_read_from_the_files(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, f"connlint.{INDEX}", None)
    installed = tmp_path / "_rules"
    installed.mkdir()
    write(installed, OWN)
    assert [head["code"] for head in load_index(installed, None)] == ["ACME001"]


@pytest.mark.parametrize("written", [True, False])
def test_a_cache_is_written_as_bytecode_is(tmp_path, monkeypatch, written):
    monkeypatch.setattr(sys, "dont_write_bytecode", not written)
    rules, cache = tmp_path / "rules", tmp_path / "cache.json"
    rules.mkdir()
    write(rules, "no rule", "README")
    write(rules, OWN)
    assert load_index(rules, cache)[0]["code"] == "ACME001"
    assert cache.is_file() is written


def test_a_fresh_cache_is_trusted(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    rules, cache = tmp_path / "rules", tmp_path / "cache.json"
    rules.mkdir()
    write(rules, OWN)
    load_index(rules, cache)
    cache.write_text(cache.read_text().replace('"ACME001"', '"ACME002"'))
    assert load_index(rules, cache)[0]["code"] == "ACME002"


def test_a_changed_file_makes_the_cache_stale(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    rules, cache = tmp_path / "rules", tmp_path / "cache.json"
    rules.mkdir()
    write(rules, OWN)
    assert load_index(rules, cache)[0]["severity"] == "warning"
    write(rules, OWN.replace('"warning"', '"error"'))
    assert load_index(rules, cache)[0]["severity"] == "error"


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({"format": -1, "rules": []})])
def test_a_broken_cache_is_made_again(tmp_path, text):
    rules, cache = tmp_path / "rules", tmp_path / "cache.json"
    rules.mkdir()
    write(rules, OWN)
    cache.write_text(text)
    assert load_index(rules, cache)[0]["code"] == "ACME001"


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    rules = tmp_path / "rules"
    rules.mkdir()
    write(rules, OWN)
    (tmp_path / "file").write_text("")
    assert load_index(rules, tmp_path / "file" / "cache.json")[0]["code"] == "ACME001"
