"""Files that are too many, cannot be read, or are not where a project has its own."""

from __future__ import annotations

import os
import sys

import pytest

from connlint.parsers.settings import files, read_settings
from tests.settings.modules import host, lay, read, read_file, traced, value

OPENED = "open('a.txt').read()"


def reason(module):
    found = traced(module, "HOST")
    assert found.status == "unknown", found
    return found.reason


def test_too_many_files(tmp_path, monkeypatch):
    monkeypatch.setattr(files, "MAX_FILES", 2)
    lay(tmp_path, {f"{name}.txt": name for name in "abc"})
    assert "more than 2 files" in reason(read(tmp_path, host("open('a.txt').read() + open('b.txt').read()")))
    assert "more than 2 files" in reason(read(tmp_path, host("glob.glob('*')[0]", before="import glob")))


def test_a_file_that_is_no_text(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe\x00")
    assert reason(read(tmp_path, host(OPENED))).startswith("a.txt: ")


def test_a_link_to_itself(tmp_path):
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    assert traced(read(tmp_path, host(OPENED)), "HOST").status == "unknown"


def test_a_pattern_that_leaves_its_folder(tmp_path):
    assert "leaves its folder" in reason(
        read(tmp_path, host("list(Path('.').glob('../*'))", before="from pathlib import Path"))
    )


def test_a_file_of_the_user(tmp_path):
    assert "home directory" in reason(read(tmp_path, host("open('~/a.txt').read()")))


def test_a_project_without_a_marker_begins_above_its_topmost_package(tmp_path):
    lay(tmp_path, {"out/in/__init__.py": "", "out/in/settings.py": host("open('a.txt').read()"), "out/a.txt": "a"})
    module = read_settings(tmp_path / "out/in/settings.py", name="settings.py")
    assert (module.module, value(module, "HOST")) == ("in.settings", "a")


def test_a_name_that_is_no_end_of_the_path(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    lay(tmp_path, {"base.py": "HOST = 'b'\n", "settings.py": "from base import HOST\n" + host("HOST")})
    module = read_settings(tmp_path / "settings.py", name="<stdin>.py", root=tmp_path)
    assert set(module.files) == {"<stdin>.py", "base.py"}


def test_a_file_on_another_drive_keeps_its_whole_name(tmp_path, monkeypatch):
    def refuse(path, start):
        raise ValueError

    lay(tmp_path, {"base.py": "HOST = 'b'\n", "settings.py": "from base import HOST\n" + host("HOST")})
    monkeypatch.setattr(os.path, "relpath", refuse)
    assert (tmp_path / "base.py").as_posix() in read_file(tmp_path, "settings.py").files


@pytest.mark.parametrize("text", ["yaml.safe_load('[' * 5000)", "json.loads('[' * 200_000)"], ids=["YAML", "JSON"])
def test_what_is_nested_too_deeply(tmp_path, text):
    assert "nested too deeply" in reason(read(tmp_path, host(text, before="import json, yaml")))


def test_yaml_without_its_library(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "yaml", None)
    assert "connlint[yaml]" in reason(read(tmp_path, host("yaml.safe_load('a')", before="import yaml")))
