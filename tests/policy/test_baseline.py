"""A baseline hides what was there when it was written, and says what is there no more."""

import json

import pytest

from connlint.models.evaluation import Evaluation
from connlint.models.options import Options
from connlint.policy import Ground, decide
from connlint.policy.baseline import render_baseline
from connlint.sources.errors import UnreadableError


@pytest.fixture
def run(cards, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def decided(*findings, **options):
        return decide(Evaluation(findings=findings), Options(**options), Ground(cards, lambda _: None))

    return decided


def test_a_baseline_that_is_missing_is_an_error(run):
    with pytest.raises(UnreadableError, match="no such file"):
        run(baseline="b.json")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"findings": [1]}', '{"findings": 3}'])
def test_a_file_that_is_no_baseline_is_an_error(run, tmp_path, text):
    (tmp_path / "b.json").write_text(text)
    with pytest.raises(UnreadableError, match="not a baseline"):
        run(baseline="b.json")


def test_it_hides_what_it_lists_and_nothing_else(run, found, tmp_path):
    old = found("CL101", ("s.py", 2), subject="default")
    (tmp_path / "b.json").write_text(render_baseline(run(old).findings))
    moved = found("CL101", ("s.py", 7), subject="default")
    result = run(moved, found("CL101", ("s.py", 2), subject="replica"), baseline="b.json")
    assert [finding.subject for finding in result.findings] == ["replica"]
    assert [(one.by, one.finding.subject) for one in result.suppressed] == [("baseline", "default")]


def test_an_entry_that_matches_nothing_is_found_at_its_line(run, found, tmp_path):
    text = render_baseline(run(found("CL101", subject="default")).findings)
    (tmp_path / "b.json").write_text(text)
    (finding,) = run(baseline="b.json").findings
    place = finding.locations[0].place
    assert finding.code == "CL901"
    assert json.loads(text)["findings"][0]["fingerprint"] == text.split("\n")[place.line - 1][place.column - 1 :].strip(
        '"'
    )


def test_an_entry_of_a_rule_that_did_not_run_is_not_stale(run, found, tmp_path):
    (tmp_path / "b.json").write_text(render_baseline(run(found("CL101")).findings))
    assert run(baseline="b.json", ignore=("CL101",)).findings == ()


def test_it_is_stable(run, found):
    one, two = found("CL102", subject="a"), found("CL101", subject="b")
    assert render_baseline(run(one, two).findings) == render_baseline(run(two, one).findings)
