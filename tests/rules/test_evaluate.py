"""The evaluation: worlds and branches, what stays open, one finding for one cause, identities."""

import pytest

from connlint.lint import lint
from connlint.models.options import Options
from connlint.models.stack import Stack
from connlint.models.traced import Branch, either, known, unknown
from connlint.rules import evaluate, load_catalogue
from tests.planner import build
from tests.rules.hand import alias, at, pooler, stack
from tests.rules.stacks import Files

DEBUG, PRODUCTION = (("DEBUG", True),), (("DEBUG", False),)


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue()


def found(evaluation, code):
    return [finding for finding in evaluation.findings if finding.code == code]


def test_nothing_to_read_is_nothing_found(catalogue):
    assert evaluate(Stack(), catalogue) == evaluate(Stack(), catalogue)
    assert not evaluate(Stack(), catalogue).findings


def test_true_in_every_world_has_no_branch(catalogue):
    worlds = [(DEBUG, alias(CONN_MAX_AGE=600)), (PRODUCTION, alias(CONN_MAX_AGE=600))]
    (finding,) = found(evaluate(stack(worlds, pooler(client_idle_timeout=240)), catalogue), "CL102")
    assert finding.branch == ""


def test_a_rule_that_is_not_active_takes_no_other_as_its_note(catalogue):
    joined = stack([((), alias(CONN_MAX_AGE=700))], pooler(client_idle_timeout=240))
    (finding,) = found(evaluate(joined, catalogue), "CL102")
    assert [note.code for note in finding.related] == ["CL501"]
    alone = evaluate(joined, catalogue, active={head.code for head in catalogue.heads} - {"CL102"})
    assert not found(alone, "CL102")
    assert [one.severity for one in found(alone, "CL501")] == ["warning"]
    assert evaluate(joined, catalogue, active=()).findings == ()


def test_what_two_aliases_say_of_one_place_is_one_finding(tmp_path):
    keys = '"ENGINE": "django.db.backends.postgresql", "NAME": "app", "USER": "app", "HOST": "127.0.0.1", "PORT": 6432'
    aliases = "".join(f'    "{name}": {{{keys}}},\n' for name in ("default", "other"))
    (tmp_path / "settings.py").write_text(f"DATABASES = {{\n{aliases}}}\n")
    (tmp_path / "pgbouncer.ini").write_text(
        "[databases]\napp = host=db\n\n[pgbouncer]\nlisten_addr = 127.0.0.1\nauth_file = userlist.txt\n"
        "admin_users = app\n"
    )
    findings = lint([str(tmp_path / "settings.py"), str(tmp_path / "pgbouncer.ini")]).result.findings
    (finding,) = [one for one in findings if one.code == "CL712"]
    assert [place.place.line for place in finding.locations] == [7, 2, 3]
    (finding,) = [one for one in findings if one.code == "CL206"]
    assert finding.message.startswith("no file sets statement_timeout for default, other:")


def test_true_in_one_world_names_the_branch(catalogue):
    worlds = [(DEBUG, alias(CONN_MAX_AGE=0)), (PRODUCTION, alias(CONN_MAX_AGE=600))]
    (finding,) = found(evaluate(stack(worlds, pooler(client_idle_timeout=240)), catalogue), "CL102")
    assert finding.branch == "not DEBUG"


def test_other_numbers_are_another_finding(catalogue):
    worlds = [(DEBUG, alias(CONN_MAX_AGE=500)), (PRODUCTION, alias(CONN_MAX_AGE=600))]
    findings = found(evaluate(stack(worlds, pooler(client_idle_timeout=240)), catalogue), "CL102")
    assert {finding.branch for finding in findings} == {"DEBUG", "not DEBUG"}
    assert len({finding.fingerprint for finding in findings}) == 2


def test_an_either_of_the_pooler_is_tried_branch_by_branch(catalogue):
    branches = (
        Branch(condition="SMALL", traced=known(240, origin=at(7, "pgbouncer.ini"))),
        Branch(condition="not SMALL", traced=known(900, origin=at(7, "pgbouncer.ini"))),
    )
    config = pooler(client_idle_timeout=either(branches))
    (finding,) = found(evaluate(stack([((), alias(CONN_MAX_AGE=600))], config), catalogue), "CL102")
    assert finding.branch == "SMALL"
    assert "240 s" in finding.message


def test_unknown_is_undecided_and_never_found(catalogue):
    age = unknown("environment variable DB_CONN_MAX_AGE has no default", missing="DB_CONN_MAX_AGE", origin=at(4))
    evaluation = evaluate(stack([((), alias(CONN_MAX_AGE=age))], pooler(client_idle_timeout=240)), catalogue)
    assert not found(evaluation, "CL102")
    (item,) = [item for item in evaluation.undecided if item.code == "CL102"]
    assert (item.missing, item.subject) == ("DB_CONN_MAX_AGE", "default -> app")
    assert item.reason == "environment variable DB_CONN_MAX_AGE has no default"
    assert item.place.line == 4


def test_unknown_that_does_not_matter_is_decided(catalogue):
    age = unknown("environment variable DB_CONN_MAX_AGE has no default", missing="DB_CONN_MAX_AGE")
    evaluation = evaluate(stack([((), alias(CONN_MAX_AGE=age))], pooler(client_idle_timeout=0)), catalogue)
    assert "CL102" not in {item.code for item in evaluation.undecided}


def test_unknown_databases_are_said_once(catalogue):
    made = stack([((), alias())], pooler())
    world = (
        made.modules[0]
        .worlds[0]
        .model_copy(update={"databases": None, "databases_unknown": unknown("read from a service", missing="VAULT")})
    )
    module = made.modules[0].model_copy(update={"worlds": (world,)})
    evaluation = evaluate(made.model_copy(update={"modules": (module,), "links": ()}), catalogue)
    assert [(item.code, item.missing) for item in evaluation.undecided if item.code == "CL905"] == [("CL905", "VAULT")]


def test_one_cause_one_finding(catalogue):
    config = pooler(client_idle_timeout=240, server_idle_timeout=300)
    evaluation = evaluate(stack([((), alias(CONN_MAX_AGE=600))], config), catalogue)
    (finding,) = found(evaluation, "CL102")
    assert [note.code for note in finding.related] == ["CL101", "CL501"]
    assert not found(evaluation, "CL101")


def test_a_cause_in_one_world_leaves_the_other_alone(catalogue):
    config = pooler(client_idle_timeout=500, server_idle_timeout=300)
    worlds = [(DEBUG, alias(CONN_MAX_AGE=400)), (PRODUCTION, alias(CONN_MAX_AGE=600))]
    evaluation = evaluate(stack(worlds, config), catalogue)
    assert [finding.branch for finding in found(evaluation, "CL102")] == ["not DEBUG"]
    assert [finding.branch for finding in found(evaluation, "CL101")] == ["DEBUG"]


def test_both_places_are_shown_the_setting_first(catalogue):
    config = pooler(client_idle_timeout=240)
    (finding,) = found(evaluate(stack([((), alias(CONN_MAX_AGE=600))], config), catalogue), "CL102")
    assert [location.place.file for location in finding.locations] == ["settings.py", "pgbouncer.ini"]
    assert [(term.term, term.value) for term in finding.arithmetic] == [
        ("CONN_MAX_AGE", 600),
        ("client_idle_timeout", 240),
    ]
    assert finding.formula == "600 s > 240 s"
    assert finding.advice.startswith("set CONN_MAX_AGE to at most 240 at settings.py:10")


def test_moving_lines_keeps_the_fingerprint(catalogue):
    first = alias(CONN_MAX_AGE=600)
    moved = first.model_copy(update={"settings": {"CONN_MAX_AGE": known(600, origin=at(99))}})
    prints = [
        found(evaluate(stack([((), one)], pooler(client_idle_timeout=240)), catalogue), "CL102")[0].fingerprint
        for one in (first, moved)
    ]
    assert prints[0] == prints[1]
    assert len(prints[0]) == 64


def test_findings_come_sorted(catalogue):
    evaluation = evaluate(stack([((), alias(CONN_MAX_AGE=6000))], pooler(server_lifetime=0)), catalogue)
    keys = [(f.locations[0].place.file, f.locations[0].place.line, f.code) for f in evaluation.findings]
    assert len(keys) > 2
    assert keys == sorted(keys, key=lambda key: (key[0], key[1]))


def test_ranges_belong_to_the_project(catalogue):
    made = stack([((), alias(CONN_MAX_AGE=60, CONN_HEALTH_CHECKS=True))], pooler())
    assert found(evaluate(made, catalogue), "CL201")
    options = Options(ranges={"conn-max-age-out-of-range": (60, 120)})
    assert not found(evaluate(made, catalogue, options), "CL201")


def test_a_cause_of_one_alias_leaves_the_others_alone(catalogue):
    second = build.alias("second", NAME="second", CONN_MAX_AGE=100)
    config = build.pooler({"app": {"host": "db"}, "second": {"host": "db"}}, client_idle_timeout=240)
    evaluation = evaluate(build.stack([build.module(build.alias(CONN_MAX_AGE=600), second)], [config]), catalogue)
    assert [finding.subject for finding in found(evaluation, "CL102")] == ["default -> app"]
    assert [finding.subject for finding in found(evaluation, "CL501")] == ["second"]


def test_equal_findings_of_a_file_have_fingerprints_of_their_own(tmp_path):
    findings = Files(tail="pool_mode = session\npool_mode = transaction\n").findings(tmp_path)
    twice = [one for one in findings if one.code == "CL705"]
    assert [one.locations[0].place.line for one in twice] == [13, 14]
    assert len({one.fingerprint for one in twice}) == 2


BASE = "DATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': 'db', 'OPTIONS': {}}}\n"
SOMETIMES = "import os\nif 'X' in os.environ:\n    DATABASES['default']['OPTIONS'] = {'connect_timeout': 5}\n"


@pytest.mark.parametrize("always, sometimes", [("a", "b"), ("b", "a")])
def test_what_two_modules_share_is_one_finding(tmp_path, always, sometimes):
    settings = tmp_path / "settings"
    settings.mkdir()
    (settings / "base.py").write_text(BASE)
    (settings / f"{always}.py").write_text("from .base import *\n")
    (settings / f"{sometimes}.py").write_text(f"from .base import *\n{SOMETIMES}")
    result = lint([str(settings / f"{name}.py") for name in "ab"]).result
    (finding,) = [one for one in result.findings if one.code == "CL204"]
    assert (finding.branch, finding.locations[0].place.file.rpartition("/")[2]) == ("", "base.py")
