"""Options come from the command line, then the environment, then one configuration file."""

import pytest

from .test_bad_input import assert_one_line


@pytest.fixture
def configured(pair):
    def write(text, name="pyproject.toml", table="[tool.connlint]\n"):
        (pair.path / name).write_text(table + text)
        return pair

    return write


@pytest.mark.parametrize(
    "text, words",
    [
        ("selct = ['CL1']", "pyproject.toml:2: unknown option selct; did you mean select?"),
        ("fail_onn = 'error'", "unknown option fail_onn; did you mean fail-on?"),
        ("wholly-else = 1", "unknown option wholly-else"),
        ("select = 3", "select must be a string or a list of strings"),
        ("select = [3]", "select must be a string or a list of strings"),
        ("fail-on = 'fatal'", "fail-on must be error, warning or note"),
        ("severity = {CL101 = 'grave'}", "severity must be a table"),
        ("clients = 'many'", "clients must be a whole number"),
        ("clients = true", "clients must be a whole number"),
        ("exit-zero = 'yes'", "exit-zero must be true or false"),
        ("env = {DEBUG = 1}", "env must be a table of strings"),
        ("ranges = {CL201 = [1]}", "ranges must be a table of rules with [low, high]"),
        ("network-idle-limit = -1", "network-idle-limit must be a number of seconds"),
        ("django-version = 5", "pyproject.toml:2: django-version must be a string"),
        ("topology = 3", "pyproject.toml:2: topology must be a table"),
        ("ranges = 3", "pyproject.toml:2: ranges must be a table of rules with [low, high]"),
        ("[tool.connlint.profile.x]\nsettings = 3", "pyproject.toml:3: profile.x.settings must be a string"),
        ('"se\\u006cct" = 3', "pyproject.toml: unknown option selct; did you mean select?"),
        ("profile = 'x'", "no profile is called x"),
        ("clients = 3\nignore = ['CL999']", "pyproject.toml:3: ignore: no rule is called CL999"),
        ("extend_select = ['nonsense']", "pyproject.toml:2: extend-select: no rule is called nonsense"),
        ("[tool.connlint.severity]\nCL999 = 'note'", "pyproject.toml:2: severity: no rule is called CL999"),
        ("[tool.connlint.profile.x]\nenvs = {}", "pyproject.toml:3: unknown option profile.x.envs; did you mean env?"),
        ("[tool.connlint.profile]\nx = 3", "profile.x must be a table"),
        ("x = = 1", "is not valid TOML"),
    ],
)
def test_a_wrong_file_is_one_line_with_its_place(run, configured, text, words):
    configured(text)
    assert_one_line(run("settings.py", "pgbouncer.ini"), "pyproject.toml", words)


def test_a_wrong_word_of_the_command_line_is_not_blamed_on_the_file(run, configured):
    configured("ignore = ['CL101']")
    assert_one_line(run("settings.py", "--ignore", "CL999"), "--ignore: no rule is called CL999")


def test_tool_connlint_that_is_no_table(run, pair):
    (pair.path / "pyproject.toml").write_text("[tool]\nconnlint = 3 # tool.connlint\n")
    assert_one_line(run("settings.py"), "must be a table")


def test_a_named_file_without_our_table(run, pair):
    (pair.path / "pyproject.toml").write_text("[tool.black]\n")
    assert_one_line(run("settings.py", "--config", "pyproject.toml"), "has no [tool.connlint] table")


def test_somebody_elses_broken_pyproject_is_not_our_business(codes, pair):
    (pair.path / "pyproject.toml").write_text("[tool.black\n")
    assert "CL102" in codes("settings.py", "pgbouncer.ini")


@pytest.mark.parametrize("name, table", [("pyproject.toml", "[tool.connlint]\n"), ("connlint.toml", "")])
def test_a_file_gives_options(codes, configured, name, table):
    configured("select = ['CL109']", name, table)
    assert codes("settings.py", "pgbouncer.ini") == ["CL109"]


def test_underscores_and_dashes_are_the_same(codes, configured):
    configured("extend_select = ['CL102']\nselect = ['CL109']")
    assert sorted(codes("settings.py", "pgbouncer.ini")) == ["CL102", "CL109"]


def test_the_nearest_file_wins_whole(codes, configured):
    pair = configured("select = ['CL102']")
    (pair.path / "shop").mkdir()
    (pair.path / "settings.py").rename(pair.path / "shop" / "settings.py")
    (pair.path / "shop" / "connlint.toml").write_text("ignore = ['CL102']")
    found = codes("shop/settings.py", "pgbouncer.ini")
    assert "CL102" not in found
    assert "CL109" in found


def test_the_environment_wins_over_the_file(codes, configured, monkeypatch):
    configured("select = ['CL102']")
    monkeypatch.setenv("CONNLINT_SELECT", "CL109")
    assert codes("settings.py", "pgbouncer.ini") == ["CL109"]


def test_the_command_line_wins_over_the_environment(codes, configured, monkeypatch):
    configured("select = ['CL102']")
    monkeypatch.setenv("CONNLINT_SELECT", "CL201")
    assert codes("settings.py", "pgbouncer.ini", "--select", "CL109") == ["CL109"]


@pytest.mark.parametrize("how", ["option", "environment"])
def test_isolated_takes_nothing_from_files(codes, configured, monkeypatch, how):
    configured("select = ['CL109']")
    if how == "environment":
        monkeypatch.setenv("CONNLINT_ISOLATED", "1")
    assert "CL102" in codes("settings.py", "pgbouncer.ini", *(["--isolated"] if how == "option" else []))


def test_switches_numbers_and_ranges(run, codes, configured):
    table = "exit-zero = true\nselect = ['CL102', 'CL201']\n[tool.connlint.ranges]\nCL201 = "
    configured(f"{table}[600, 800]")
    assert (codes("settings.py", "pgbouncer.ini"), run("settings.py", "pgbouncer.ini").code) == (["CL102"], 0)
    configured(f"{table}[700, 800.5]")
    assert sorted(codes("settings.py", "pgbouncer.ini")) == ["CL102", "CL201"]


def test_a_network_declared_in_seconds(codes, configured):
    assert "CL104" not in codes("settings.py")
    configured("network-idle-limit = 350.5")
    assert "CL104" in codes("settings.py")


def test_a_named_file_is_taken_instead_of_the_nearest(codes, configured):
    pair = configured("select = ['CL102']")
    (pair.path / "other.toml").write_text("select = ['CL109']")
    assert codes("settings.py", "pgbouncer.ini", "--config", "other.toml") == ["CL109"]


def test_levels_and_threshold(run, configured):
    configured("select = ['CL102', 'CL109']\nseverity = {CL1 = 'note'}\nfail-on = 'warning'\nignore = ['CL109']")
    result = run("settings.py", "pgbouncer.ini")
    assert "note[CL102]" in result.out
    assert result.code == 0


VARIABLE = """\
import os

DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "HOST": "127.0.0.1",
        "PORT": 6432,
        "NAME": "app",
        "CONN_MAX_AGE": int(os.environ["AGE"]),
    }
}
"""


def age(run, *arguments):
    import json

    result = run("show", "--format", "json", "settings.py", *arguments)
    assert result.err == ""
    return json.loads(result.out)["django"][0]["databases"]["default"]["CONN_MAX_AGE"]


@pytest.fixture
def variable(configured):
    pair = configured(
        'env-file = "base.env"\n[tool.connlint.env]\nOTHER = "1"\n'
        '[tool.connlint.profile.production]\nenv = {AGE = "30"}\n'
        '[tool.connlint.profile.staging]\nenv-file = "staging.env"\n'
    )
    (pair.path / "settings.py").write_text(VARIABLE)
    (pair.path / "base.env").write_text("AGE=10\n")
    (pair.path / "staging.env").write_text("AGE=20\n")
    (pair.path / "own.env").write_text("export AGE='40' # seconds\n")
    return pair


def test_without_a_value_it_is_unknown(run, variable):
    assert age(run, "--isolated")["status"] == "unknown"


@pytest.mark.parametrize(
    "arguments, value, how",
    [
        ([], 10, "env file base.env"),
        (["--profile", "staging"], 20, "env file staging.env"),
        (["--profile", "production"], 30, "profile production"),
        (["--env-file", "own.env"], 40, "env file own.env"),
        (["--profile", "production", "--env-file", "own.env"], 40, "env file own.env"),
        (["--env-file", "own.env", "--env", "AGE=50"], 50, "--env"),
        (["--env", "AGE=50", "--env", "AGE=60"], 60, "--env"),
    ],
)
def test_where_a_variable_comes_from(run, variable, arguments, value, how):
    found = age(run, *arguments)
    assert (found["status"], found["value"]) == ("known", value)


def test_a_profile_chooses_the_settings_module(run, configured):
    pair = configured("[tool.connlint.profile.local]\nsettings = 'conf.settings.local'\n")
    pair.write(
        conf__settings__production_DOT_py="DATABASES = {'default': {'CONN_MAX_AGE': 1}}\n",
        conf__settings__local_DOT_py="DATABASES = {'default': {'CONN_MAX_AGE': 2}}\n",
        conf__wsgi_DOT_py="os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'conf.settings.production')\n",
    )
    assert "conf/settings/production.py" in run("show").out
    local = run("show", "--profile", "local").out
    assert "conf/settings/local.py" in local
    assert "production.py (" not in local


def test_every_option_has_a_variable_and_a_key():
    import click

    from connlint.cli.check import command
    from connlint.cli.tables import known_options

    alone = {"config", "isolated", "stdin_filename", "write_baseline", "env"}
    for parameter in command.params:
        if not isinstance(parameter, click.Option):
            continue
        assert parameter.envvar == "CONNLINT_" + parameter.name.upper()
        assert parameter.name in alone or parameter.name.replace("_", "-") in known_options()


@pytest.mark.parametrize("value, tells", [("true", False), ("1", False), ("false", True), ("0", True)])
def test_quiet_is_a_switch_or_a_number(run, configured, value, tells):
    configured(f"quiet = {value}")
    assert ("note: settings module" in run(".").out) is tells
