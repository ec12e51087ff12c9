"""Every proved rule has its lab case, and every lab case its rule."""

from pathlib import Path

import pytest

from connlint.rules import load_catalogue

LAB = Path(__file__).parents[1] / "lab"
CASES = sorted(path.stem for path in LAB.glob("test_cl[0-9]*.py"))
CATALOGUE = load_catalogue()
PROVED = [card for card in CATALOGUE.pages if card.evidence == "proved"]


def test_only_proved_rules_name_a_case():
    assert [card.code for card in CATALOGUE.pages if card.proof and card.evidence != "proved"] == []


@pytest.mark.parametrize("card", PROVED, ids=lambda card: card.code)
def test_a_proved_rule_names_its_case_and_quotes_what_was_seen(card):
    assert card.proof == f"test_{card.code.lower()}"
    assert card.proof in CASES
    assert f"def {card.proof}(lab" in (LAB / f"{card.proof}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("case", CASES)
def test_a_case_belongs_to_a_proved_rule(case):
    code = case.removeprefix("test_").upper()
    assert code in {card.code for card in PROVED}
    assert f'"{code}"' in (LAB / f"{case}.py").read_text(encoding="utf-8")
