"""``connlint check``: what it prints, where, and with which exit code."""

import io
import json
import os
import subprocess
import sys
from types import SimpleNamespace

import pytest

from connlint.sources.text import HELD

from .conftest import SETTINGS
from .test_bad_input import assert_one_line

PAIR = ("settings.py", "pgbouncer.ini")


def test_a_frame_shows_both_files(run, pair):
    result = run(*PAIR)
    assert result.code == 1
    assert "error[CL102]" in result.out
    assert '11 |         "CONN_MAX_AGE": 600,\n   |                         ^^^' in result.out
    assert "10 | client_idle_timeout = 300\n   |                       ^^^" in result.out


def test_an_aligned_pair_has_nothing_and_exits_0(run, pair):
    (pair.path / "settings.py").write_text(SETTINGS.replace("600", "0"))
    result = run("settings.py", "pgbouncer.ini", "--select", "CL1", "--ignore", "CL109")
    assert (result.code, result.err) == (0, "")
    assert "Nothing found in 2 files" in result.out


def test_check_is_meant_when_no_command_is_named(run, pair):
    assert run(*PAIR) == run("check", *PAIR)


def test_no_path_means_the_working_directory(run, pair):
    pair.write(manage_DOT_py='os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")')
    result = run()
    assert "error[CL102]" in result.out
    assert "note: settings module settings (settings.py), named in manage.py" in result.out


def test_the_order_of_paths_does_not_matter(run, pair):
    forward = {finding["code"] for finding in json.loads(run("--format", "json", *PAIR).out)["findings"]}
    backward = {finding["code"] for finding in json.loads(run("--format", "json", *reversed(PAIR)).out)["findings"]}
    assert forward == backward


@pytest.mark.parametrize(
    "arguments, code",
    [
        ([], 1),
        (["--exit-zero"], 0),
        (["--fail-on", "error"], 1),
        (["--severity", "CL102=note"], 0),
        (["--ignore", "ALL"], 0),
    ],
)
def test_exit_codes(run, pair, arguments, code):
    assert run(*PAIR, *arguments).code == code


def test_no_secret_is_printed(run, pair):
    for name in ("text", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"):
        assert "hunter2" not in run(*PAIR, "--format", name).out
    for arguments in (["show"], ["show", "--format", "json"]):
        assert "hunter2" not in run(*arguments, *PAIR).out


def test_formats_can_go_to_files(run, pair):
    result = run(*PAIR, "--format", "text", "--format", "json:out.json", "--format", "sarif:out.sarif")
    assert "error[CL102]" in result.out
    assert json.loads((pair.path / "out.json").read_text())["schema"] == 1
    rules = json.loads((pair.path / "out.sarif").read_text())["runs"][0]["tool"]["driver"]["rules"]
    assert rules[0]["id"] == "CL101"
    assert len(rules) > 90


def test_a_file_is_never_coloured(run, pair):
    run(*PAIR, "--color", "always", "--format", "text:out.txt")
    assert "\x1b" not in (pair.path / "out.txt").read_text()


@pytest.mark.parametrize(
    "arguments, variables, colored",
    [
        ([], {}, False),
        ([], {"FORCE_COLOR": "1"}, True),
        ([], {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        (["--color", "always"], {"NO_COLOR": "1"}, True),
        (["--color", "never"], {"FORCE_COLOR": "1"}, False),
        ([], {"CONNLINT_COLOR": "always"}, True),
        ([], {"FORCE_COLOR": "0"}, False),
    ],
)
def test_colour(run, pair, monkeypatch, arguments, variables, *, colored):
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    result = run(*PAIR, *arguments)
    assert ("\x1b[" in result.out) is colored
    assert "\x1b]8" not in result.out


def test_quiet_says_nothing_about_nothing(run, pair):
    assert run(*PAIR, "--ignore", "ALL", "-q").out == ""
    assert "Undecided" in run(*PAIR).out
    assert "Undecided" not in run(*PAIR, "-q").out


def test_verbose_says_what_was_hidden_and_undecided(run, pair):
    hidden = SETTINGS.replace("600,", "600,  # connlint: ignore[CL102] the proxy comes in May")
    (pair.path / "settings.py").write_text(hidden)
    result = run(*PAIR, "-v")
    assert "by comment settings.py:11: the proxy comes in May" in result.out
    assert "Undecided:" in result.out
    assert "1 suppressed" in result.out


def test_statistics(run, pair):
    assert "1  CL102 conn-max-age-exceeds-client-idle-timeout" in run(*PAIR, "--statistics").out


@pytest.mark.parametrize(
    "file, comment",
    [
        ("settings.py", "600,  # connlint: ignore[CL102] why"),
        ("pgbouncer.ini", "; connlint: ignore[CL102] why\nclient_idle"),
    ],
)
def test_a_comment_in_either_file_hides(codes, pair, file, comment):
    text = (pair.path / file).read_text()
    (pair.path / file).write_text(text.replace("600," if file == "settings.py" else "client_idle", comment))
    assert "CL102" not in codes(*PAIR)
    assert "CL102" in codes(*PAIR, "--no-suppressions")


def test_a_comment_is_not_idle_when_only_one_side_was_read(codes, pair):
    text = SETTINGS.replace("600,", "600,  # connlint: ignore[CL102] why")
    (pair.path / "settings.py").write_text(text)
    assert "CL901" not in codes("settings.py")
    (pair.path / "settings.py").write_text(text.replace("600", "0"))
    assert "CL901" in codes(*PAIR)


def test_a_baseline_is_written_and_hides_and_goes_stale(run, codes, pair):
    result = run(*PAIR, "--write-baseline", "baseline.json")
    assert (result.code, result.out) == (0, "")
    assert "wrote" in result.err
    assert codes(*PAIR, "--baseline", "baseline.json") == []
    (pair.path / "settings.py").write_text(SETTINGS.replace("600", "0"))
    assert "CL901" in codes(*PAIR, "--baseline", "baseline.json")


def test_declared_numbers(codes, pair):
    assert "CL301" not in codes(*PAIR, "--clients", "50")
    assert "CL301" in codes(*PAIR, "--clients", "5000")
    assert "CL302" not in codes(*PAIR, "--max-connections", "500")
    assert "CL302" in codes(*PAIR, "--max-connections", "5")


def test_standard_input_stands_for_a_file(codes, pair, monkeypatch):
    (pair.path / "settings.py").unlink()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(SETTINGS.encode())))
    assert "CL102" in codes("-", "pgbouncer.ini", "--stdin-filename", "settings.py")
    assert HELD.get() == {}


def test_standard_input_wins_over_the_file_on_disk(codes, pair, monkeypatch):
    text = SETTINGS.replace("600", "0").encode()
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(text)))
    assert "CL102" not in codes("-", "pgbouncer.ini", "--stdin-filename", "settings.py")


FIXABLE = (
    "[databases]\napp = host=127.0.0.1 dbname=app\n[pgbouncer]\r\nlisten_addr = 127.0.0.1\nmax_client_conns = 50\n"
)


@pytest.fixture
def fixable(project):
    (project.path / "pgbouncer.ini").write_bytes(b"\xef\xbb\xbf" * 0 + FIXABLE.encode())
    return project


def fixed(project):
    return (project.path / "pgbouncer.ini").read_bytes().decode()


def test_diff_changes_nothing(run, fixable):
    result = run("pgbouncer.ini", "--diff", "--unsafe-fixes")
    assert result.out.startswith("--- a/pgbouncer.ini\n+++ b/pgbouncer.ini\n")
    assert "-max_client_conns = 50\n+max_client_conn = 50\n" in result.out
    assert fixed(fixable) == FIXABLE


def test_fixes_are_applied_and_the_rest_stays_byte_for_byte(run, codes, fixable):
    assert "CL701" in codes("pgbouncer.ini")
    result = run("pgbouncer.ini", "--fix")
    assert "CL701" not in result.out
    assert "applied 1 fix" in result.err
    assert fixed(fixable) == FIXABLE.replace("max_client_conns", "max_client_conn")
    assert "CL701" not in codes("pgbouncer.ini")


def test_nothing_to_fix_is_a_check(run, pair):
    plain = run(*PAIR)
    assert run(*PAIR, "--fix") == plain
    assert "error[CL102]" in plain.out


def test_quiet_fixes_say_nothing(run, fixable):
    result = run("pgbouncer.ini", "--fix", "-q")
    assert result.err == ""
    assert fixed(fixable) == FIXABLE.replace("max_client_conns", "max_client_conn")


def test_a_quiet_baseline_says_nothing(run, pair):
    result = run(*PAIR, "--write-baseline", "baseline.json", "-q")
    assert (result.code, result.out, result.err) == (0, "", "")
    assert (pair.path / "baseline.json").exists()


def test_standard_input_cannot_be_fixed(run, fixable, monkeypatch):
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(FIXABLE.encode())))
    result = run("-", "--stdin-filename", "pgbouncer.ini", "--unsafe-fixes")
    assert_one_line(result, "standard input cannot be fixed")


def start(*arguments, cwd, **options):
    command = [sys.executable, "-m", "connlint", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, timeout=60, check=False, **options)


def test_as_a_program(pair):
    result = start(*PAIR, cwd=pair.path)
    assert result.returncode == 1
    assert "error[CL102]" in result.stdout
    assert result.stderr == ""


def test_as_the_installed_script(pair):
    script = "import sys; from connlint.__main__ import run; sys.argv[0] = 'connlint'; run()"
    command = [sys.executable, "-c", script, "--fail-on", "error", *PAIR]
    result = subprocess.run(command, cwd=pair.path, capture_output=True, text=True, timeout=60, check=False)
    assert (result.returncode, result.stderr) == (1, "")
    assert "error[CL102]" in result.stdout


def test_streams_of_somebody_elses_stay_as_they_are(monkeypatch):
    from connlint.__main__ import _open_streams

    ours = io.StringIO()
    monkeypatch.setattr(sys, "stdout", ours)
    monkeypatch.setattr(sys, "stderr", None)
    _open_streams()
    assert sys.stdout is ours
    with sys.stderr as opened:
        assert (opened.name, opened.writable()) == (os.devnull, True)


def test_a_reader_that_goes_away_is_no_error(pair):
    command = f"{sys.executable} -m connlint explain --all | head -n 1"
    result = subprocess.run(command, shell=True, cwd=pair.path, capture_output=True, text=True, timeout=60, check=False)
    assert result.stderr == ""
    assert len(result.stdout.splitlines()) == 1


def test_the_hot_path_loads_no_rare_library(pair):
    rare = "jinja2 yaml rich tokenize difflib traceback xml email.mime http urllib.request asyncio unittest hypothesis"
    code = (
        "import sys, click, pydantic\n"
        "class Model(pydantic.BaseModel):\n    x: int = 0\n"
        "before = set(sys.modules)\n"
        "from connlint.cli import main; main(['settings.py', 'pgbouncer.ini'])\n"
        f"print(sorted((set(sys.modules) - before) & set({rare.split()!r})), file=sys.stderr)\n"
    )
    command = [sys.executable, "-c", code]
    result = subprocess.run(command, cwd=pair.path, capture_output=True, text=True, timeout=60, check=True)
    assert result.stderr.strip() == "[]"


def test_the_sarif_of_a_whole_run_is_valid(run, pair, tmp_path):
    import jsonschema

    from tests.reporters.test_sarif import load_schema

    log = json.loads(run(*PAIR, "--format", "sarif").out)
    assert list(jsonschema.Draft7Validator(load_schema()).iter_errors(log)) == []


@pytest.mark.skipif(not os.environ.get("CONNLINT_SARIF_MULTITOOL"), reason="CONNLINT_SARIF_MULTITOOL is not set")
def test_the_sarif_of_a_whole_run_is_clean_for_the_multitool(run, pair):
    from tests.reporters.test_sarif import validate

    assert validate(run(*PAIR, "--format", "sarif").out, pair.path) == []
