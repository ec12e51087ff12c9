"""What each format promises beside its golden file."""

import json
from xml.etree import ElementTree as ET

import pytest

from connlint.models.finding import Result
from connlint.reporters import render
from connlint.reporters.context import Context
from connlint.reporters.text import render as render_text

from .conftest import finding


def unescaped(text):
    return text.replace("%0A", "\n").replace("%0D", "\r").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")


def annotations(text):
    """Workflow commands read as the runner reads them."""
    for line in text.splitlines():
        if line.startswith("::"):
            command, _, message = line[2:].partition("::")
            name, _, properties = command.partition(" ")
            pairs = (pair.split("=", 1) for pair in properties.split(","))
            yield name, {key: unescaped(value) for key, value in pairs}, unescaped(message)


def test_annotations_read_back_are_the_findings(result, context):
    found = list(annotations(render("github", result, context)))
    assert [name for name, _, _ in found] == ["error", "warning", "notice"]
    _, properties, message = found[1]
    assert properties["title"] == "CL301 clients-exceed-max-client-conn"
    assert message.startswith("16 clients, max_client_conn is 10 [100%]; see a,b:c\n")


def test_annotations_hold_hostile_texts(context):
    hostile = finding(name="a,b::c%0A", message="100%\r\n::error::x", subject="")
    text = render("github", Result(findings=(hostile,)), context)
    (found,) = annotations(text)
    assert found[0] == "error"
    assert found[1]["title"] == "CL102 a,b::c%0A"
    assert "::error::x" in found[2]
    assert len([line for line in text.splitlines() if line.startswith("::")]) == 1


def test_a_range_of_several_lines_has_no_columns(result, context):
    location = result.findings[1].locations[1]
    spread = result.findings[0].model_copy(update={"locations": (location,)})
    ((_, properties, _),) = annotations(render("github", Result(findings=(spread,)), context))
    assert (properties["line"], properties["endLine"]) == ("4", "9")
    assert "col" not in properties


def test_errors_come_first_because_a_step_shows_ten(result, context):
    turned = result.model_copy(update={"findings": tuple(reversed(result.findings))})
    assert [name for name, _, _ in annotations(render("github", turned, context))] == ["error", "warning", "notice"]


def test_json_has_the_keys_of_the_contract(result, context):
    document = json.loads(render("json", result, context))
    assert document["schema"] == 1
    assert document["summary"] == {
        "errors": 1,
        "warnings": 1,
        "notes": 1,
        "undecided": 1,
        "suppressed": 1,
        "files": 2,
    }
    wanted = "code name severity evidence message locations arithmetic fix fingerprint"
    assert set(wanted.split()) <= set(document["findings"][0])
    assert set(document["findings"][0]["locations"][0]) == {
        "file",
        "line",
        "column",
        "end_line",
        "end_column",
        "label",
    }
    assert document["findings"][1]["arithmetic"][1] == {"term": "threads", "value": "unlimited", "origin": None}
    assert document["findings"][1]["fix"] is None


def test_gitlab_has_unique_fingerprints_and_relative_paths(result, context):
    issues = json.loads(render("gitlab", result, context))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 3
    assert all(not issue["location"]["path"].startswith("/") for issue in issues)
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major", "critical", "blocker"}


def test_junit_is_xml_even_for_hostile_texts(context):
    hostile = finding(message="<&>\"']]>\x00\x0b\ud800\ufffe", subject="\x1b<x>")
    root = ET.fromstring(render("junit", Result(findings=(hostile,)), context).encode("utf-8", "strict"))
    assert root.find("testsuite/testcase/failure").get("type") == "error"


@pytest.mark.parametrize("fail_on, failures", [("note", 3), ("warning", 2), ("error", 1)])
def test_junit_fails_what_fails_the_run(result, context, fail_on, failures):
    suite = ET.fromstring(render("junit", result, context.changed(fail_on=fail_on))).find("testsuite")
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure")) == failures
    assert len(suite.findall("testcase/system-out")) == 3 - failures


def test_junit_names_no_two_tests_alike(context):
    twice = Result(findings=(finding(subject="default"), finding(subject="default", branch="DEBUG"), finding()))
    suite = ET.fromstring(render("junit", twice, context)).find("testsuite")
    names = [case.get("name") for case in suite.findall("testcase")]
    assert len(set(names)) == 3


def test_junit_counts_what_it_holds(result, context):
    suite = ET.fromstring(render("junit", result, context)).find("testsuite")
    assert int(suite.get("tests")) == len(suite.findall("testcase")) == 4
    assert int(suite.get("failures")) == len(suite.findall("testcase/failure")) == 2
    assert int(suite.get("skipped")) == len(suite.findall("testcase/skipped")) == 1


def test_html_escapes_everything(context):
    hostile = finding(message="<script>alert(1)</script>", advice="<b>")
    text = render("html", Result(findings=(hostile,), notes=("<i>",)), context)
    assert "<script>" not in text
    assert "<b>" not in text
    assert "<i>" not in text


def test_html_needs_nothing_from_elsewhere(result, context):
    text = render("html", result, context)
    assert "http" not in text
    assert "src=" not in text


@pytest.mark.parametrize("verbosity, shown", [(-1, False), (0, False), (1, True)])
def test_only_verbose_text_lists_what_was_undecided_and_hidden(result, context, verbosity, shown):
    text = render_text(result, Context(context.texts, context.cards, context.page, context.root, verbosity=verbosity))
    assert ("environment variable DB_HEALTH has no default" in text) is shown
    assert ("by comment shop/settings.py:6: a socket" in text) is shown
    assert ("DB_HEALTH (--env or --env-file); -v says why" in text) is (verbosity == 0)


def test_verbose_text_has_no_title_over_nothing(result, context):
    text = render_text(result.model_copy(update={"suppressed": (), "undecided": ()}), context.changed(verbosity=1))
    assert "Suppressed" not in text
    assert "Undecided" not in text


@pytest.mark.parametrize(
    "verbosity, line",
    [
        (0, "Undecided: values that nothing can supply; -v says why"),
        (1, "  values that nothing can supply: CL501 default"),
    ],
)
def test_what_has_neither_name_nor_reason_is_told_in_words(result, context, verbosity, line):
    (undecided,) = result.undecided
    bare = result.model_copy(update={"undecided": (undecided.model_copy(update={"missing": "", "reason": ""}),)})
    assert line in render_text(bare, context.changed(verbosity=verbosity)).splitlines()


@pytest.mark.parametrize(
    "verbosity, line",
    [
        (0, "Undecided for want of DB_HEALTH (--env or --env-file); besides: the module a cannot be read; -v says why"),
        (1, "  the module a cannot be read: CL101, CL102 default; CL102 replica"),
    ],
)
def test_what_one_unknown_leaves_undecided_is_one_group(result, context, verbosity, line):
    (undecided,) = result.undecided
    reason = "the module a cannot be read"
    derived = [("CL101", "default", "ENGINE"), ("CL102", "default", "is postgresql"), ("CL102", "replica", "port")]
    more = tuple(
        undecided.model_copy(update={"code": code, "subject": subject, "missing": missing, "reason": reason})
        for code, subject, missing in derived
    )
    whole = result.model_copy(update={"undecided": (*more, undecided)})
    lines = render_text(whole, context.changed(verbosity=verbosity)).splitlines()
    assert [one for one in lines if reason in one] == [line]


def test_colour_changes_nothing_but_colour(result, context, strip):
    colored = render_text(result, Context(context.texts, context.cards, context.page, context.root, color=True))
    assert colored != render_text(result, context)
    assert strip(colored) == render_text(result, context)


def test_statistics_count_rules(context):
    result = Result(findings=(finding(), finding(), finding("CL301", "clients")))
    text = render_text(result, Context(context.texts, context.cards, context.page, context.root, statistics=True))
    assert "2  CL102 conn-max-age-exceeds-client-idle-timeout\n1  CL301 clients\n" in text


def test_a_long_condition_is_cut_between_its_parts_and_whole_in_json(context):
    branch = " and ".join(f"VARIABLE_{number} is not set" for number in range(20))
    long = Result(findings=(finding(branch=branch),))
    first = render_text(long, context).splitlines()[0]
    assert first.endswith("VARIABLE_4 is not set …)")
    assert json.loads(render("json", long, context))["findings"][0]["branch"] == branch
