"""%include, without a program to compare with."""

import pytest

from connlint.parsers.pgbouncer import read_pgbouncer
from connlint.sources.text import read
from tests.pgbouncer.reading import kinds, only
from tests.trees import lay


def read_tree(folder, files, **more):
    return read_pgbouncer(read(lay(folder, files) / "main.ini"), version="1.26", **more)


def test_an_included_file_is_read_from_the_folder_of_the_main_file(tmp_path):
    config = read_tree(tmp_path, {"main.ini": "[pgbouncer]\n%include a.ini\n", "a.ini": "pool_mode = transaction\n"})
    assert config.settings["pool_mode"].origin.file.endswith("a.ini")
    assert [name.rsplit("/", 1)[-1] for name in config.files] == ["main.ini", "a.ini"]


def test_a_missing_file_stops_the_start_and_the_neighbour_is_named(tmp_path):
    files = {"main.ini": "[pgbouncer]\n%include sub/a.ini\n", "sub/a.ini": "%include b.ini\n", "sub/b.ini": ""}
    problem = only(read_tree(tmp_path, files))
    assert (problem.kind, problem.fatal) == ("include-missing", True)
    assert "b.ini lies beside" in problem.suggestion


@pytest.mark.parametrize("name", ["/etc/hostname", "/nonexistent/databases.ini"])
def test_files_outside_are_not_read_and_make_settings_unknown(tmp_path, name):
    text = f"[pgbouncer]\npool_mode = session\n%include {name}\nmax_client_conn = 5\n"
    config = read_tree(tmp_path, {"main.ini": text})
    assert only(config).kind == "include-outside"
    assert config.accepted
    assert config.settings["pool_mode"].status == "unknown"
    assert config.settings["default_pool_size"].missing == name
    assert config.settings["max_client_conn"].value == 5


def test_a_link_does_not_lead_outside(tmp_path):
    (tmp_path / "tree").mkdir()
    (tmp_path / "secret").write_text("password\n")
    (tmp_path / "tree" / "a.ini").symlink_to(tmp_path / "secret")
    config = read_tree(tmp_path / "tree", {"main.ini": "[pgbouncer]\n%include a.ini\n"})
    assert kinds(config) == ["include-outside"]


def test_a_circle_is_told(tmp_path):
    config = read_tree(tmp_path, {"main.ini": "[pgbouncer]\n%include a.ini\n", "a.ini": "%include main.ini\n"})
    assert kinds(config) == ["include-cycle"]


def test_another_working_directory_can_give_another_result(tmp_path, monkeypatch):
    (tmp_path / "a.ini").write_text("pool_mode = statement\n")
    monkeypatch.chdir(tmp_path)
    files = {"main.ini": "[pgbouncer]\n%include a.ini\n", "a.ini": "pool_mode = transaction\n"}
    config = read_tree(tmp_path / "etc", files)
    assert kinds(config) == ["include-directory"]
    assert config.settings["pool_mode"].value == "transaction"
    given = read_tree(tmp_path / "etc", files, directory=tmp_path)
    assert given.settings["pool_mode"].value == "statement"


def test_what_repeats_only_because_a_file_comes_twice_is_still_told(tmp_path):
    files = {"main.ini": "[pgbouncer]\n%include a.ini\n%include a.ini\n", "a.ini": "pool_mode = session\n"}
    assert kinds(read_tree(tmp_path, files)) == ["duplicate-key"]


def test_a_folder_and_a_device_are_empty_files(tmp_path):
    (tmp_path / "sub").mkdir()
    config = read_tree(tmp_path, {"main.ini": "[pgbouncer]\n%include sub\n"})
    assert config.accepted
    assert config.problems == ()


def test_eleven_levels_are_too_deep(tmp_path):
    files = {"main.ini": "[pgbouncer]\n%include 1\n", **{str(n): f"%include {n + 1}\n" for n in range(1, 12)}}
    assert kinds(read_tree(tmp_path, files)) == ["include-depth"]


def test_an_include_that_is_too_large_makes_settings_unknown(tmp_path):
    with (tmp_path / "big.ini").open("wb") as stream:
        stream.truncate(6 * 1024 * 1024)
    config = read_tree(tmp_path, {"main.ini": "[pgbouncer]\n%include big.ini\n"})
    assert kinds(config) == ["include-outside"]
    assert not config.databases_whole


def test_names_are_told_as_that_of_the_main_file_is(tmp_path, monkeypatch):
    (tmp_path / "etc" / "sub").mkdir(parents=True)
    (tmp_path / "etc" / "main.ini").write_text("[pgbouncer]\n%include sub/a.ini\n")
    (tmp_path / "etc" / "sub" / "a.ini").write_text("pool_mode = session\n")
    monkeypatch.chdir(tmp_path)
    from pathlib import Path

    assert read_pgbouncer(read(Path("etc/main.ini"))).files == ("etc/main.ini", "etc/sub/a.ini")
