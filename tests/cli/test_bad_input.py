"""Whatever a user does wrong: one clear line, exit code 2, no traceback.

A file that is named on the command line and cannot be read ends the run. One that discovery found becomes a
finding (CL904), so that a report still says everything about the rest.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import SETTINGS


def assert_one_line(result, *words):
    assert result.code == 2
    assert result.out == ""
    assert result.err.startswith("connlint: ")
    assert result.err.count("\n") == 1
    assert "Traceback" not in result.err
    assert "bug" not in result.err
    for word in words:
        assert word in result.err


@pytest.mark.parametrize("name", ["settings.py", "pgbouncer.ini", "nowhere/settings.py"])
def test_a_file_that_is_missing(run, project, name):
    assert_one_line(run(name), f"{name}: no such file")


def test_a_directory_without_anything_to_check(run, project):
    project.write(readme="nothing")
    assert_one_line(run(), "no Django settings module and no pgbouncer.ini")
    assert_one_line(run("."), "no Django settings module")


@pytest.mark.parametrize("name", ["settings.py", "pgbouncer.ini", "postgresql.conf"])
def test_an_empty_file(run, project, name):
    (project.path / name).write_text(" \n\n")
    assert_one_line(run(name), f"{name}: is empty")


@pytest.mark.parametrize("name", ["settings.py", "postgresql.conf", "Dockerfile", "docker-compose.yml"])
def test_a_file_that_is_not_utf8(run, project, name):
    (project.path / name).write_bytes(b"# first\nlisten_addr = '\xe9'\n")
    assert_one_line(run(name), f"{name}:2: not UTF-8: byte 0xe9")


@pytest.mark.parametrize("name", ["settings.py", "pgbouncer.ini"])
def test_a_binary_file(run, project, name):
    (project.path / name).write_bytes(b"\x7fELF\0\0\0" * 100)
    assert_one_line(run(name), f"{name}: is a binary file")


@pytest.mark.parametrize("name", ["settings.py", "pgbouncer.ini"])
def test_a_file_of_ten_megabytes(run, project, name):
    (project.path / name).write_bytes(b"x = 1\n" * 1_750_000)
    assert_one_line(run(name), f"{name}: too large: 10,500,000 bytes")


@pytest.mark.parametrize("text", ["", " \n"])
def test_statistics_that_are_empty(run, pair, text):
    (pair.path / "stats.txt").write_text(text)
    assert_one_line(run("plan", "--show-stats", "stats.txt"), "stats.txt: is empty: it has no rows of SHOW STATS")


def test_a_syntax_error(run, project):
    project.write(settings_DOT_py="DATABASES = {\n    'default': {,\n}\n")
    assert_one_line(run("settings.py"), "settings.py:1: syntax error")


@pytest.mark.parametrize("depth", [150, 5_000, 100_000])
def test_deep_nesting(run, project, depth):
    (project.path / "settings.py").write_text("DATABASES = " + "[" * depth + "]" * depth + "\n")
    result = run("settings.py")
    assert "bug" not in result.err
    assert result.code in (0, 1, 2)
    assert result.err.count("\n") <= 1


unprivileged = pytest.mark.skipif(
    sys.platform == "win32" or not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root reads all"
)


@unprivileged
def test_a_file_without_permission(run, pair):
    (pair.path / "settings.py").chmod(0)
    assert_one_line(run("settings.py"), "settings.py: cannot be read")


@unprivileged
def test_a_directory_without_permission(run, pair):
    closed = pair.path / "closed"
    closed.mkdir(0)
    result = run(".")
    closed.chmod(0o700)
    assert (result.code, result.err) == (1, "")


def test_discovered_settings_that_cannot_be_read_are_a_finding(run, pair, monkeypatch):
    monkeypatch.setattr("os.access", lambda path, mode: str(path).rpartition("/")[2] != "settings.py")
    monkeypatch.setattr("pathlib.Path.open", _refused_open)
    result = run(".")
    assert result.code == 2
    assert "error[CL904]" in result.out
    assert "settings.py" in result.out
    assert "cannot be read: Permission denied" in result.out


def _refused_open(path, mode="r", **how):
    if path.name == "settings.py":
        raise PermissionError(13, "Permission denied", str(path))
    return open(path, mode, **how)  # noqa: PTH123  Path.open is this function


def test_a_loop_of_links_is_passed_over(run, pair):
    (pair.path / "compose.yml").symlink_to("docker-compose.yml")
    (pair.path / "docker-compose.yml").symlink_to("compose.yml")
    result = run(".")
    assert (result.code, result.err) == (1, "")
    assert_one_line(run("compose.yml"), "compose.yml: cannot be read")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes")
def test_a_pipe_is_not_waited_for(run, pair):
    os.mkfifo(pair.path / "base_settings.py")
    assert run(".").code == 1


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="no endless file")
def test_a_file_without_end(run, project):
    assert_one_line(run("/dev/zero"), "/dev/zero: too large")


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes on Linux only")
@pytest.mark.parametrize("form", ["text", "json", "sarif", "github", "gitlab", "junit", "markdown", "html"])
def test_a_name_that_is_no_text(pair, form):
    folder = pair.path / os.fsdecode(b"bad\xff")
    folder.mkdir()
    for file in ("settings.py", "pgbouncer.ini"):
        (pair.path / file).rename(folder / file)
    result = script("--format", form, folder.name)
    assert (result.returncode, result.stderr) == (1, "")
    assert "CL501" in result.stdout


def script(*arguments, **streams):
    """connlint as a process of its own."""
    streams.setdefault("stdout", subprocess.PIPE)
    return subprocess.run(
        [sys.executable, "-m", "connlint", *arguments], text=True, check=False, stderr=subprocess.PIPE, **streams
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full disk")
@pytest.mark.parametrize("command", ["check", "show", "rules"])
def test_an_output_that_cannot_be_written(pair, command):
    with Path("/dev/full").open("w") as full:
        result = script(command, stdout=full)
    assert (result.returncode, result.stderr) == (2, "connlint: standard output: No space left on device\n")


@pytest.fixture
def unread():
    """The end of a pipe whose reader has gone away."""
    reader, writer = os.pipe()
    os.close(reader)
    yield writer
    os.close(writer)


@pytest.mark.parametrize("arguments", [["--format", "json"], ["show"], ["explain", "--all"], ["--version"]])
def test_a_reader_that_has_gone_needs_no_words(pair, unread, arguments):
    result = script(*arguments, stdout=unread)
    assert (result.returncode, result.stderr) == (2, "")


def test_a_complaint_that_nobody_reads(pair, unread):
    command = [sys.executable, "-m", "connlint", "nowhere.py"]
    assert subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=unread).returncode == 2


@pytest.mark.skipif(sys.platform == "win32", reason="a directory in use cannot be removed")
def test_a_working_directory_that_is_gone(pair):
    command = f"mkdir gone && cd gone && rmdir ../gone && {sys.executable} -m connlint"
    result = subprocess.run(["sh", "-c", command], text=True, check=False, capture_output=True)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr == "connlint: the working directory: No such file or directory\n"


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's syntax")
def test_a_closed_output(pair):
    command = f"{sys.executable} -m connlint >&-"
    result = subprocess.run(["sh", "-c", command], text=True, check=False, stderr=subprocess.PIPE)
    assert (result.returncode, result.stderr) == (1, "")


def test_a_file_of_no_known_role(run, project):
    project.write(notes_DOT_txt="hello")
    assert_one_line(run("notes.txt"), "notes.txt: is not a file connlint knows")


def test_python_that_is_no_settings_module(run, project):
    project.write(views_DOT_py="def view(request):\n    return None\n")
    assert_one_line(run("views.py"), "not a Django settings module")


def test_a_userlist_is_never_read(run, project):
    project.write(userlist_DOT_txt='"app" "md5abcdef"\n')
    assert_one_line(run("userlist.txt"), "holds passwords")


def test_a_directory_in_place_of_a_named_file(run, project):
    (project.path / "empty").mkdir()
    assert_one_line(run("empty"), "empty: no Django settings module")


def test_one_bad_file_of_two(run, pair):
    (pair.path / "pgbouncer.ini").write_bytes(b"\xff\xfe")
    assert_one_line(run("settings.py", "pgbouncer.ini"), "pgbouncer.ini: UTF-16")


def test_a_discovered_file_that_cannot_be_read_is_a_finding(run, pair):
    pair.write(manage_DOT_py='os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")')
    (pair.path / "postgresql.conf").write_bytes(b"# \xe9\n")
    result = run()
    assert result.code == 2
    assert "error[CL904]" in result.out
    assert "postgresql.conf:1" in result.out


def test_a_discovered_settings_module_with_a_syntax_error_is_a_finding(run, pair):
    (pair.path / "settings.py").write_text(SETTINGS + "x = = 1\n")
    result = run(".")
    assert result.code == 2
    assert "error[CL904]" in result.out
    assert "settings.py:17" in result.out


@pytest.mark.parametrize(
    "arguments, words",
    [
        (["--nonsense"], "--nonsense"),
        (["--fail-on", "fatal"], "--fail-on"),
        (["--clients", "many"], "--clients"),
        (["--clients", "-1"], "--clients"),
        (["--format", "xml"], "the formats are text, json"),
        (["--format", "json", "--format", "sarif"], "only one --format"),
        (["--env", "DEBUG"], "NAME=VALUE"),
        (["--severity", "CL101=grave"], "error, warning or note"),
        (["--severity", "CL101"], "NAME=VALUE"),
        (["--select", "CL999"], "no rule is called CL999"),
        (["--profile", "production"], "no profile is called production"),
        (["--env-file", "nowhere.env"], "nowhere.env: no such file"),
        (["--baseline", "nowhere.json"], "nowhere.json: no such file"),
        (["--config", "nowhere.toml"], "nowhere.toml: no such file"),
        (["-"], "--stdin-filename"),
        (["--stdin-filename", "settings.py"], "needs - among the paths"),
        (["--format", "json:no/such/dir.json"], "no/such/dir.json: cannot be written"),
        (["--settings", "no.such.module", "."], "no settings module no.such.module"),
        (["--django-version", "banana"], "--django-version banana: write a release"),
        (["--pgbouncer-version", "1.x"], "--pgbouncer-version 1.x: write a release"),
        (["--postgres-version", "16.1 (Debian)"], "--postgres-version 16.1 (Debian): write a release"),
    ],
)
def test_wrong_options(run, pair, arguments, words):
    assert_one_line(run("settings.py", "pgbouncer.ini", *arguments), words)


def test_a_bug_of_ours_is_one_line_too(run, pair, monkeypatch):
    monkeypatch.setattr("connlint.lint.pipeline.find", lambda *_: 1 / 0)
    result = run("settings.py")
    assert result.code == 2
    assert result.err.startswith("connlint: this is a bug in connlint (ZeroDivisionError")
    assert result.err.count("\n") == 1


def test_the_traceback_of_a_bug_is_shown_when_asked_for(run, pair, monkeypatch):
    monkeypatch.setattr("connlint.lint.pipeline.find", lambda *_: 1 / 0)
    monkeypatch.setenv("CONNLINT_DEBUG", "1")
    assert "Traceback" in run("settings.py").err


def test_ctrl_c(run, pair, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("connlint.lint.pipeline.find", interrupt)
    result = run("settings.py")
    assert (result.code, result.err.strip()) == (2, "connlint: interrupted")
