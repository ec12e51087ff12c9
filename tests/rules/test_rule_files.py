"""What every rule file owes its reader."""

import re
from pathlib import Path

import pytest

from connlint.rules import load_catalogue
from connlint.rules.catalogue import rules_folder
from connlint.rules.index import read_toml, rule_files
from connlint.rules.language.conditions import names_in
from connlint.rules.own import compile_all
from connlint.rules.page import page

CATALOGUE = load_catalogue()
RULES = [CATALOGUE.rule(code) for code in CATALOGUE.codes]
SPACES = {
    "db", "module", "pooler", "entry", "user", "server", "versions", "facts", "sums", "topology", "group", "link",
    "problem", "range", "found", "stack", "code", "live", "inf",
}  # fmt: skip
LAB = Path(__file__).parents[1] / "lab"
WEAK = re.compile(r"consider|please|may want to|you might|best practice", re.IGNORECASE)

every_rule = pytest.mark.parametrize("rule", RULES, ids=[rule.code for rule in RULES])


def conditions(rule):
    texts = [rule.when, *(case.when for case in rule.case), *(term.value for term in rule.arithmetic)]
    texts += [label.when for case in (rule, *rule.case) for label in case.labels or ()]
    texts += [rule.edit.when] if rule.edit else []
    return [text for text in texts if text]


def test_codes_and_names_are_unique():
    words = [word for rule in RULES for word in (rule.code, rule.name)]
    assert len(words) == len(set(words)) == 2 * len(rule_files(rules_folder()))


@every_rule
def test_the_file_is_named_after_the_rule(rule):
    assert Path(rule.file).stem == rule.name
    assert re.fullmatch(r"CL\d{3}", rule.code)


@every_rule
def test_conditions_and_texts_compile(rule):
    compile_all(read_toml(rules_folder() / rule.file))
    for text in conditions(rule):
        assert {name.partition(".")[0] for name in names_in(text)} <= SPACES, text


@every_rule
def test_the_reader_gets_reasons_and_sources(rule):
    assert rule.summary.endswith(".")
    assert rule.why
    assert rule.fix
    assert rule.sources


@every_rule
def test_a_rule_that_finds_says_what_and_what_to_do(rule):
    if rule.scope == "none":
        assert not rule.when
        return
    assert rule.when or rule.check
    assert rule.message
    assert rule.advice
    assert rule.labels
    assert rule.good, "a rule needs an example that must not fire"
    texts = (rule.message, rule.advice, *(case.message or "" for case in rule.case))
    assert not any(WEAK.search(text) for text in texts)


@every_rule
def test_superseded_rules_exist(rule):
    assert all(CATALOGUE.find(code) for code in rule.supersedes)
    assert rule.code not in rule.supersedes


@every_rule
def test_a_rule_that_names_a_check_has_it(rule):
    if rule.check:
        assert (Path(rules_folder().parent, "src/connlint/rules/checks", f"{rule.check}.py")).is_file()


@every_rule
def test_a_proved_rule_names_its_lab_case(rule):
    if rule.evidence == "proved":
        assert rule.proof
        assert (LAB / f"{rule.proof}.py").is_file(), rule.proof
    else:
        assert not rule.proof


@every_rule
def test_the_page_has_its_headings(rule):
    text = page(CATALOGUE.page_card(rule.code))
    wanted = ["## What it does", "## Why", "## Fix", "## Evidence and sources"]
    wanted += ["## Observed"] if rule.errors else []
    wanted += ["## Bad"] if rule.bad else []
    assert [heading for heading in wanted if heading not in text] == []
    assert text.startswith(f"# {rule.code} {rule.name}\n")


def test_every_lab_case_belongs_to_a_proved_rule():
    proved = {rule.proof for rule in RULES if rule.proof}
    assert {file.stem for file in LAB.glob("test_cl[0-9]*.py")} - proved == set()
