"""Policy selects, re-levels, hides and counts, and nothing else does."""

from datetime import date

import pytest

from connlint.models.evaluation import Evaluation
from connlint.models.finding import Undecided
from connlint.models.options import Options
from connlint.models.place import Place
from connlint.policy import Ground, decide, exit_code
from connlint.sources.errors import UnreadableError

TODAY = date(2026, 11, 23)


@pytest.fixture
def run(cards):
    def decided(*findings, files=None, undecided=(), partial=False, **options):
        texts = files or {}
        return decide(
            Evaluation(findings=findings, undecided=undecided),
            Options(**options),
            Ground(
                cards,
                lambda name: texts[name].split("\n") if name in texts else None,
                tuple(texts),
                partial=partial,
                today=TODAY,
            ),
        )

    return decided


def codes(result):
    return [finding.code for finding in result.findings]


def test_nothing_is_nothing(run):
    result = run()
    assert (result.findings, result.suppressed, exit_code(result, "note")) == ((), (), 0)


@pytest.mark.parametrize(
    "options, expected",
    [
        ({}, ["CL101", "CL102", "CL201"]),
        ({"select": ("CL102",)}, ["CL102"]),
        ({"select": ("CL1",)}, ["CL101", "CL102"]),
        ({"select": ("cl1",)}, ["CL101", "CL102"]),
        ({"select": ("ALL",)}, ["CL101", "CL102", "CL201"]),
        ({"select": ("conn-max-age-out-of-range",)}, ["CL201"]),
        ({"ignore": ("CL1",)}, ["CL201"]),
        ({"ignore": ("ALL",)}, []),
        ({"select": ("CL101",), "extend_select": ("CL2",)}, ["CL101", "CL201"]),
        ({"select": ("CL1",), "ignore": ("CL102",)}, ["CL101"]),
        ({"select": ("CL102",), "ignore": ("CL1",)}, ["CL102"]),
        ({"select": ("CL102",), "ignore": ("CL102",)}, []),
    ],
)
def test_the_more_specific_word_wins(run, found, options, expected):
    assert codes(run(found("CL101"), found("CL102"), found("CL201"), **options)) == expected


@pytest.mark.parametrize("where", ["select", "ignore", "extend_select"])
def test_a_word_that_names_no_rule_is_an_error_with_the_nearest(run, where):
    with pytest.raises(UnreadableError, match="did you mean conn-max-age-exceeds-server-idle-timeout"):
        run(**{where: ("conn-max-age-exceed-server-idle",)})


def test_a_level_for_a_rule_that_is_not_there_is_an_error(run):
    with pytest.raises(UnreadableError, match="no rule is called CL999"):
        run(severity={"CL999": "note"})


def test_levels_are_changed_by_the_most_specific_word(run, found):
    result = run(found("CL101"), found("CL102"), severity={"CL1": "note", "CL102": "warning"})
    assert [finding.severity for finding in result.findings] == ["note", "warning"]


@pytest.mark.parametrize(
    "level, fail_on, code",
    [
        ("note", "warning", 0),
        ("warning", "warning", 1),
        ("error", "warning", 1),
        ("note", "note", 1),
        ("warning", "error", 0),
    ],
)
def test_the_exit_code_follows_the_threshold(run, found, level, fail_on, code):
    assert exit_code(run(found("CL101", severity=level)), fail_on) == code


@pytest.mark.parametrize(
    "level, fail_on, code", [("note", "warning", 0), ("warning", "warning", 1), ("error", "warning", 2)]
)
def test_a_file_that_cannot_be_read_decides_the_exit_code(run, found, level, fail_on, code):
    result = run(found("CL101", severity="note"), found("CL904", severity=level))
    assert exit_code(result, fail_on) == code


def test_findings_are_sorted_by_file_and_line(run, found):
    files = {"b.py": "\n" * 9, "a.ini": "\n" * 9}
    result = run(found("CL101", ("a.ini", 1)), found("CL102", ("b.py", 5)), found("CL201", ("b.py", 2)), files=files)
    assert codes(result) == ["CL201", "CL102", "CL101"]


def test_a_comment_on_the_line_hides(run, found):
    files = {"s.py": "a = 1\nx = 5  # connlint: ignore[CL101] we know\n"}
    result = run(found("CL101", ("s.py", 2)), files=files)
    assert codes(result) == []
    (hidden,) = result.suppressed
    assert (hidden.by, hidden.reason, hidden.place.line) == ("comment", "we know", 2)
    assert hidden.finding.fingerprint


def test_a_comment_hides_in_the_other_file_too(run, found):
    files = {"s.py": "a\nb\n", "p.ini": "; connlint: ignore[CL101] we know\nserver_idle_timeout = 1\n"}
    result = run(found("CL101", ("s.py", 2), ("p.ini", 2)), files=files)
    assert codes(result) == []


@pytest.mark.parametrize(
    "comment", ["ignore[CL102] other", "ignore[CL2] other", "ignore other", "ignore[CL101] until=2026-11-22 past"]
)
def test_a_comment_that_does_not_fit_hides_nothing(run, found, comment):
    files = {"s.py": f"a = 1  # connlint: {comment}\n"}
    assert "CL101" in codes(run(found("CL101", ("s.py", 1)), files=files))


def test_a_comment_on_another_line_hides_nothing(run, found):
    files = {"s.py": "a = 1  # connlint: ignore[CL101] other\n\nx = 1\n"}
    assert codes(run(found("CL101", ("s.py", 3)), files=files)) == ["CL901", "CL101"]


def test_a_comment_for_the_file_hides_everywhere_in_it(run, found):
    files = {"s.py": "# connlint: ignore-file[CL1] legacy\n\n\nx = 1\n"}
    assert codes(run(found("CL101", ("s.py", 4)), found("CL102", ("s.py", 3)), files=files)) == []


def test_suppressions_can_be_switched_off(run, found):
    files = {"s.py": "x = 5  # connlint: ignore[CL101] we know\ny = 1  # connlint: ignore[CL102] idle\n"}
    result = run(found("CL101", ("s.py", 1)), files=files, suppressions=False)
    assert codes(result) == ["CL101"]
    assert result.suppressed == ()


def test_a_comment_that_hides_nothing_is_found(run):
    files = {"s.py": "x = 5  # connlint: ignore[CL101, CL102] gone\n"}
    (finding,) = run(files=files).findings
    assert finding.code == "CL901"
    assert "CL101, CL102" in finding.message
    assert finding.locations[0].place.line == 1


def test_only_the_idle_word_of_a_comment_is_found(run, found):
    files = {"s.py": "x = 5  # connlint: ignore[CL101, CL102] half gone\n"}
    (finding,) = run(found("CL101", ("s.py", 1)), files=files).findings
    assert "ignores CL102," in finding.message


def test_a_comment_with_a_word_that_is_no_rule_is_found(run):
    files = {"s.py": "x = 5  # connlint: ignore[CL1O1] typo\n"}
    (finding,) = run(files=files).findings
    assert "did you mean CL101?" in finding.message


def test_a_comment_that_names_no_rule_is_found(run):
    assert codes(run(files={"s.py": "x = 5  # connlint: ignore because\n"})) == ["CL901"]


@pytest.mark.parametrize(
    "options",
    [
        {"partial": True},
        {"ignore": ("CL101",)},
        {"select": ("CL102", "CL901")},
        {"undecided": (Undecided(code="CL101", missing="X", reason="unset"),)},
    ],
)
def test_a_comment_is_not_called_idle_when_its_rule_did_not_run(run, options):
    assert codes(run(files={"s.py": "x = 5  # connlint: ignore[CL101] needs the pooler\n"}, **options)) == []


def test_an_expired_comment_is_an_error_and_hides_nothing(run, found):
    files = {"s.py": "x = 5  # connlint: ignore[CL201] until=2026-11-22 for now\n"}
    result = run(found("CL201", ("s.py", 1)), files=files)
    assert codes(result) == ["CL201", "CL903"]
    assert exit_code(result, "error") == 1


def test_the_last_day_still_counts(run, found):
    files = {"s.py": "x = 5  # connlint: ignore[CL201] until=2026-11-23 for now\n"}
    assert codes(run(found("CL201", ("s.py", 1)), files=files)) == []


def test_a_day_that_is_no_day_is_an_error(run):
    (finding,) = run(files={"s.py": "x = 5  # connlint: ignore[CL201] until=soon\n"}).findings
    assert finding.code == "CL903"
    assert "YYYY-MM-DD" in finding.message


def test_a_missing_reason_is_found_when_asked_for(run, found):
    files = {"s.py": "x = 5  # connlint: ignore[CL101]\n"}
    assert codes(run(found("CL101", ("s.py", 1)), files=files)) == []
    assert codes(run(found("CL101", ("s.py", 1)), files=files, extend_select=("CL902",))) == ["CL902"]


@pytest.mark.parametrize("word", ["CL9", "ALL"])
def test_an_opt_in_rule_wants_its_own_name(run, word):
    undecided = (Undecided(code="CL101", missing="X", reason="unset"),)
    assert codes(run(files={"s.py": ""}, undecided=undecided, extend_select=(word,))) == []


def test_undecided_rules_become_findings_when_asked_for(run):
    place = Place(file="s.py", line=1, end_line=1, end_column=2)
    undecided = (
        Undecided(code="CL101", missing="X", reason="unset", place=place),
        Undecided(code="CL102", missing="Y", reason="no file"),
    )
    result = run(files={"s.py": ""}, undecided=undecided, extend_select=("undecided",))
    assert [finding.message for finding in result.findings] == [
        "CL101 could not be decided: unset",
        "CL102 could not be decided: no file",
    ]


def test_undecided_rules_that_are_not_active_are_not_counted(run):
    undecided = (Undecided(code="CL101", missing="X", reason="unset"),)
    assert run(undecided=undecided, ignore=("CL101",)).undecided == ()
    assert len(run(undecided=undecided).undecided) == 1


def test_fingerprints_do_not_depend_on_lines_and_are_unique(run, found):
    first = run(found("CL101", ("s.py", 2), subject="default"), found("CL101", ("s.py", 9), subject="default"))
    second = run(found("CL101", ("s.py", 5), subject="default"))
    assert first.findings[0].fingerprint == second.findings[0].fingerprint
    assert first.findings[0].fingerprint != first.findings[1].fingerprint
