"""``explain``, ``rules`` and the help."""

import json

import pytest

from connlint import __version__

from .test_bad_input import assert_one_line


@pytest.mark.parametrize("word", ["CL102", "cl102", "conn-max-age-exceeds-client-idle-timeout"])
def test_explain_by_code_or_name(run, project, word):
    result = run("explain", word)
    assert result.code == 0
    assert result.out.startswith("# CL102 conn-max-age-exceeds-client-idle-timeout\n")
    assert "## Why" in result.out


def test_explain_several_and_all(run, project):
    assert run("explain", "CL101", "CL102").out.count("\n# CL") == 1
    assert run("explain", "--all").out.count("\n# CL") > 90


def test_explain_needs_a_rule_that_is_there(run, project):
    assert_one_line(run("explain"), "name a rule")
    assert_one_line(run("explain", "CL120"), "no rule is called CL120; did you mean")


def test_rules_are_listed(run, project):
    lines = run("rules").out.splitlines()
    assert lines[0].split() == ["CL101", "warning", "convention", "conn-max-age-exceeds-server-idle-timeout"]
    assert any("(opt-in)" in line for line in lines)
    listed = json.loads(run("rules", "--format", "json").out)
    assert [rule["code"] for rule in listed] == [line.split()[0] for line in lines]


def test_a_rule_of_a_teams_own_is_listed_and_explained(run, project):
    project.write(
        connlint_DOT_toml='rules = ["own"]\n',
        own__shop_DOT_toml="""\
        code = "SHOP001"
        name = "shop-needs-health-checks"
        severity = "warning"
        evidence = "convention"
        since = "1"
        scope = "database"
        summary = "The shop wants health checks everywhere."
        when = "not db.conn_health_checks"
        message = "no health checks"
        """,
    )
    assert "SHOP001" in run("rules").out
    assert "# SHOP001 shop-needs-health-checks" in run("explain", "SHOP001").out


def test_version(run, project):
    assert run("--version").out == f"connlint {__version__}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["check", "--help"], ["show", "-h"], ["explain", "--help"]])
def test_help(run, project, arguments):
    result = run(*arguments)
    assert result.code == 0
    assert "Usage: connlint" in result.out


def test_the_help_lists_every_command(run, project):
    out = run("--help").out
    for word in ("check", "show", "explain", "rules"):
        assert f"\n  {word} " in out


def test_every_listed_command_exists():
    import click

    from connlint.cli.group import commands

    context = click.Context(commands)
    for name in commands.list_commands(context):
        command = commands.get_command(context, name)
        assert command.name == name
        assert command.help
    assert commands.get_command(context, "nonsense") is None
