"""A file has one name for a baseline, whatever directory connlint is started in."""

import ntpath
from types import SimpleNamespace

import pytest

from connlint.sources.identity import Identity


@pytest.mark.parametrize(
    "started, project, file", [(".", "app", "app/etc/p.ini"), ("app", ".", "etc/p.ini"), ("app/etc", "..", "p.ini")]
)
def test_a_file_has_one_name_from_everywhere(tmp_path, monkeypatch, started, project, file):
    (tmp_path / "app" / "etc").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / started)
    identity = Identity(project, (file,))
    assert identity.of(file) == "etc/p.ini"
    assert identity.of(str(tmp_path / "app" / "etc" / "p.ini")) == "etc/p.ini"
    assert identity.text(f"[databases] shop in {file}:7") == "[databases] shop in p.ini"


def test_different_files_stay_different():
    identity = Identity(".", ("a/p.ini", "b/p.ini"))
    assert identity.of("a/p.ini") != identity.of("b/p.ini")


def test_numbers_that_are_no_lines_stay():
    assert Identity().text("600 > 300 at 127.0.0.1:6432") != Identity().text("600 > 300 at 127.0.0.1")


def test_a_file_on_another_drive_keeps_its_name(monkeypatch):
    monkeypatch.setattr("connlint.sources.identity.os", SimpleNamespace(path=ntpath, sep="\\"))
    identity = Identity("C:\\shop")
    assert identity.of("C:\\shop\\etc\\p.ini") == "etc/p.ini"
    assert identity.of("D:\\p.ini") == "D:\\p.ini"
